using Microsoft.DurableTask;
namespace Yuekao.App.Cycle;

/// <summary>Phase 3 of a pool: waits for the meeting, and tells the county and the meeting when its decision is overdue.</summary>
/// <param name="context">The orchestration.</param>
/// <param name="pool">The pool.</param>
/// <param name="round">The round, from 1.</param>
/// <param name="due">When the decision is due.</param>
internal sealed class Deciding(TaskOrchestrationContext context, PoolCycle pool, int round, DateTimeOffset due)
{
    // An event that was lost between storage and task hub is made up for.
    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    private readonly string meeting = $"meeting:{pool.Meeting}";
    private bool isOverdue;

    /// <summary>Returns when the meeting has decided.</summary>
    /// <param name="mayBeDecided">Whether to look at once: an orchestration that stopped may have got that far.</param>
    public async Task<ResolutionSummary> RunAsync(bool mayBeDecided)
    {
        await context.TellAsync(new MessageRequest(pool.Key, pool.Pool, MessageKind.ProposalReady, [meeting], round, due));
        using var done = new CancellationTokenSource();
        Task<DecisionRecorded> recorded = Next(done.Token);
        if (mayBeDecided && await ReadAsync() is { Kind: not null } before)
        {
            done.Cancel();
            return before;
        }

        while (true)
        {
            context.SetCustomStatus(new PoolStatus(PoolPhase.Deciding, round, due, Overdue: isOverdue));
            if (await context.WhenAsync(recorded, context.Now() < due ? due : context.Now() + LookAgain))
                recorded = Next(done.Token);
            else
                await TellWhenOverdueAsync();
            if (await ReadAsync() is { Kind: not null } resolution)
            {
                done.Cancel();
                return resolution;
            }
        }
    }

    private Task<ResolutionSummary> ReadAsync() => context.DoAsync<ResolutionSummary>(nameof(DecideActivities.ReadResolution), new PoolRound(pool.Key, pool.Pool, round));

    private Task<DecisionRecorded> Next(CancellationToken cancellation) => context.WaitForExternalEvent<DecisionRecorded>(nameof(DecisionRecorded), cancellation);

    private async Task TellWhenOverdueAsync()
    {
        if (isOverdue)
            return;
        isOverdue = true;
        await context.TellAsync(new MessageRequest(pool.Key, pool.Pool, MessageKind.DecisionOverdue, ["county", meeting], round, due));
    }
}
