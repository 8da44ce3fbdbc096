namespace Yuekao.Local.Host.Durable;

/// <summary>Drives the time of the hub and of the timer functions of this host.</summary>
public sealed class HubTime
{
    private readonly DrivenClock clock;
    private readonly CronTimers cron;
    private int moving;

    internal HubTime(DrivenClock clock, CronTimers cron) => (this.clock, this.cron) = (clock, cron);

    public TimeSpan RestLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The durable timers to come, the next first.</summary>
    public IReadOnlyList<PendingTimer> Pending => Provider?.Timers.All ?? [];
    internal DrivenProvider? Provider { get; set; }

    /// <summary>Whether nothing will happen before the clock moves on. What activities left running unawaited is not seen.</summary>
    public async Task<bool> IsAtRestAsync(CancellationToken cancellation = default) =>
        !cron.Busy.Any() && (Provider is null || await Provider.IsAtRestAsync(cancellation)) && !cron.Busy.Any();

    /// <summary>
    /// Moves the clock forward. By steps it stops at each durable timer and each occurrence of a timer function on the way (at most a second late), until
    /// what that woke has come to rest. Otherwise it returns at once: all that is due sees the target time, as after an outage.
    /// </summary>
    /// <exception cref="LocalHostException">A stop does not come to rest within <see cref="RestLimit"/>, or the clock is being moved already.</exception>
    public async Task MoveAsync(DateTimeOffset to, bool steps, CancellationToken cancellation = default)
    {
        if (Interlocked.Exchange(ref moving, 1) == 1)
            throw new LocalHostException("The clock is being moved already.");
        try
        {
            if (steps)
                await RestAsync(cancellation);
            while (steps && clock.GetUtcNow() < to)
            {
                // What falls due within a second is one stop: instances that started together stay together.
                DateTimeOffset? next = new[] { Pending.Min(timer => (DateTimeOffset?)timer.DueAt), cron.Next }.Min()?.AddSeconds(1);
                clock.MoveTo(next < to ? next.Value : to);
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
        for (; !await IsAtRestAsync(cancellation); await Task.Delay(DrivenClock.Poll, cancellation))
        {
            if (DateTime.UtcNow - start < RestLimit)
                continue;
            string[] busy = [.. cron.Busy.Concat(Provider?.BusySince(start) ?? []).Take(20)];
            string who = busy.Length > 0 ? string.Join(", ", busy) : "no instance had a turn, so an activity runs long or no host takes the messages";
            throw new LocalHostException($"The hub did not come to rest within {RestLimit.TotalSeconds:0} s at {clock.UtcNow:u}. Busy: {who}.");
        }
    }
}
