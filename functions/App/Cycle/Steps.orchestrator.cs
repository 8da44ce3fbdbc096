using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>What the orchestrators of a cycle do the same way.</summary>
internal static class Steps
{
    /// <summary>How often who waits for people looks for what an event that was lost between storage and task hub should have told.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    // What fails as often, and not for an outage, is a defect or a rule that does not hold: somebody must look at it.
    private const int MostFaults = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    // What is over sooner nobody noticed.
    private static readonly TimeSpan LongOutage = TimeSpan.FromHours(1);

    public static DateTimeOffset Now(this TaskOrchestrationContext context) => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    /// <summary>Calls an activity: while storage is away again and again, however long, and then the county is told; where anything else is wrong some times.</summary>
    /// <exception cref="TaskFailedException">It fails, and not for an outage; or the cycle's edition is over.</exception>
    public static async Task<T> DoAsync<T>(this TaskOrchestrationContext context, string activity, object input)
    {
        TimeSpan pause = FirstPause;
        DateTimeOffset? away = null;
        for (int faults = 0; ;)
        {
            try
            {
                T done = await context.CallActivityAsync<T>(activity, input);
                if (away is { } since && context.Now() - since >= LongOutage)
                    await TellOutageAsync(context, since);
                return done;
            }
            catch (TaskFailedException failure) when (!IsOver(failure) && (Outage.Is(failure) || ++faults < MostFaults))
            {
                away = Outage.Is(failure) ? away ?? context.Now() : null;
                await context.CreateTimer(context.CurrentUtcDateTime + pause, CancellationToken.None);
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <inheritdoc cref="DoAsync{T}"/>
    public static Task DoAsync(this TaskOrchestrationContext context, string activity, object input) => context.DoAsync<object?>(activity, input);

    public static Task UntilAsync(this TaskOrchestrationContext context, DateTimeOffset time, CancellationToken stop = default) =>
        time <= context.Now() ? Task.CompletedTask : context.CreateTimer(time.UtcDateTime, stop);

    /// <summary>Tells people something, in their inboxes and by the channels. The same messages again are told once.</summary>
    /// <param name="messages">What is told on one occasion: of one cycle, pool and kind.</param>
    public static Task TellAsync(this TaskOrchestrationContext context, params IReadOnlyList<MessageRequest> messages) =>
        messages.Count == 0 ? Task.CompletedTask : context.DoAsync(nameof(MessageActivities.PostMessages), messages);

    /// <summary>
    /// Runs an orchestration that finds in storage what it did before. So it begins anew when its history gets long; and where something is wrong it tells the
    /// county, and begins anew when that takes it up, or a day later by itself.
    /// </summary>
    /// <param name="input">What it begins anew with.</param>
    /// <param name="stop">Shows and tells that it stopped, and why.</param>
    /// <returns>Whether it ended because the cycle's edition is over.</returns>
    public static async Task<bool> KeepGoingAsync(this TaskOrchestrationContext context, Func<object> input, Func<Task> run, Func<string, Task> stop)
    {
        try
        {
            await run();
            return false;
        }
        catch (Exception over) when (over is EditionOverException || (over is TaskFailedException failure && IsOver(failure)))
        {
            return true;
        }
        catch (StartAnewException)
        {
            // Below.
        }
        catch (Exception failure) when (failure is TaskFailedException or InvalidOperationException)
        {
            await stop(failure is TaskFailedException { FailureDetails: { } details } ? details.ErrorMessage : failure.Message);
            using var alarm = new Alarm(context);
            using var taken = new Events<TakeUp>(context);
            await alarm.WhenAsync(taken.Next, context.Now() + LookAgain);
        }

        context.ContinueAsNew(input(), preserveUnprocessedEvents: true);
        return false;
    }

    // All that runs for the cycle meets the same outage: whichever is first tells of it. What is no cycle's only comes later.
    private static Task TellOutageAsync(TaskOrchestrationContext context, DateTimeOffset since) => CycleKey.OfInstance(context.InstanceId) is not { } key
        ? Task.CompletedTask
        : context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.OutageOver, ["county"], Occasion.Day(since), since));

    private static bool IsOver(TaskFailedException failure) => failure.FailureDetails.IsCausedBy<EditionOverException>();
}

/// <summary>Says that an orchestration's history gets long, and that it should begin anew.</summary>
internal sealed class StartAnewException : Exception;

/// <summary>The timer of a loop that waits. A cancelled timer costs a turn when its time is there, so that one is kept from turn to turn.</summary>
internal sealed class Alarm(TaskOrchestrationContext context) : IDisposable
{
    // What people or time can turn without end must not make a history without end.
    private const int MostWaits = 100;

    private CancellationTokenSource stop = new();
    private Task timer = Task.CompletedTask;
    private DateTimeOffset rings;
    private int waits;

    /// <summary>Waits for something to happen, or for a time to come.</summary>
    /// <returns>Whether it happened; false when the time came first, or one that an earlier call gave.</returns>
    /// <exception cref="StartAnewException">It waited so often that the history gets long.</exception>
    public async Task<bool> WhenAsync(Task happens, DateTimeOffset until)
    {
        if (++waits > MostWaits)
            throw new StartAnewException();
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

/// <summary>The timers of what goes on beside an orchestration's own flow: where that ends, they end, for what begins anew has timers of its own.</summary>
internal sealed class Timers : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    public CancellationToken Token => stop.Token;

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
