namespace Yuekao.App.Stages.Judging;

/// <summary>How a contest stands while it is judged: by the library, exact, and bound to nothing.</summary>
public sealed class RankingEndpoints(CycleContexts contexts, SheetPlaces places, SheetStates states, CollectedPools collected)
{
    [Function(nameof(GetProvisionalRanking))]
    [Access(Role.County, Role.Meeting)]
    [Operation("The ranking as the sheets stand that were given so far: of whom enough were given, and nothing else is missing. Where voters vote in secret there is none before they are done.")]
    [Query("pool", typeof(PoolId), "The pool; may be left out where there is one.")]
    [Answers(StatusCodes.Status200OK, typeof(ProvisionalRanking)), Problems(404, 409)]
    public async Task<IActionResult> GetProvisionalRanking([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = JudgingRoutes.All + "/ranking")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        Pool pool = SheetPlaces.PoolOf(request, context.Pools);
        if (!ResultAccess.IsFirst(pool, request.GetCaller()))
            throw new ProblemException(ProblemType.Forbidden);
        IReadOnlyList<SheetPlace> sources = await places.OfAsync(context, cancellation);
        if (sources.Count == 0)
            throw new ProblemException(ProblemType.NotFound, $"'{context.Key.Scheme}' has no judges.");
        if (sources.Any(source => source.IsBallot))
            throw new ProblemException(ProblemType.RuleBroken, "The ballot is secret: until it is counted out there is no ranking.");
        PoolInput input = await ReadAsync(context, pool, sources, cancellation);
        HashSet<SubjectId> lacking = Lacking(context.Scheme, input);
        return new OkObjectResult(Rank(context, pool, Without(input, lacking), lacking));
    }

    // What others reported, and what the sheets come to instead of what was submitted of them.
    private async Task<PoolInput> ReadAsync(CycleContext context, Pool pool, IReadOnlyList<SheetPlace> sources, CancellationToken cancellation)
    {
        PoolInput reported = (await collected.ReadAsync(context, pool, cancellation)).ToInput();
        SheetState[] given = await Task.WhenAll(sources.Select(source => states.ReadAsync(source, pool, cancellation)));
        HashSet<SourceId> judged = [.. sources.Select(source => source.Source.Id)];
        IEnumerable<Reading> means = given.SelectMany(state => state.Readings(), (state, one) => state.Place.ToReading(one, at: default));
        return reported with { Readings = [.. reported.Readings.Where(reading => !judged.Contains(reading.Source)), .. means] };
    }

    private static HashSet<SubjectId> Lacking(Scheme scheme, PoolInput input) =>
    [
        .. Assessor.Check(scheme, input).Missing.SelectMany(missing => missing.Subject is { } subject
            ? [subject]
            : input.Roster.Where(entry => entry.Village == missing.Village).Select(entry => entry.Subject)),
    ];

    private static PoolInput Without(PoolInput input, HashSet<SubjectId> lacking)
    {
        RosterEntry[] roster = [.. input.Roster.Where(entry => !lacking.Contains(entry.Subject))];
        HashSet<VillageId> villages = [.. roster.Select(entry => entry.Village).OfType<VillageId>()];
        return input with
        {
            Roster = roster,
            Readings = [.. input.Readings.Where(reading => reading.Subject is { } subject ? !lacking.Contains(subject) : villages.Contains(reading.Village!.Value))],
            Observations = [.. input.Observations.Where(observation => !lacking.Contains(observation.Subject))],
        };
    }

    private static ProvisionalRanking Rank(CycleContext context, Pool pool, PoolInput input, HashSet<SubjectId> lacking)
    {
        Proposal? proposal = input.Roster.Count == 0 ? null : Assessor.Assess(context.Scheme, input) as Proposal
            ?? throw new InvalidOperationException($"What is given in {context.Key}, pool {pool.Id}, cannot be ranked.");
        IEnumerable<RankedSubject> ranked = (proposal?.Outcomes ?? []).Where(outcome => outcome.Score is not null)
            .Select(outcome => new RankedSubject(outcome.Rank, SubjectLabel.Of(context, outcome.Entry.Subject), outcome.Score!.Value));
        return new ProvisionalRanking(
            pool.Id, [.. ranked.OrderBy(one => one.Rank ?? int.MaxValue)], [.. pool.Roster.Where(entry => lacking.Contains(entry.Subject)).Select(entry => SubjectLabel.Of(context, entry.Subject))]);
    }
}

/// <param name="Ranked">By rank, then in roster order.</param>
/// <param name="Waiting">Of whom too little was given yet, in roster order.</param>
public sealed record ProvisionalRanking(PoolId Pool, IReadOnlyList<RankedSubject> Ranked, IReadOnlyList<SubjectLabel> Waiting);

/// <param name="Rank">Equal for equals; null for who is out of the ranking.</param>
/// <param name="Score">Exact.</param>
public sealed record RankedSubject(int? Rank, SubjectLabel Subject, Score Score);
