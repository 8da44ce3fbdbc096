namespace Yuekao.App.Stages.Standing;

public sealed class StandingEndpoints(CycleStore cycles, CycleContexts contexts, YearStandings standings)
{
    private const string Route = "counties/{county}/schemes/{scheme}/years/{year}";

    [Function(nameof(ListStandings))]
    [Access(Role.County, Role.Meeting), Access(Role.Township, Scope = "township")]
    [Operation("Lists the standings in a year of a township's subjects, by id.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<StandingView>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListStandings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/townships/{township}/standings")] HttpRequest request,
        CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        PublishedYear published = await RequireAsync(request, cancellation);
        TownshipId id = request.Id<TownshipId>();
        RequireReader(published.Latest.RequirePoolOf(id), id, request.GetCaller());
        IReadOnlyList<StandingView> listed = await standings.OfTownshipAsync(published, id, cancellation);
        return StandingTable.Of(published).Answer(request, page, part => ListPages.Of(part, listed, one => one.Subject.Id.Value));
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
        CycleKey latest = published.Latest.Key;
        StandingView standing = await standings.FindAsync(published, id, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"No result of '{id}' in {latest.Period.Year} is published.");
        Caller caller = request.GetCaller();
        Pool? pool = published.Latest.Pools.FirstOrDefault(one => one.Has(standing.Subject.Township));
        if (!caller.Has(Role.Cadre, id.Value))
            RequireReader(pool, standing.Subject.Township, caller);
        return new OkObjectResult(standing);
    }

    [Function(nameof(ListPriority))]
    [Access(Role.County)]
    [Operation("Lists the eligible in the order in which awards and civil-servant selection take them.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<StandingView>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListPriority(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/priority")] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        PublishedYear published = await RequireAsync(request, cancellation);
        IReadOnlyList<StandingView> eligible = await standings.EligibleAsync(published, cancellation);
        return StandingTable.Of(published).Answer(request, page, part => ListPages.Of(part, eligible, one => YearStanding.PriorityOf(published.Latest.Scheme, one.Subject.Id, one.ToPeriods())));
    }

    private static void RequireReader(Pool? pool, TownshipId township, Caller caller)
    {
        bool isMeeting = pool is not null && caller.Has(Role.Meeting, pool.Meeting.Value);
        if (!isMeeting && !caller.Has(Role.County) && !caller.Has(Role.Township, township.Value))
            throw new ProblemException(ProblemType.Forbidden);
    }

    /// <exception cref="ProblemException">It is no year, nothing of it is published, or the scheme's periods add up to nothing: not found.</exception>
    private async Task<PublishedYear> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleKey key = CycleKey.Of(request, request.Id<Period>("year"));
        if (key.Period.Kind != PeriodKind.Year)
            throw new ProblemException(ProblemType.NotFound, $"'{key.Period}' is no year.");
        IReadOnlyList<CycleRecord> ofYear = await cycles.OfYearAsync(key.County, key.Scheme, key.Period.Year, cancellation);
        CycleRecord[] published = [.. ofYear.Where(cycle => cycle.PublishedAt is not null)];
        if (published.Length == 0)
            throw new ProblemException(ProblemType.NotFound, $"No result of '{key.Scheme}' in {key.Period.Year} is published.");
        CycleContext latest = await contexts.RequireAsync(published[^1].Key, cancellation);
        return latest.Scheme.Document.Standing is not null
            ? new PublishedYear(latest, published.ToDictionary(cycle => cycle.Key.Period))
            : throw new ProblemException(ProblemType.NotFound, $"The periods of '{key.Scheme}' add up to no standing.");
    }
}

/// <summary>A year as far as it is published.</summary>
/// <param name="Latest">The cycle of the last published period: its scheme's rules hold for the year.</param>
/// <param name="Cycles">The published periods: a correction that changes a grade makes another revision of a period's board.</param>
public sealed record PublishedYear(CycleContext Latest, IReadOnlyDictionary<Period, CycleRecord> Cycles)
{
    public Period Through => Latest.Key.Period;
}

/// <summary>A subject's standing in a year (年度资格) as it is shown. The reasons are the rules that bar; periods are in order, and those not assessed count nowhere.</summary>
/// <param name="Subject">Whose it is, as of their latest period.</param>
/// <param name="Through">The last published period: later ones are still to come.</param>
public sealed record StandingView(
    SubjectLabel Subject, int Year, Period Through, StandingStatus Status,
    IReadOnlyList<RuleStanding> Reasons, IReadOnlyList<RuleStanding> Rules, IReadOnlyList<PeriodOutcome> Periods, IReadOnlyList<Period> NotAssessed)
{
    internal IReadOnlyList<PeriodGrade> ToPeriods() => [.. Periods.Select(one => new PeriodGrade(one.Period, one.Grade))];
}

/// <param name="Grade">The decided grade; null when not assessed.</param>
public sealed record PeriodOutcome(Period Period, GradeId? Grade = null);
