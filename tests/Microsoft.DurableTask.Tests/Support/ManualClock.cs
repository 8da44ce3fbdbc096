namespace Microsoft.DurableTask.Tests;

/// <summary>A clock that stands still until it is moved. Moving it fires what has become due, in order, before <see cref="Advance"/> returns.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;

    public ManualClock()
        : this(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (gate)
            timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan time) => MoveTo(GetUtcNow() + time);

    public void MoveTo(DateTimeOffset time)
    {
        while (TakeDue(time) is { } timer)
            timer.Fire();
        lock (gate)
            now = time;
    }

    private ManualTimer? TakeDue(DateTimeOffset time)
    {
        lock (gate)
        {
            ManualTimer? next = timers.Where(timer => timer.Due <= time).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            now = next.Due!.Value > now ? next.Due.Value : now;
            next.Due = null;
            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
                Due = dueTime <= TimeSpan.Zero ? null : clock.now + dueTime;
            if (dueTime == TimeSpan.Zero)
                ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
