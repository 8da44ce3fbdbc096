namespace Yuekao.App.Stages.Freeze;

/// <summary>Opens a cycle: what it rests on is fixed from then on.</summary>
public sealed class FreezeActivities(
    CycleStore cycles, CycleContexts contexts, FrozenCycles frozenCycles, CycleSchemes schemes,
    CollectedPools collecting, CycleFreezer freezer, AuditTrail audit, CycleMetrics metrics)
{
    private const int MostProblems = 20;

    [Function(nameof(PlanOpening))]
    public async Task<DateTimeOffset> PlanOpening([ActivityTrigger] CycleKey key, CancellationToken cancellation) =>
        (await schemes.TimesAsync(await RequireAsync(key, cancellation), cancellation)).Opens;

    /// <summary>Freezes a cycle, once: what was frozen before stays.</summary>
    [Function(nameof(FreezeCycle))]
    public async Task<FreezeResult> FreezeCycle([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        CycleSpans.Describe(key);
        if (await contexts.FindAsync(key, cancellation) is not { } context)
        {
            CycleRecord cycle = await RequireAsync(key, cancellation);
            (Scheme scheme, string digest) = await schemes.FindAsync(key, cycle.SchemeVersion, cancellation)
                ?? throw new InvalidOperationException($"The scheme of the cycle {key} is missing.");
            if (cycle.SpecialItems.Count > 0)
                scheme = scheme.WithSpecialItems(cycle.SpecialItems).Required();
            (FrozenCycle gathered, IReadOnlyList<ProblemError> problems) = await freezer.GatherAsync(cycle, scheme, digest, cancellation);
            if (problems.Count > 0)
            {
                ProblemError[] first = [.. problems.Take(MostProblems)];
                await cycles.PutAsync(cycle with { Phase = CyclePhase.Blocked, Problems = first }, cancellation);
                return new FreezeResult(Plan: null, first);
            }

            await frozenCycles.FreezeAsync(gathered, cancellation);
            context = await contexts.RequireAsync(key, cancellation);
        }

        await collecting.OpenAsync(context, cancellation);
        await OpenAsync(context, cancellation);
        PoolPlan[] plans = [.. context.Pools.Select(pool => new PoolPlan(pool.Id, pool.Meeting, [.. pool.Townships.Select(township => township.Id)]))];
        return new FreezeResult(new CyclePlan(context.Times, plans, context.Sources, IsSupervised(context.Scheme.Document)), []);
    }

    private static bool IsSupervised(SchemeDocument scheme) =>
        scheme.Subject == SubjectKind.Township && scheme.Consequences.Any(consequence => consequence.Action == ConsequenceAction.OnSiteSupervision);

    private async Task<CycleRecord> RequireAsync(CycleKey key, CancellationToken cancellation) =>
        await cycles.FindAsync(key, cancellation) ?? throw new InvalidOperationException($"The cycle {key} runs and is not recorded.");

    private async Task OpenAsync(CycleContext context, CancellationToken cancellation)
    {
        FrozenCycle frozen = context.Frozen;
        CycleRecord cycle = await RequireAsync(context.Key, cancellation);
        if (cycle.Phase is CyclePhase.Open or CyclePhase.Sealed)
            return;
        CycleRecord open = cycle with { Phase = CyclePhase.Open, Problems = [], SchemeVersion = frozen.SchemeVersion, OpenedAt = frozen.At };
        PoolRecord[] pools = [.. context.Pools.Select(Opened)];
        var entry = new AuditEntry(context.Key.County.Value, context.Key.Actor, nameof(FreezeCycle), context.Key.Resource, Before: null, Digest.OfJson(frozen));
        await audit.AppendAsync(entry, cancellation);
        await cycles.PutAsync(open, pools, cancellation);
        metrics.Opened(context.Key);

        PoolRecord Opened(Pool pool) => new()
        {
            Pool = pool.Id,
            Phase = PoolPhase.Collecting,
            Since = frozen.At,
            Round = 1,
            CollectingDue = context.Times.CollectingDue,
            DecisionDue = context.Times.DecisionDue,
            Subjects = pool.Roster.Count,
        };
    }
}

/// <param name="IsPublished">Whether all results are out, so that the pools need not be run again.</param>
public sealed record CycleStart(CycleKey Key, bool IsPublished = false);

/// <param name="Plan">Null when it could not freeze.</param>
/// <param name="Problems">Why it could not: the first 20.</param>
public sealed record FreezeResult(CyclePlan? Plan, IReadOnlyList<ProblemError> Problems);

/// <summary>What the orchestration must know of a frozen cycle: keys, times and counts.</summary>
/// <param name="Sources">The sources that report or observe, or are computed.</param>
/// <param name="IsSupervised">Whether townships that come last are supervised on site.</param>
public sealed record CyclePlan(CycleTimes Times, IReadOnlyList<PoolPlan> Pools, IReadOnlyList<SourceId> Sources, bool IsSupervised = false);

/// <param name="Meeting">Whose meeting decides.</param>
public sealed record PoolPlan(PoolId Id, PoolId Meeting, IReadOnlyList<TownshipId> Townships);
