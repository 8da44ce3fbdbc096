namespace Yuekao.App.Stages.Freeze;

/// <summary>Opens a cycle: what it rests on is fixed from then on.</summary>
public sealed class FreezeActivities(
    CycleStore cycles, CycleContexts contexts, FrozenCycles frozenCycles, CycleSchemes schemes, CollectedPools collecting, CycleFreezer freezer,
    AuditTrail audit, CycleMetrics metrics)
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
        if (await contexts.FindAsync(key, cancellation) is not { } context)
        {
            (FrozenCycle gathered, IReadOnlyList<ProblemError> problems) = await freezer.GatherAsync(cycle, cancellation);
            if (problems.Count > 0)
            {
                ProblemError[] first = [.. problems.Take(MostProblems)];
                // Somebody who changed it at the same time changed what it waits for: it tries again.
                await cycles.TryReplaceAsync(cycle with { Phase = CyclePhase.Blocked, Problems = first }, cancellation);
                return new FreezeResult(Plan: null, first);
            }

            await frozenCycles.FreezeAsync(gathered, cancellation);
            context = await contexts.RequireAsync(key, cancellation);
        }

        await collecting.OpenAsync(context, carriesOver: cycle.Past is [.., { End: EditionEnd.FrozenAnew }], cancellation);
        await OpenAsync(context, cycle, cancellation);
        PoolPlan[] plans = [.. context.Pools.Select(pool => new PoolPlan(pool.Id, pool.Meeting, [.. pool.Townships.Select(township => township.Id)]))];
        return new FreezeResult(new CyclePlan(context.Times, plans, context.Sources), []);
    }

    private async Task OpenAsync(CycleContext context, CycleRecord cycle, CancellationToken cancellation)
    {
        if (cycle.Phase is CyclePhase.Open or CyclePhase.Sealed)
            return;
        FrozenCycle frozen = context.Frozen;
        CycleRecord open = cycle with { Phase = CyclePhase.Open, Problems = [], SchemeVersion = frozen.SchemeVersion, OpenedAt = frozen.At };
        PoolRecord[] pools = [.. context.Pools.Select(Opened)];
        var entry = new AuditEntry(context.Key.County.Value, context.Key.Actor, nameof(FreezeCycle), context.Key.Resource, Before: null, Digest.OfJson(frozen));
        await audit.RecordAsync(entry, WriteAsync, cancellation);
        metrics.Opened(context.Key);

        // Cancelled in between, it is not open; whatever else somebody did to it, another attempt sees.
        async Task<CycleRecord> WriteAsync(CancellationToken stop) =>
            await cycles.TryReplaceAsync(open, pools, stop) ? open : throw new InvalidOperationException($"The cycle {context.Key} changed while it opened.");

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
/// <param name="Sources">The sources that report or observe.</param>
public sealed record CyclePlan(CycleTimes Times, IReadOnlyList<PoolPlan> Pools, IReadOnlyList<SourceId> Sources);

/// <param name="Meeting">Whose meeting decides.</param>
public sealed record PoolPlan(PoolId Id, PoolId Meeting, IReadOnlyList<TownshipId> Townships);
