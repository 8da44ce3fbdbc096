namespace Yuekao.App.Records;

public sealed class RosterEndpoints(RosterStore rosters, PlacesStore places, FiledPostings filed, AuditTrail audit)
{
    private const string Route = "counties/{county}/townships/{township}/roster";

    [Function(nameof(GetRoster))]
    [Access(Role.County, Role.Finance), Access(Role.Township, Scope = "township"), Access(Role.Meeting, Scope = "township")]
    [Operation("A township's roster, as JSON, CSV or a workbook.")]
    [Query("on", typeof(DateOnly), "Only the postings that hold on this day.")]
    [Query("version", typeof(int), "An earlier version.")]
    [Tagged, Templates, Answers(StatusCodes.Status200OK, typeof(Roster)), AnswersTables, Problems(404)]
    public async Task<IActionResult> GetRoster([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        DateOnly? on = query.Date("on");
        var asked = DocumentQuery.Read(query);
        query.ThrowIfWrong();
        TownshipId township = request.Id<TownshipId>();
        CountyId county = request.Id<CountyId>();
        // Only a table names villages.
        Township? place = TableFormats.WantsTable(request) ? (await places.FindAsync(county, cancellation))?.Document.Find(township) : null;
        return await DocumentAnswer.GetAsync(
            request, Of(county, township, place), asked, $"The township '{township}' has no roster.", cancellation, roster => on is { } day ? roster.On(day) : roster);
    }

    [Function(nameof(PutRoster))]
    [Access(Role.County), Access(Role.Township, Scope = "township")]
    [Operation("Replaces a township's roster, as JSON, CSV or a workbook. The same content again changes nothing. One that ends more than a tenth of the postings that last must say how many.")]
    [Query("ending", typeof(int), "How many of the postings that last are ended, as a preview says.")]
    [Tagged, Previews, Accepts(typeof(Roster)), AcceptsTables, Answers(StatusCodes.Status201Created, typeof(DocumentVersion))]
    [Answers(StatusCodes.Status200OK, typeof(DocumentVersion)), Problems(404, 412, 422, 428)]
    public async Task<IActionResult> PutRoster([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId countyId, TownshipId townshipId) = (request.Id<CountyId>(), request.Id<TownshipId>());
        CountyPlaces? known = (await places.FindAsync(countyId, cancellation))?.Document;
        ReplacedDocument<Posting, Roster> replaced = Of(countyId, townshipId, known?.Find(townshipId));
        Located<Roster> read = await replaced.Formats.ReadAsync(request, cancellation);
        IActionResult answer = await DocumentAnswer.PutAsync(
            request, replaced, read, audit, nameof(PutRoster), $"townships/{townshipId}/roster", _ => RequireValidAsync(read, countyId, townshipId, known, cancellation), cancellation);
        // Also where nothing changed: an earlier request may have been cut off in between.
        if (answer is not ObjectResult { Value: DocumentPreview })
            await filed.FollowAsync(countyId, [(townshipId, (await rosters.Of(countyId, townshipId).FindHeadAsync(cancellation))!.Version.Version)], cancellation);
        return answer;
    }

    [Function(nameof(ListRosterVersions))]
    [Access(Role.County, Role.Finance), Access(Role.Township, Scope = "township"), Access(Role.Meeting, Scope = "township")]
    [Operation("Lists who replaced a township's roster when, the newest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<DocumentVersion>))]
    public Task<IActionResult> ListRosterVersions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/versions")] HttpRequest request, CancellationToken cancellation) =>
        DocumentAnswer.ListVersionsAsync(request, rosters.Of(request.Id<CountyId>(), request.Id<TownshipId>()), cancellation);

    private ReplacedDocument<Posting, Roster> Of(CountyId county, TownshipId township, Township? place) =>
        new(new RosterTable(), RosterFormats.Of(place), rosters.Of(county, township), new Roster([])) { Ends = RosterRules.Ends };

    private async Task RequireValidAsync(Located<Roster> read, CountyId county, TownshipId township, CountyPlaces? known, CancellationToken cancellation)
    {
        Township place = known?.Find(township)
            ?? throw new ProblemException(ProblemType.NotFound, $"'{township}' is no township of the county: the county's villages must be stored first.");
        var others = await rosters.FindAllAsync(county, known!.Townships.Select(other => other.Id).Where(other => other != township), cancellation);
        ILookup<SubjectId, ForeignPosting> elsewhere = others
            .SelectMany(other => other.Roster.Postings, (other, posting) => new ForeignPosting(other.Township, posting))
            .ToLookup(foreign => foreign.Posting.Cadre);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. RosterRules.Check(read.Document, place, elsewhere).Select(error => error with { Path = read.PlaceOf(error.Path) })]);
    }
}
