namespace Yuekao.App.Stages.Freeze;

/// <summary>Opens a cycle: what it rests on is fixed from then on.</summary>
public sealed class FreezeActivities(
    CycleStore cycles, CycleContexts contexts, FrozenCycles frozenCycles, CycleSchemes schemes, CollectedPools collecting, CycleFreezer freezer,
    FiledPostings postings, AuditTrail audit, CycleMetrics metrics)
{
    private const int MostProblems = 20;

    [Function(nameof(PlanOpening))]
    public async Task<DateTimeOffset> PlanOpening([ActivityTrigger] CycleKey key, CancellationToken cancellation) =>
        (await schemes.TimesAsync(await cycles.RequireAsync(key, cancellation), cancellation)).Opens;

    /// <summary>Freezes a cycle, once: what was frozen before stays.</summary>
    [Function(nameof(FreezeCycle))]
    public async Task<FreezeResult> FreezeCycle([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        CycleSpans.Describe(key);
        CycleRecord cycle = await cycles.RequireAsync(key, cancellation);
        CycleContext? context = cycle.Phase is CyclePhase.Scheduled or CyclePhase.Blocked ? null : await contexts.FindAsync(key, cancellation);
        if (context is null)
        {
            (FrozenCycle gathered, IReadOnlyList<ProblemError> problems) = await freezer.GatherAsync(cycle, cancellation);
            if (problems.Count > 0)
            {
                ProblemError[] first = [.. problems.Take(MostProblems)];
                // Somebody who changed it at the same time changed what it waits for: it tries again.
                await cycles.TryReplaceAsync(cycle with { Phase = CyclePhase.Blocked, Problems = first }, cancellation);
                return new FreezeResult(Plan: null, first);
            }

            // From here on nobody adds to it: what was added before is in what was gathered.
            cycle = cycle with { Phase = CyclePhase.Freezing, Problems = [] };
            if (!await cycles.TryReplaceAsync(cycle, cancellation))
                throw Changed(key);
            await frozenCycles.FreezeAsync(gathered, cancellation);
            context = await contexts.RequireAsync(key, cancellation);
        }

        // Whoever stored a roster, and was cut off, may never have come back.
        await postings.FollowAsync(key.County, context.Frozen.Rosters.Select(one => (one.Township, one.Version)), cancellation);
        int lastCancelled = cycle.Past.LastOrDefault(one => one.End == EditionEnd.Cancelled)?.Edition ?? 0;
        CycleContext? before = key.Edition > lastCancelled + 1 ? await contexts.RequireAsync(key with { Edition = key.Edition - 1 }, cancellation) : null;
        await collecting.OpenAsync(context, before, since: lastCancelled + 1, cancellation);
        IReadOnlyList<PoolRecord> pools = cycle.Phase is CyclePhase.Open or CyclePhase.Sealed
            ? (await cycles.FindWithPoolsAsync(key, cancellation))!.Value.Pools
            : await OpenAsync(context, before, cycle, cancellation);
        PoolPlan[] plans = [.. context.Pools.Select(pool => PoolPlan.Of(pool, pools.Single(one => one.Pool == pool.Id)))];
        return new FreezeResult(PlanOf(context, plans), []);
    }

    private static CyclePlan PlanOf(CycleContext context, IReadOnlyList<PoolPlan> pools)
    {
        SchemeDocument scheme = context.Scheme.Document;
        return new CyclePlan(context.Times, pools, context.Sources)
        {
            HasActions = scheme.Consequences.Any(consequence => consequence.NeedsPeople(scheme.Subject)),
            IsSupervised = scheme.Subject == SubjectKind.Township && scheme.Consequences.Any(consequence => consequence.Action == ConsequenceAction.OnSiteSupervision),
            HasDispatch = scheme.Dispatch is not null,
            FillsCohort = scheme.Grading is RankingGrading { Cohort: not null },
        };
    }

    private async Task<IReadOnlyList<PoolRecord>> OpenAsync(CycleContext context, CycleContext? before, CycleRecord cycle, CancellationToken cancellation)
    {
        FrozenCycle frozen = context.Frozen;
        CycleRecord open = cycle with { Phase = CyclePhase.Open, Problems = [], SchemeVersion = frozen.SchemeVersion, OpenedAt = frozen.At };
        PoolRecord[] pools = await Task.WhenAll(context.Pools.Select(pool => OpenedAsync(context, before, pool, cancellation)));
        var entry = new AuditEntry(context.Key.County.Value, context.Key.Actor, nameof(FreezeCycle), context.Key.Resource, Before: null, Digest.OfJson(frozen));
        await audit.RecordAsync(entry, WriteAsync, cancellation);
        metrics.Opened(context.Key);
        return pools;

        // Cancelled in between, it is not open; whatever else somebody did to it, another attempt sees.
        async Task<CycleRecord> WriteAsync(CancellationToken stop) => await cycles.TryReplaceAsync(open, pools, stop) ? open : throw Changed(context.Key);
    }

    private async Task<PoolRecord> OpenedAsync(CycleContext context, CycleContext? before, Pool pool, CancellationToken cancellation)
    {
        // More time that the county gave the edition before goes over with what was reported.
        PoolRecord? extended = before is null ? null : await cycles.FindAsync(before.Key, pool.Id, cancellation);
        return new PoolRecord
        {
            Pool = pool.Id,
            Phase = PoolPhase.Collecting,
            Since = context.Frozen.At,
            Round = 1,
            CollectingDue = extended?.CollectingDue ?? context.Times.CollectingDue,
            SourcesDue = extended?.SourcesDue ?? context.Times.SourcesDue,
            DecisionDue = extended?.DecisionDue ?? context.Times.DecisionDue,
            Subjects = pool.Roster.Count,
        };
    }

    private static InvalidOperationException Changed(CycleKey key) => new($"The cycle {key} changed while it opened.");
}

/// <param name="IsPublished">Whether all results are out, so that the pools need not be run again.</param>
public sealed record CycleStart(CycleKey Key, bool IsPublished = false);

/// <param name="Plan">Null when it could not freeze.</param>
/// <param name="Problems">Why it could not: the first 20.</param>
public sealed record FreezeResult(CyclePlan? Plan, IReadOnlyList<ProblemError> Problems);

/// <summary>What the orchestration must know of a frozen cycle: keys, times and counts.</summary>
/// <param name="Sources">The sources that report or observe, or are computed.</param>
public sealed record CyclePlan(CycleTimes Times, IReadOnlyList<PoolPlan> Pools, IReadOnlyList<SourceId> Sources)
{
    /// <summary>Whether results may ask people to do something; a cycle that froze before there were such actions has none.</summary>
    public bool HasActions { get; init; }

    /// <summary>Whether townships that come last are supervised on site.</summary>
    public bool IsSupervised { get; init; }

    /// <summary>Whether readings are computed from the month's dispatch of projects.</summary>
    public bool HasDispatch { get; init; }

    /// <summary>Whether those who are selected join a cohort.</summary>
    public bool FillsCohort { get; init; }
}

/// <param name="Meeting">Whose meeting decides.</param>
/// <param name="CollectingDue">When the pool's readings are due: by the cycle's times, or extended.</param>
public sealed record PoolPlan(PoolId Id, PoolId Meeting, IReadOnlyList<TownshipId> Townships, DateTimeOffset CollectingDue, DateTimeOffset DecisionDue)
{
    internal static PoolPlan Of(Pool pool, PoolRecord record) =>
        new(pool.Id, pool.Meeting, [.. pool.Townships.Select(township => township.Id)], record.CollectingDue, record.DecisionDue);
}
