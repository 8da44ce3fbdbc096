using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using NCrontab;

namespace Yuekao.Local.Host.Durable;

/// <summary>A function with a timer trigger.</summary>
/// <param name="Name">The function's name; its standing is kept under it.</param>
/// <param name="Schedule">NCRONTAB of five or six fields, UTC.</param>
/// <param name="RunOnStartup">Whether it runs when the host starts, too.</param>
/// <param name="UseMonitor">Whether a missed occurrence is made up for; never where two occurrences lie within a minute.</param>
internal sealed record CronFunction(string Name, string Schedule, bool RunOnStartup = false, bool UseMonitor = true);

/// <summary>
/// Timer triggers on the driven clock, in the manner of the official listener, which knows the real one only: a function's occurrences never overlap, several that
/// were missed are made up for by one past-due call, a failed call counts as done, and where each function stands is kept by the <see cref="ScheduleMonitor"/>.
/// </summary>
internal sealed class CronTimers(DrivenClock clock, ScheduleMonitor monitor, ILogger<CronTimers> log) : IAsyncDisposable
{
    // The clock was moved over an occurrence, not to it.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private Standing[] standings = [];
    private Task running = Task.CompletedTask;

    /// <summary>The next occurrence of any function.</summary>
    public DateTimeOffset? Next => standings.Min(standing => (DateTimeOffset?)DateTime.SpecifyKind(standing.Next, DateTimeKind.Utc));

    /// <summary>Functions that are due; one that runs still is.</summary>
    public IEnumerable<string> Busy => standings.Where(standing => standing.Next <= clock.UtcNow).Select(standing => standing.Function.Name);

    /// <summary>Calls the functions from now on, those first that missed an occurrence while there was no host.</summary>
    /// <exception cref="FormatException">An expression is no NCRONTAB.</exception>
    public async Task StartAsync(IEnumerable<CronFunction> functions, Func<string, TimerInfo, CancellationToken, Task> invoke)
    {
        standings = await Task.WhenAll(functions.Select(OpenAsync));
        running = Task.WhenAll(standings.Select(standing => RunAsync(standing, invoke, stopping.Token)));
    }

    /// <summary>Waits for the calls under way after telling them to stop.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task<Standing> OpenAsync(CronFunction function)
    {
        bool seconds = function.Schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5;
        var schedule = new CronSchedule(CrontabSchedule.TryParse(function.Schedule, new() { IncludingSeconds = seconds })
            ?? throw new FormatException($"The schedule '{function.Schedule}' of the function {function.Name} is no NCRONTAB expression."));
        DateTime now = clock.UtcNow;
        bool isMonitored = function.UseMonitor && schedule.GetNextOccurrences(2, now).Last() > now.AddMinutes(1);
        ScheduleStatus? kept = isMonitored ? await monitor.GetStatusAsync(function.Name) : null;
        // Brings what was kept in line with a schedule that has changed since.
        if (isMonitored)
            await monitor.CheckPastDueAsync(function.Name, now, schedule, kept);
        var standing = new Standing(function, schedule, isMonitored, kept ?? new() { Next = schedule.GetNextOccurrence(now) });
        if (function.RunOnStartup && standing.Next > now)
            standing.Next = now;
        return standing;
    }

    private async Task RunAsync(Standing standing, Func<string, TimerInfo, CancellationToken, Task> invoke, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await clock.ReachAsync(() => standing.Next, stop);
                await CallAsync(standing, invoke, stop);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // An occurrence that was cut off is made up for at the next start.
        }
    }

    private async Task CallAsync(Standing standing, Func<string, TimerInfo, CancellationToken, Task> invoke, CancellationToken stop)
    {
        string name = standing.Function.Name;
        DateTime now = clock.UtcNow;
        try
        {
            await invoke(name, new(standing.Schedule, standing.IsMonitored ? standing.Status : null, isPastDue: now - standing.Next > Late), stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            log.LogError(exception, "The timer function {Function} failed at {Now:u}", name, now);
        }
        stop.ThrowIfCancellationRequested();
        standing.Status = new() { Last = now, Next = standing.Schedule.GetNextOccurrence(now), LastUpdated = now };
        try
        {
            if (standing.IsMonitored)
                await monitor.UpdateStatusAsync(name, standing.Status);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Where the timer function {Function} stands could not be kept", name);
        }
        standing.Next = standing.Status.Next;
    }

    private sealed class Standing(CronFunction function, CronSchedule schedule, bool isMonitored, ScheduleStatus status)
    {
        public CronFunction Function => function;

        public CronSchedule Schedule => schedule;

        public bool IsMonitored => isMonitored;

        public ScheduleStatus Status { get; set; } = status;

        /// <summary>When it is called next; moves on when the call is over.</summary>
        public DateTime Next { get; set; } = status.Next;
    }
}
