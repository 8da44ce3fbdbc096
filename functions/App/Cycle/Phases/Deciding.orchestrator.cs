using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>Phase 3 of a pool: waits for the meeting, and tells the county and the meeting when its decision is overdue.</summary>
internal sealed class Deciding(TaskOrchestrationContext context, PoolCycle pool, int round, DateTimeOffset due)
{
    private readonly string meeting = $"meeting:{pool.Meeting}";

    /// <summary>Returns when the meeting has decided.</summary>
    /// <param name="mayBeDecided">Whether to look at once: an orchestration that stopped may have got that far.</param>
    public async Task<ResolutionSummary> RunAsync(bool mayBeDecided)
    {
        await context.TellAsync(new MessageRequest(pool.Key, pool.Pool, MessageKind.ProposalReady, [meeting], Occasion.Round(round), due));
        using var alarm = new Alarm(context);
        using var decisions = new Events<DecisionRecorded>(context);
        for (bool isOverdue = false; ; mayBeDecided = true)
        {
            if (mayBeDecided && await ReadAsync() is { Kind: not null } resolution)
                return resolution;
            if (!isOverdue && context.Now() >= due)
            {
                isOverdue = true;
                await context.TellAsync(new MessageRequest(pool.Key, pool.Pool, MessageKind.DecisionOverdue, ["county", meeting], Occasion.Round(round), due));
            }

            context.SetCustomStatus(new PoolStatus(PoolPhase.Deciding, round, due, Overdue: isOverdue));
            DateTimeOffset look = context.Now() + Steps.LookAgain;
            if (await alarm.WhenAsync(decisions.Next, isOverdue || look < due ? look : due))
                await decisions.TakeAsync();
        }
    }

    private Task<ResolutionSummary> ReadAsync() => context.DoAsync<ResolutionSummary>(nameof(DecideActivities.ReadResolution), new PoolRound(pool.Key, pool.Pool, round));
}
