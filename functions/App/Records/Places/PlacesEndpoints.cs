namespace Yuekao.App.Records;

public sealed class PlacesEndpoints(PlacesStore places, RosterStore rosters, AuditTrail audit)
{
    private const string Route = "counties/{county}/villages";

    [Function(nameof(GetVillages))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision, Role.Judge, Role.Finance, Role.Cadre)]
    [Operation("The county's townships and villages, as JSON, CSV or a workbook.")]
    [Query("version", typeof(int), "An earlier version.")]
    [Tagged, Templates, Answers(StatusCodes.Status200OK, typeof(CountyPlaces)), AnswersTables, Problems(404)]
    public Task<IActionResult> GetVillages([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation) =>
        DocumentAnswer.GetAsync(request, Of(request.Id<CountyId>()), DocumentQuery.Read(request), $"Nobody stored the villages of '{request.Id<CountyId>()}' yet.", cancellation);

    [Function(nameof(PutVillages))]
    [Access(Role.County)]
    [Operation("Replaces the county's townships and villages, as JSON, CSV or a workbook: with If-Match once there are any. A village, or township, whose posts a current roster fills cannot be left out.")]
    [Tagged, Previews, Accepts(typeof(CountyPlaces)), AcceptsTables, Answers(StatusCodes.Status201Created, typeof(DocumentVersion))]
    [Answers(StatusCodes.Status200OK, typeof(DocumentVersion)), Problems(409, 412, 422, 428)]
    public async Task<IActionResult> PutVillages([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        CountyId countyId = request.Id<CountyId>();
        Located<CountyPlaces> read = await RosterFormats.Places.ReadAsync(request, cancellation);
        return await DocumentAnswer.PutAsync(request, Of(countyId), read, audit, nameof(PutVillages), "villages", RequireValidAsync, cancellation);

        async Task RequireValidAsync(CountyPlaces? before)
        {
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. PlacesRules.Check(read.Document).Select(error => error with { Path = read.PlaceOf(error.Path) })]);
            if (before is not null)
                await RequirePlacesInUseAsync(countyId, before, read.Document, cancellation);
        }
    }

    private ReplacedDocument<PlacesStore.Place, CountyPlaces> Of(CountyId county) => new(new PlacesTable(), RosterFormats.Places, places.Of(county), new CountyPlaces([]));

    private async Task RequirePlacesInUseAsync(CountyId county, CountyPlaces before, CountyPlaces after, CancellationToken cancellation)
    {
        var kept = after.Townships.SelectMany(township => township.Villages, (township, village) => (township.Id, village.Id)).ToHashSet();
        IEnumerable<Township> touched = before.Townships.Where(township => township.Villages.Any(village => !kept.Contains((township.Id, village.Id))));
        ProblemError[] errors =
        [
            .. (await rosters.FindAllAsync(county, touched.Select(township => township.Id), cancellation))
                .SelectMany(one => one.Roster.Postings.Select(posting => posting.Village).Distinct(), (one, village) => (one.Township, Village: village))
                .Where(used => used.Village is { } village ? !kept.Contains((used.Township, village)) : after.Find(used.Township) is null)
                .Select(used => new ProblemError("$.townships", used.Village is { } village
                    ? (LocalizableString)$"The village '{village}' is left out, and the roster of '{used.Township}' names it."
                    : $"The township '{used.Township}' is left out, and its roster has posts of the township itself.")),
        ];
        ErrorList.ThrowIfAny(ProblemType.RuleBroken, errors);
    }
}
