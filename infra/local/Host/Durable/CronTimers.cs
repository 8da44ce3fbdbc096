using NCrontab;

namespace Yuekao.Local.Host.Durable;

/// <summary>A function with a timer trigger. Its schedule is an NCRONTAB of five or six fields, in UTC.</summary>
internal sealed record CronFunction(string Name, string Schedule, bool RunOnStartup = false);

/// <summary>
/// Timer triggers on the driven clock, in the manner of the official listener, which knows the real one only: a function's occurrences never overlap, several
/// that were missed are made up for by one past-due call, a failed call counts as done, and the official monitor keeps where each function stands.
/// </summary>
internal sealed class CronTimers(DrivenClock clock, ScheduleMonitor monitor, ILogger<CronTimers> log) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Standing[] standings = [];
    private Task running = Task.CompletedTask;

    public DateTimeOffset? Next => standings.Min(standing => (DateTimeOffset?)DateTime.SpecifyKind(standing.Status.Next, DateTimeKind.Utc));

    /// <summary>Functions that are due; one that runs still is.</summary>
    public IEnumerable<string> Busy => standings.Where(standing => standing.Status.Next <= clock.UtcNow).Select(standing => standing.Function);

    /// <summary>Calls the functions from now on, those first that missed an occurrence while there was no host.</summary>
    /// <exception cref="FormatException">An expression is no NCRONTAB.</exception>
    public async Task StartAsync(IEnumerable<CronFunction> functions, Func<string, TimerInfo, CancellationToken, Task> invoke)
    {
        standings = await Task.WhenAll(functions.Select(OpenAsync));
        running = Task.WhenAll(standings.Select(standing => RunAsync(standing, invoke)));
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task<Standing> OpenAsync(CronFunction function)
    {
        bool seconds = function.Schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5;
        CrontabSchedule cron = CrontabSchedule.TryParse(function.Schedule, new() { IncludingSeconds = seconds })
            ?? throw new FormatException($"The schedule '{function.Schedule}' of the function {function.Name} is no NCRONTAB expression.");
        var schedule = new CronSchedule(cron);
        DateTime now = clock.UtcNow;
        ScheduleStatus? kept = await monitor.GetStatusAsync(function.Name);
        // Brings what was kept in line with a schedule that has changed since.
        await monitor.CheckPastDueAsync(function.Name, now, schedule, kept);
        DateTime next = kept?.Next ?? schedule.GetNextOccurrence(now);
        kept ??= new();
        kept.Next = function.RunOnStartup && next > now ? now : next;
        return new(function.Name, schedule) { Status = kept };
    }

    private async Task RunAsync(Standing standing, Func<string, TimerInfo, CancellationToken, Task> invoke)
    {
        while (true)
        {
            await clock.ReachAsync(standing.Status.Next, stopping.Token);
            DateTime now = clock.UtcNow;
            // The clock was moved over the occurrence, not to it.
            bool isPastDue = now - standing.Status.Next > TimeSpan.FromSeconds(10);
            try
            {
                await invoke(standing.Function, new(standing.Schedule, standing.Status, isPastDue), stopping.Token);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                log.LogError(exception, "The timer function {Function} failed at {Now:u}", standing.Function, now);
            }
            // An occurrence that was cut off is made up for at the next start.
            stopping.Token.ThrowIfCancellationRequested();
            var done = new ScheduleStatus { Last = now, Next = standing.Schedule.GetNextOccurrence(now), LastUpdated = now };
            await monitor.UpdateStatusAsync(standing.Function, done);
            standing.Status = done;
        }
    }

    private sealed record Standing(string Function, CronSchedule Schedule)
    {
        public required ScheduleStatus Status { get; set; }
    }
}
