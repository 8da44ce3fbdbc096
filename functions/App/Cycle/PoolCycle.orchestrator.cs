using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>
/// Runs one pool of a cycle: collects, proposes, has the meeting decide, computes, tells everybody (phases 1 to 5 of docs/design.md 5). What it waits for stands in
/// storage and events only wake it; so it can also be started anew where an earlier run stopped.
/// </summary>
public static class PoolCycleOrchestrator
{
    /// <summary>Runs the pool until its results are out.</summary>
    /// <returns>Whether the cycle's edition was over before.</returns>
    [Function(nameof(PoolCycleOrchestrator))]
    public static async Task<bool> Run([OrchestrationTrigger] TaskOrchestrationContext context, PoolCycle pool)
    {
        bool isOver = await context.KeepGoingAsync(() => pool, () => RunAsync(context, pool), async reason =>
        {
            context.SetCustomStatus(new PoolStatus(PoolPhase.Stopped, Round: 0, context.Now() + Steps.LookAgain, Failure: reason));
            await context.TellAsync(new MessageRequest(pool.Key, pool.Pool, MessageKind.CycleStopped, ["county"], Occasion.At(context.Now()), Detail: reason));
        });
        if (isOver)
            context.SetCustomStatus(new PoolStatus(PoolPhase.Over, Round: 0));
        return isOver;
    }

    private static async Task RunAsync(TaskOrchestrationContext context, PoolCycle pool)
    {
        int round = await DecideAsync(context, pool);

        context.SetCustomStatus(new PoolStatus(PoolPhase.Settling, round));
        ComputedResult computed = await context.DoAsync<ComputedResult>(nameof(SettleActivities.ComputeResult), new PoolRound(pool.Key, pool.Pool, round));
        if (computed.Differences.Count > 0)
            throw new InvalidOperationException($"The ledger of {pool.Pool} does not reconcile: {string.Join("; ", computed.Differences)}");
        await context.DoAsync(nameof(SettleActivities.RecordResults), new PoolRef(pool.Key, pool.Pool));

        context.SetCustomStatus(new PoolStatus(PoolPhase.Feedback, round));
        var publication = new PoolPublication(pool.Key, pool.Pool, context.Now());
        await context.DoAsync(nameof(PublishActivities.PublishPool), publication);
        await context.DoAsync(nameof(RectificationActivities.OpenRectifications), publication);
        if (pool.HasActions)
            await context.DoAsync(nameof(DueActionActivities.OpenDueActions), publication);
        if (pool.IsSupervised)
            await context.DoAsync(nameof(DissectionActivities.OpenDissections), publication);
        await context.DoAsync(nameof(NoticeActivities.IssueNotices), publication);
        await context.TellAsync(new MessageRequest(pool.Key, pool.Pool, MessageKind.ResultsPublished, [.. pool.Townships.Select(township => $"township:{township}")], Occasion.Once));
        context.SetCustomStatus(new PoolStatus(PoolPhase.Published, round));
    }

    /// <summary>Collects and decides, round by round, until the meeting lets a proposal stand.</summary>
    /// <returns>The round whose proposal stands.</returns>
    private static async Task<int> DecideAsync(TaskOrchestrationContext context, PoolCycle pool)
    {
        // The meeting has as long after the readings as the calendar gives it, and so have sources after a return.
        TimeSpan span = pool.Times.DecisionDue - pool.Times.CollectingDue;
        DateTimeOffset? returnedAt = null;
        for (int round = 1; ; round++)
        {
            (DateTimeOffset collectingDue, bool again) = await new Collecting(context, pool, round, returnedAt).RunAsync();
            ResolutionSummary resolution = await new Deciding(context, pool, round, collectingDue + span).RunAsync(mayBeDecided: again);
            if (resolution.Kind != ResolutionKind.Return)
                return round;

            returnedAt = resolution.At;
            DateTimeOffset due = context.Now() + span;
            await context.DoAsync(nameof(DecideActivities.ReopenCollecting), new ReopenedRound(new PoolRound(pool.Key, pool.Pool, round), resolution.Returns, due, due + span));
            await context.TellAsync([.. resolution.Returns.GroupBy(one => SourceRole.Of(one.Township, one.Source)).Select(role => new MessageRequest(
                pool.Key, pool.Pool, MessageKind.ReadingsReturned, [role.Key], Occasion.Round(round), due, Detail: string.Join("; ", role.Select(one => $"{one.Township}: {one.Reason}"))))]);
        }
    }
}

/// <summary>Input of a pool's orchestration: the pool, whose meeting decides, and the sources that read items.</summary>
public sealed record PoolCycle(CycleKey Key, PoolId Pool, PoolId Meeting, IReadOnlyList<TownshipId> Townships, IReadOnlyList<SourceId> Sources, CycleTimes Times)
{
    /// <summary>Whether results may ask people to do something.</summary>
    public bool HasActions { get; init; }

    /// <summary>Whether townships that come last are supervised on site.</summary>
    public bool IsSupervised { get; init; }
}
