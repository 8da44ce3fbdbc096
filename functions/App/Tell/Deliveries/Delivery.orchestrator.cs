using Microsoft.DurableTask;

namespace Yuekao.App.Tell;

/// <summary>
/// Serves a lane, for good: sends what waits in waves, each an activity whose completion is recorded in the task hub before the next one begins, and waits when
/// it may not go on or nothing is there. What is to be sent stands in storage and events only wake, so it begins anew when its history gets long.
/// </summary>
public static class DeliveryOrchestrator
{
    /// <summary>The event that says that something was added to the lane.</summary>
    public const string Filled = nameof(Filled);

    private const int MostWaves = 50;

    // For an event that was lost.
    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    [Function(nameof(DeliveryOrchestrator))]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context, LaneRun run)
    {
        Task<string> filled = FilledAsync();
        for (int wave = 0; wave < MostWaves; wave++)
        {
            try
            {
                LaneWave sent = await context.CallActivityAsync<LaneWave>(nameof(DeliveryActivities.SendWave), run);
                run = run with { Pace = sent.Pace, Faults = 0 };
                await WaitAsync(sent);
            }
            catch (TaskFailedException)
            {
                // Storage is away. What a channel says is no failure of the activity.
                run = run with { Faults = run.Faults + 1 };
                await UntilAsync(context.CurrentUtcDateTime + LanePace.PauseAfter(run.Faults));
            }

            while (filled.IsCompleted)
                filled = FilledAsync();
        }

        context.ContinueAsNew(run, preserveUnprocessedEvents: true);

        Task<string> FilledAsync() => context.WaitForExternalEvent<string>(Filled);

        // At once, on the orchestrator's own thread.
        static void Stop(CancellationTokenSource timer) => timer.Cancel();

        Task UntilAsync(DateTime time) => context.CreateTimer(time, CancellationToken.None);

        async Task WaitAsync(LaneWave sent)
        {
            DateTime now = context.CurrentUtcDateTime;
            DateTime next = sent.Next?.UtcDateTime ?? now + LookAgain;
            // As long as it is closed, what is added changes nothing.
            if (sent.Pace.OpensAt.UtcDateTime > now)
            {
                await UntilAsync(sent.Pace.OpensAt.UtcDateTime);
            }
            else if (next > now)
            {
                using var stop = new CancellationTokenSource();
                await Task.WhenAny(filled, context.CreateTimer(next, stop.Token));
                Stop(stop);
            }
        }
    }
}

/// <summary>Input of a lane's orchestration.</summary>
/// <param name="Faults">How often in a row a wave could not be made.</param>
public sealed record LaneRun(Lane Lane, LanePace Pace, int Faults = 0);
