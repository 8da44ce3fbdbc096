using System.Diagnostics;

namespace Yuekao.Local.Host.Durable;

/// <summary>Time could not be driven. The message says why and what would mend it.</summary>
public sealed class HubTimeException(string message) : Exception(message);

/// <summary>Drives the time of the hub and of the timer functions of this host.</summary>
public sealed class HubTime
{
    // What falls due within a second is one stop: instances that started together stay together.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly DrivenClock clock;
    private readonly CronTimers cron;
    private int moving;

    internal HubTime(DrivenClock clock, CronTimers cron) => (this.clock, this.cron) = (clock, cron);

    /// <summary>How long a stop may take to come to rest, in real time.</summary>
    /// <value>Two minutes.</value>
    public TimeSpan RestLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The durable timers to come, the next first.</summary>
    public IReadOnlyList<PendingTimer> Pending => Provider?.Timers.All ?? [];

    internal DrivenProvider? Provider { get; set; }

    private DateTimeOffset? Next => new[] { Provider?.Timers.Next, cron.Next }.Min();

    /// <summary>Whether nothing will happen before the clock moves on: no message or timer is on its way, no timer function runs. What activities left running unawaited is not seen.</summary>
    public async Task<bool> IsAtRestAsync(CancellationToken cancellation = default) =>
        !cron.Busy.Any() && (Provider is null || await Provider.IsAtRestAsync(cancellation)) && !cron.Busy.Any();

    /// <summary>Moves the clock forward.</summary>
    /// <param name="to">The time to reach; one that has passed moves nothing.</param>
    /// <param name="steps">
    /// True stops at each durable timer and each occurrence of a timer function on the way (at most a second late), until what that woke has come to rest, and returns when the
    /// last has. False jumps and returns at once: all that is due sees the target time, as after an outage.
    /// </param>
    /// <param name="cancellation">Stops on the way; the clock stays where it is.</param>
    /// <exception cref="HubTimeException">A stop does not come to rest within <see cref="RestLimit"/>, or the clock is being moved already.</exception>
    public async Task MoveAsync(DateTimeOffset to, bool steps, CancellationToken cancellation = default)
    {
        if (Interlocked.Exchange(ref moving, 1) == 1)
            throw new HubTimeException("The clock is being moved already.");
        try
        {
            if (steps)
                await RestAsync(cancellation);
            while (steps && clock.GetUtcNow() < to)
            {
                clock.MoveTo(Next is { } next && next + Together < to ? next + Together : to);
                await RestAsync(cancellation);
            }
            clock.MoveTo(to);
        }
        finally
        {
            Volatile.Write(ref moving, 0);
        }
    }

    private async Task RestAsync(CancellationToken cancellation)
    {
        DateTime start = DateTime.UtcNow;
        for (long began = Stopwatch.GetTimestamp(); !await IsAtRestAsync(cancellation); await Task.Delay(Poll, cancellation))
        {
            if (Stopwatch.GetElapsedTime(began) < RestLimit)
                continue;
            string busy = string.Join(", ", cron.Busy.Concat(Provider?.BusySince(start) ?? []).Take(20));
            throw new HubTimeException(
                $"The hub did not come to rest within {RestLimit.TotalSeconds:0} s at {clock.UtcNow:u}. Busy: {(busy.Length > 0 ? busy : "no instance had a turn, so an activity runs long or no host takes the messages")}.");
        }
    }
}
