namespace Yuekao.App.Stages.Decide;

/// <param name="Kind">Null before the meeting.</param>
/// <param name="At">When it was recorded; null before the meeting.</param>
public sealed record ResolutionSummary(ResolutionKind? Kind, IReadOnlyList<ReturnedSource> Returns, DateTimeOffset? At = null);

/// <param name="Round">The round that ends.</param>
/// <param name="Due">When the returned sources must have reported again.</param>
/// <param name="DecisionDue">When the meeting must have decided on what they report.</param>
public sealed record ReopenedRound(PoolRound Round, IReadOnlyList<ReturnedSource> Returns, DateTimeOffset Due, DateTimeOffset DecisionDue);

/// <summary>What a meeting resolved, for the orchestration; and what follows from a return.</summary>
public sealed class DecideActivities(CycleContexts contexts, CycleStore cycles, Resolutions resolutions, CollectedPools collected, CycleMetrics metrics)
{
    [Function(nameof(ReadResolution))]
    public async Task<ResolutionSummary> ReadResolution([ActivityTrigger] PoolRound round, CancellationToken cancellation)
    {
        Resolution? resolution = await resolutions.FindAsync(round.Key, round.Pool, round.Round, cancellation);
        if (resolution is null && await cycles.FindAsync(round.Key, round.Pool, cancellation) is { Phase: PoolPhase.Over })
            throw new EditionOverException(round.Key);
        return new ResolutionSummary(resolution?.Kind, resolution?.Returns ?? [], resolution?.At);
    }

    /// <summary>Opens collecting again for the sources that must report again, and begins the next round.</summary>
    [Function(nameof(ReopenCollecting))]
    public async Task ReopenCollecting([ActivityTrigger] ReopenedRound reopened, CancellationToken cancellation)
    {
        PoolRound round = reopened.Round;
        CycleContext context = await contexts.RequireAsync(round.Key, cancellation);
        PoolRecord record = (await cycles.FindAsync(round.Key, round.Pool, cancellation))!;
        if (record.Phase == PoolPhase.Over)
            throw new EditionOverException(round.Key);
        // A round that has gone on is left alone; one that waits for its sources is opened again, for an orchestration that was started anew closed it.
        if (record.Round > round.Round + 1 || (record.Round > round.Round && record.Phase != PoolPhase.Collecting))
            return;
        DateTimeOffset at = (await resolutions.RequireAsync(round.Key, round.Pool, round.Round, cancellation)).At;
        (TownshipId, SourceId)[] returned = [.. reopened.Returns.Select(one => (one.Township, one.Source))];
        await collected.ReopenAsync(context, context.RequirePool(round.Pool), returned, isFirst: record.Round == round.Round, cancellation);
        if (await cycles.ChangeAsync(round.Key, round.Pool, Next, cancellation) is { } before)
            metrics.Ended(round.Key, CyclePhases.Deciding, before.Since, at);

        PoolRecord? Next(PoolRecord pool) => pool.Round > round.Round
            ? null
            : pool with { Phase = PoolPhase.Collecting, Since = at, Round = round.Round + 1, CollectingDue = reopened.Due, SourcesDue = [], DecisionDue = reopened.DecisionDue };
    }
}
