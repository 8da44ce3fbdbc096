namespace Yuekao.App.Records;

/// <summary>Who judges, or votes: kept by the county alone, for it names people and how to reach them.</summary>
public sealed class PanelEndpoints(PanelStore panels, PlacesStore places, CompetitionPlaces competitions, AuditTrail audit)
{
    private const string Route = "counties/{county}/schemes/{scheme}/panels/{source}";

    [Function(nameof(GetPanel))]
    [Access(Role.County)]
    [Operation("The judges, or voters, of a source of a scheme, as JSON, CSV or a workbook.")]
    [Query("version", typeof(int), "An earlier version.")]
    [Tagged, Templates, Answers(StatusCodes.Status200OK, typeof(Panel)), AnswersTables, Problems(404)]
    public Task<IActionResult> GetPanel([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation) =>
        DocumentAnswer.GetAsync(request, Of(request), DocumentQuery.Read(request), $"Nobody sits in '{request.Id<SourceId>()}' yet.", cancellation);

    [Function(nameof(PutPanel))]
    [Access(Role.County)]
    [Operation("Replaces the judges, or voters, of a source, as JSON, CSV or a workbook: with If-Match once there are some. Every version is kept; what counts in a cycle is who sits in it when its sheets are closed.")]
    [Tagged, Previews, Accepts(typeof(Panel)), AcceptsTables, Answers(StatusCodes.Status201Created, typeof(DocumentVersion))]
    [Answers(StatusCodes.Status200OK, typeof(DocumentVersion)), Problems(404, 412, 422, 428)]
    public async Task<IActionResult> PutPanel([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, SourceId source) = (request.Id<CountyId>(), request.Id<SourceId>());
        SchemeDocument scheme = await competitions.RequireSchemeAsync(request, cancellation);
        if (!scheme.Sources.Any(one => one.Id == source && one.Sheets is not null))
            throw new ProblemException(ProblemType.NotFound, $"'{scheme.Id}' has no judges or voters '{source}'.");
        Located<Panel> read = await PanelTable.Formats.ReadAsync(request, cancellation);
        return await DocumentAnswer.PutAsync(request, Of(request), read, audit, nameof(PutPanel), $"schemes/{scheme.Id}/panels/{source}", RequireValidAsync, cancellation);

        async Task RequireValidAsync(Panel? before)
        {
            HashSet<TownshipId> townships = [.. (await places.FindAsync(county, cancellation))?.Document.Townships.Select(township => township.Id) ?? []];
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. PanelRules.Check(read.Document, townships).Select(error => error with { Path = read.PlaceOf(error.Path) })]);
        }
    }

    [Function(nameof(ListPanelVersions))]
    [Access(Role.County)]
    [Operation("Lists who replaced a source's judges, or voters, when, the newest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<DocumentVersion>)), Problems(404)]
    public Task<IActionResult> ListPanelVersions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/versions")] HttpRequest request, CancellationToken cancellation) =>
        DocumentAnswer.ListVersionsAsync(request, Of(request).Stored, cancellation);

    private ReplacedDocument<Judge, Panel> Of(HttpRequest request) =>
        new(new PanelTable(), PanelTable.Formats, panels.Of(request.Id<CountyId>(), request.Id<SchemeId>(), request.Id<SourceId>()), new Panel([]));
}
