namespace Yuekao.App.Records;

public sealed class PublicityEndpoints(PublicityStore publicity, PlacesStore places, AuditTrail audit)
{
    private const string Route = "counties/{county}/publicity/{period}";

    [Function(nameof(GetPublicity))]
    [Access(Role.County, Role.Township, Role.Department, Role.Meeting, Role.Supervision)]
    [Operation("What was published of the townships' work in a month, as JSON, CSV or a workbook.")]
    [Query("version", typeof(int), "An earlier version.")]
    [Tagged, Templates, Answers(StatusCodes.Status200OK, typeof(PublicityMonth)), AnswersTables, Problems(404)]
    public Task<IActionResult> GetPublicity([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation) =>
        DocumentAnswer.GetAsync(request, Of(request.Id<CountyId>(), MonthOf(request)), DocumentQuery.Read(request), $"Nobody stored what was published in {MonthOf(request)} yet.", cancellation);

    [Function(nameof(PutPublicity))]
    [Access(Role.County)]
    [Operation("Replaces what was published in a month, as JSON, CSV or a workbook: with If-Match once there is something. Every version is kept.")]
    [Tagged, Previews, Accepts(typeof(PublicityMonth)), AcceptsTables, Answers(StatusCodes.Status201Created, typeof(DocumentVersion))]
    [Answers(StatusCodes.Status200OK, typeof(DocumentVersion)), Problems(404, 412, 422, 428)]
    public async Task<IActionResult> PutPublicity([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, Period month) = (request.Id<CountyId>(), MonthOf(request));
        Located<PublicityMonth> read = await PublicityTable.Formats.ReadAsync(request, cancellation);
        return await DocumentAnswer.PutAsync(request, Of(county, month), read, audit, nameof(PutPublicity), $"publicity/{month}", RequireValidAsync, cancellation);

        async Task RequireValidAsync(PublicityMonth? before)
        {
            HashSet<TownshipId> townships = [.. (await places.FindAsync(county, cancellation))?.Document.Townships.Select(township => township.Id) ?? []];
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. PublicityRules.Check(read.Document, month, townships).Select(error => error with { Path = read.PlaceOf(error.Path) })]);
        }
    }

    [Function(nameof(ListPublicityVersions))]
    [Access(Role.County, Role.Township, Role.Department, Role.Meeting, Role.Supervision)]
    [Operation("Lists who replaced a month's publicity when, the newest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<DocumentVersion>)), Problems(404)]
    public Task<IActionResult> ListPublicityVersions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/versions")] HttpRequest request, CancellationToken cancellation) =>
        DocumentAnswer.ListVersionsAsync(request, publicity.Of(request.Id<CountyId>(), MonthOf(request)), cancellation);

    [Function(nameof(GetPublicityCounts))]
    [Access(Role.County, Role.Township, Role.Department, Role.Meeting, Role.Supervision)]
    [Operation("How much was published in a month, by township, channel and level.")]
    [Answers(StatusCodes.Status200OK, typeof(PublicityCounts)), Problems(404)]
    public async Task<IActionResult> GetPublicityCounts([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/counts")] HttpRequest request, CancellationToken cancellation)
    {
        Period month = MonthOf(request);
        PublicityMonth published = await publicity.ReadAsync(request.Id<CountyId>(), month, cancellation);
        return new OkObjectResult(new PublicityCounts(month, published.Items.Count, published.Counts()));
    }

    private ReplacedDocument<PublishedItem, PublicityMonth> Of(CountyId county, Period month) => new(new PublicityTable(), PublicityTable.Formats, publicity.Of(county, month), new PublicityMonth([]));

    private static Period MonthOf(HttpRequest request) => request.Id<Period>() is { Kind: PeriodKind.Month } month
        ? month
        : throw new ProblemException(ProblemType.NotFound, "Publicity is counted by the month: the address must name one, such as 2026-10.");
}
