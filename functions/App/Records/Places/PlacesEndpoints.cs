namespace Yuekao.App.Records;

public sealed class PlacesEndpoints(PlacesStore places, RosterStore rosters, IAuditTrail audit)
{
    private const string Route = "counties/{county}/villages";

    [Function(nameof(GetVillages))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Finance, Role.Cadre)]
    [Operation("The county's townships and villages, as JSON or CSV.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(CountyPlaces)), Answers(StatusCodes.Status200OK, typeof(string), "text/csv"), Problems(404)]
    public async Task<IActionResult> GetVillages([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        Versioned<CountyPlaces> stored = await places.FindAsync(request.Id<CountyId>(), cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"Nobody stored the villages of '{request.Id<CountyId>()}' yet.");
        return DocumentAnswer.Of(request, RosterFormats.Places, stored.Document, stored.Version);
    }

    [Function(nameof(PutVillages))]
    [Access(Role.County)]
    [Operation("Replaces the county's townships and villages, as JSON or CSV. A village, or township, whose posts a current roster fills cannot be left out.")]
    [Tagged, Accepts(typeof(CountyPlaces)), Accepts(typeof(string), "text/csv"), Answers(StatusCodes.Status201Created, typeof(DocumentVersion))]
    [Answers(StatusCodes.Status200OK, typeof(DocumentVersion)), Problems(409, 412, 422)]
    public async Task<IActionResult> PutVillages([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        CountyId countyId = request.Id<CountyId>();
        Located<CountyPlaces> read = await RosterFormats.Places.ReadAsync(request, cancellation);
        Digest digest = Digest.OfJson(read.Document);
        Head? current = await places.FindHeadAsync(countyId, cancellation);
        if (current?.Version.Digest == digest.ToString())
            return DocumentAnswer.Stored(request, current.Version, isNew: false);
        request.RequireMatch(current is null ? null : DocumentAnswer.TagOf(current.Version));
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. PlacesRules.Check(read.Document).Select(error => error with { Path = read.PlaceOf(error.Path) })]);
        CountyPlaces? before = current is null ? null : await places.ReadAsync(countyId, current.Version, cancellation);
        if (before is not null)
            await RequirePlacesInUseAsync(countyId, before, read.Document, cancellation);

        Caller caller = request.GetCaller();
        var entry = new AuditEntry(caller.County, AuditActor.Of(caller), nameof(PutVillages), "villages", before is null ? null : Digest.OfJson(before), digest);
        DocumentVersion stored = await audit.RecordAsync(entry, stop => places.AppendAsync(countyId, current, read.Document, caller, stop), cancellation);
        return DocumentAnswer.Stored(request, stored, isNew: current is null);
    }

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
                    ? $"The village '{village}' is left out, and the roster of '{used.Township}' names it."
                    : $"The township '{used.Township}' is left out, and its roster has posts of the township itself.")),
        ];
        ErrorList.ThrowIfAny(ProblemType.RuleBroken, errors);
    }
}
