using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>
/// Runs a month's dispatch: opens, reminds the silent, closes when it is due, and submits what the ranking reads of it. It waits for time alone: what townships report
/// stands in storage, where it looks when somebody is to be told.
/// </summary>
public static class DispatchOrchestrator
{
    // Whoever stores the list of projects, or starts the cycle, need not know that the dispatch waits for it.
    private static readonly TimeSpan TryAgain = TimeSpan.FromHours(1);

    /// <summary>Runs the dispatch until its readings are with the ranking.</summary>
    [Function(nameof(DispatchOrchestrator))]
    public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, DispatchStart start)
    {
        CycleKey key = start.Key;
        return context.KeepGoingAsync(() => start, RunAsync, reason =>
            context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.CycleStopped, ["county"], Occasion.At(context.Now()), Detail: reason)));

        async Task RunAsync()
        {
            using var alarm = new Alarm(context);
            using var taken = new Events<TakeUp>(context);
            DispatchPlan plan = await OpenAsync(alarm, taken);
            if (!plan.IsClosed)
                await HearAsync(plan);
            while (await context.DoAsync<ReadingsOutcome>(nameof(DispatchActivities.SubmitProjectReadings), key) == ReadingsOutcome.NotOpen)
                await WaitAsync(alarm, taken);
        }

        async Task<DispatchPlan> OpenAsync(Alarm alarm, Events<TakeUp> taken)
        {
            await context.UntilAsync(await context.DoAsync<DateTimeOffset>(nameof(DispatchActivities.PlanDispatch), key));
            while (true)
            {
                DispatchPlan plan = await context.DoAsync<DispatchPlan>(nameof(DispatchActivities.OpenDispatch), key);
                if (plan.Problem is not { } problem)
                    return plan;
                await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.DispatchBlocked, ["county"], Occasion.Once, Detail: problem));
                await WaitAsync(alarm, taken);
            }
        }

        async Task HearAsync(DispatchPlan plan)
        {
            await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.DispatchOpened, [.. plan.Townships.Select(township => $"township:{township}")], Occasion.Once, plan.Due));
            // Told once: a reminder that comes due while the one before is being sent is sent too.
            TimeSpan left = plan.Due - context.Now();
            foreach (TimeSpan before in plan.RemindBefore.Where(before => before < left))
            {
                await context.UntilAsync(plan.Due - before);
                IReadOnlyList<SilentTownship> silent = await context.DoAsync<IReadOnlyList<SilentTownship>>(nameof(DispatchActivities.LookAtDispatch), key);
                await context.TellAsync([.. silent.Select(one => new MessageRequest(
                    key, Pool: null, MessageKind.DispatchReportsMissing, [$"township:{one.Township}"], Occasion.Before(before, plan.Due), plan.Due, one.Projects))]);
            }

            await context.UntilAsync(plan.Due);
            IReadOnlyList<SilentTownship> never = await context.DoAsync<IReadOnlyList<SilentTownship>>(nameof(DispatchActivities.CloseDispatch), key);
            await context.TellAsync(new MessageRequest(
                key, Pool: null, MessageKind.DispatchClosed, ["county"], Occasion.Once, plan.Due, never.Count == 0 ? null : never.Sum(one => one.Projects),
                never.Count == 0 ? null : string.Join(", ", never.Select(one => $"{one.Name}: {one.Projects}"))));
        }

        async Task WaitAsync(Alarm alarm, Events<TakeUp> taken)
        {
            if (await alarm.WhenAsync(taken.Next, context.Now() + TryAgain))
                await taken.TakeAsync();
        }
    }
}

public sealed record DispatchStart(CycleKey Key);
