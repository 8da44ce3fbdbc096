using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>What the orchestrators of a cycle do the same way.</summary>
internal static class Steps
{
    /// <summary>How often who waits for people looks for what an event that was lost between storage and task hub should have told.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    // Storage that is away for an hour must not stop a month.
    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 20, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    public static DateTimeOffset Now(this TaskOrchestrationContext context) => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    /// <summary>Calls an activity, again and again while it fails.</summary>
    public static Task<T> DoAsync<T>(this TaskOrchestrationContext context, string activity, object input) => context.CallActivityAsync<T>(activity, input, Retried);

    public static Task DoAsync(this TaskOrchestrationContext context, string activity, object input) => context.CallActivityAsync(activity, input, Retried);

    public static Task UntilAsync(this TaskOrchestrationContext context, DateTimeOffset time) =>
        time <= context.Now() ? Task.CompletedTask : context.CreateTimer(time.UtcDateTime, CancellationToken.None);

    /// <summary>Tells people something, in their inboxes and by the channels. The same messages again are told once.</summary>
    /// <param name="messages">What is told on one occasion: of one cycle, pool and kind.</param>
    public static Task TellAsync(this TaskOrchestrationContext context, params IReadOnlyList<MessageRequest> messages) =>
        messages.Count == 0 ? Task.CompletedTask : context.DoAsync(nameof(MessageActivities.PostMessages), messages);
}

/// <summary>The timer of a loop that waits. A cancelled timer costs a turn when its time is there, so that one is kept from turn to turn.</summary>
internal sealed class Alarm(TaskOrchestrationContext context) : IDisposable
{
    private CancellationTokenSource stop = new();
    private Task timer = Task.CompletedTask;
    private DateTimeOffset rings;

    /// <summary>Waits for something to happen, or for a time to come.</summary>
    /// <returns>Whether it happened; false when the time came first, or one that an earlier call gave.</returns>
    public async Task<bool> WhenAsync(Task happens, DateTimeOffset until)
    {
        if (happens.IsCompleted)
            return true;
        if (timer.IsCompleted || until < rings)
        {
            Dispose();
            stop = new CancellationTokenSource();
            (timer, rings) = (context.CreateTimer(until.UtcDateTime, stop.Token), until);
        }

        return await Task.WhenAny(happens, timer) == happens;
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }
}

/// <summary>The events of one type that an orchestration waits for, one after the other. What comes when it is disposed of is for who waits next.</summary>
internal sealed class Events<T>(TaskOrchestrationContext context) : IDisposable where T : class
{
    private readonly CancellationTokenSource done = new();
    private Task<T>? next;

    public Task<T> Next => next ??= context.WaitForExternalEvent<T>(typeof(T).Name, done.Token);

    public async Task<T> TakeAsync()
    {
        T taken = await Next;
        next = null;
        return taken;
    }

    public void Dispose()
    {
        done.Cancel();
        done.Dispose();
    }
}
