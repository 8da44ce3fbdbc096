using Microsoft.DurableTask;
namespace Yuekao.App.Cycle;

/// <summary>What the orchestrators of a cycle do the same way.</summary>
internal static class Steps
{
    // Storage that is away for an hour must not stop a month.
    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 20, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>The orchestration's time.</summary>
    public static DateTimeOffset Now(this TaskOrchestrationContext context) => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    /// <summary>Calls an activity, again and again while it fails.</summary>
    public static Task<T> DoAsync<T>(this TaskOrchestrationContext context, string activity, object input) => context.CallActivityAsync<T>(activity, input, Retried);

    /// <summary>Calls an activity, again and again while it fails.</summary>
    public static Task DoAsync(this TaskOrchestrationContext context, string activity, object input) => context.CallActivityAsync(activity, input, Retried);

    /// <summary>Waits for something to happen, or for a time to come.</summary>
    /// <returns>Whether it happened; false when the time came first.</returns>
    public static async Task<bool> WhenAsync(this TaskOrchestrationContext context, Task happens, DateTimeOffset until)
    {
        if (happens.IsCompleted)
            return true;
        using var cancellation = new CancellationTokenSource();
        Task timer = context.CreateTimer(until.UtcDateTime, cancellation.Token);
        bool happened = await Task.WhenAny(happens, timer) == happens;
        if (happened)
            cancellation.Cancel();
        return happened;
    }

    /// <summary>Waits for a time to come.</summary>
    public static Task UntilAsync(this TaskOrchestrationContext context, DateTimeOffset time) =>
        time <= context.Now() ? Task.CompletedTask : context.CreateTimer(time.UtcDateTime, CancellationToken.None);

    /// <summary>Tells people something, in their inboxes and by the channels. The same message again is told once.</summary>
    public static async Task TellAsync(this TaskOrchestrationContext context, MessageRequest message)
    {
        IReadOnlyList<string> items = await context.DoAsync<IReadOnlyList<string>>(nameof(MessageActivities.PostMessages), message);
        await context.DeliverAsync($"{message.Kind}-{message.Number}-{message.Recipients[0].Replace(':', '-')}", new DeliveryPlan(message.Key, message.Pool, OutgoingKind.Messages, items));
    }

    /// <summary>Lets things go out by the channels, which takes as long as it takes: nobody waits for it.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="name">Names the delivery in the cycle and pool: a second one of that name is none.</param>
    /// <param name="plan">What goes out.</param>
    public static Task DeliverAsync(this TaskOrchestrationContext context, string name, DeliveryPlan plan) =>
        plan.Items.Count == 0 ? Task.CompletedTask : context.DoAsync(nameof(DeliveryStartActivities.StartDelivery), new DeliveryStart(name, plan));
}
