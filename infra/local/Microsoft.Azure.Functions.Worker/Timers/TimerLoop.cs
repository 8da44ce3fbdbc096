using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Runs one timer function whenever it is due; never twice at a time.</summary>
/// <param name="function">The function.</param>
/// <param name="store">Where its status is kept; null when it is not monitored.</param>
/// <param name="runner">What runs it.</param>
/// <param name="clock">What time it is.</param>
/// <param name="logger">Told what fails.</param>
internal sealed class TimerLoop(TimerFunction function, TimerStatusStore? store, FunctionRunner runner, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    private DateTime last;
    private DateTime next;
    private DateTime updated;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Runs until told to stop; a run that has begun is let finish.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await ResumeAsync(stopping);
            DateTime started = Now;
            if (next <= started)
                await RunOnceAsync(started, pastDue: true);
            else if (function.RunOnStartup)
                await RunOnceAsync(started, pastDue: false);
            while (next < DateTime.MaxValue)
            {
                await WaitAsync(stopping);
                await RunOnceAsync(next, pastDue: false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped between two runs.
        }
    }

    private async Task ResumeAsync(CancellationToken stopping)
    {
        ScheduleStatus? stored = store is null ? null : await TryAsync(() => store.ReadAsync(function.Name, stopping));
        if (stored is null)
        {
            updated = Now;
            next = function.Schedule.Next(updated);
            await SaveAsync();
            return;
        }
        (last, updated) = (stored.Last, stored.LastUpdated);
        // Counted from the last run by the schedule as it is now: it may have changed while the host was down.
        next = function.Schedule.Next(last == default ? updated : last);
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        for (DateTime now = Now; now < next; now = Now)
        {
            TimeSpan left = next - now;
            Task delay = Task.Delay(left < LongestDelay ? left : LongestDelay, clock, stopping);
            // A clock that jumped while the delay was being set would reach its end too late.
            if (Now - now < Jump)
                await delay;
        }
        stopping.ThrowIfCancellationRequested();
    }

    private async Task RunOnceAsync(DateTime due, bool pastDue)
    {
        var timer = new TimerInfo
        {
            IsPastDue = pastDue,
            ScheduleStatus = store is null ? null : new ScheduleStatus { Last = last, Next = next, LastUpdated = updated },
        };
        logger.LogInformation("Timer function '{Function}' runs{PastDue}.", function.Name, pastDue ? " (past due)" : "");
        try
        {
            await runner.RunAsync(function, timer, ImmutableDictionary<string, object?>.Empty);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Timer function '{Function}' failed.", function.Name);
        }
        // Times that passed during the run are not made up for.
        (last, updated) = (due, Now);
        next = function.Schedule.Next(updated > due ? updated : due);
        await SaveAsync();
    }

    // Not cancelled by a stop: the run has happened, and would happen again if it were not written down.
    private async Task SaveAsync()
    {
        if (store is not null)
        {
            await TryAsync(async () =>
            {
                await store.WriteAsync(function.Name, new ScheduleStatus { Last = last, Next = next, LastUpdated = updated }, CancellationToken.None);
                return true;
            });
        }
    }

    private async Task<T?> TryAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "The status of timer function '{Function}' cannot be stored; a run missed while the host is down may be lost.", function.Name);
            return default;
        }
    }
}
