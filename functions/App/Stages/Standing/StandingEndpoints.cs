namespace Yuekao.App.Stages.Standing;

public sealed class StandingEndpoints(YearStandings standings)
{
    private const string Route = "counties/{county}/schemes/{scheme}/years/{year}";

    [Function(nameof(ListStandings))]
    [Access(Role.County, Role.Meeting), Access(Role.Township, Scope = "township")]
    [Operation("Lists the standings in a year of a township's subjects, by id.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<StandingView>)), Problems(404)]
    public async Task<IActionResult> ListStandings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/townships/{township}/standings")] HttpRequest request,
        CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        PublishedYear published = await RequireAsync(request, cancellation);
        TownshipId id = request.Id<TownshipId>();
        RequireReader(published.Latest.RequirePoolOf(id), id, request.GetCaller());
        StandingView[] ofTownship = [.. (await standings.AllAsync(published, cancellation)).Where(one => one.Subject.Township == id)];
        return new OkObjectResult(ListPages.Of(page, ofTownship, one => one.Subject.Id.Value));
    }

    [Function(nameof(GetStanding))]
    [Access(Role.County, Role.Meeting, Role.Township), Access(Role.Cadre, Scope = "subject")]
    [Operation("A subject's standing in a year: what bars it, with the periods that count.")]
    [Answers(StatusCodes.Status200OK, typeof(StandingView)), Problems(404)]
    public async Task<IActionResult> GetStanding(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/subjects/{subject}/standing")] HttpRequest request, CancellationToken cancellation)
    {
        PublishedYear published = await RequireAsync(request, cancellation);
        SubjectId id = request.Id<SubjectId>();
        StandingView standing = await standings.FindAsync(published, id, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"No result of '{id}' in {published.Through.Year} is published.");
        Caller caller = request.GetCaller();
        Pool? pool = published.Latest.Pools.FirstOrDefault(one => one.Has(standing.Subject.Township));
        if (!caller.Has(Role.Cadre, id.Value))
            RequireReader(pool, standing.Subject.Township, caller);
        return new OkObjectResult(standing);
    }

    [Function(nameof(ListPriority))]
    [Access(Role.County)]
    [Operation("Lists the eligible in the order in which awards and civil-servant selection take them.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<StandingView>)), Problems(404)]
    public async Task<IActionResult> ListPriority(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/priority")] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        PublishedYear published = await RequireAsync(request, cancellation);
        return new OkObjectResult(ListPages.Of(page, await standings.PriorityAsync(published, cancellation), one => one.Subject.Id.Value));
    }

    private static void RequireReader(Pool? pool, TownshipId township, Caller caller)
    {
        bool isMeeting = pool is not null && caller.Has(Role.Meeting, pool.Meeting.Value);
        if (!isMeeting && !caller.Has(Role.County) && !caller.Has(Role.Township, township.Value))
            throw new ProblemException(ProblemType.Forbidden);
    }

    private Task<PublishedYear> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleKey key = CycleKey.Of(request, request.Id<Period>("year"));
        return key.Period.Kind == PeriodKind.Year
            ? standings.RequireAsync(key.County, key.Scheme, key.Period.Year, cancellation)
            : throw new ProblemException(ProblemType.NotFound, $"'{key.Period}' is no year.");
    }
}
