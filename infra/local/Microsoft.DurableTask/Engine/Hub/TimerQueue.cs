namespace Microsoft.DurableTask.Local;

/// <summary>
/// What is to happen when, by an injected clock that may jump. Times may be years away: a timer of the clock is never set further than it goes.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    // A wall clock that is set, or a computer that slept, is noticed within this time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    // A clock that jumped this far while its timer was being set would reach it too late.
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly PriorityQueue<Entry, (DateTimeOffset At, long Order)> entries = new();
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private long order;
    private bool disposed;

    public TimerQueue(TimeProvider clock)
    {
        this.clock = clock;
        timer = clock.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls back when the time has come, at once if it has.</summary>
    /// <returns>Dispose it to give up.</returns>
    public IDisposable Schedule(DateTimeOffset at, Action callback)
    {
        var entry = new Entry(callback);
        if (at <= clock.GetUtcNow())
        {
            callback();
            return entry;
        }

        lock (gate)
        {
            entries.Enqueue(entry, (at, order++));
            SetTimer();
        }

        return entry;
    }

    public void Dispose()
    {
        lock (gate)
            disposed = true;
        timer.Dispose();
    }

    private void Fire()
    {
        while (TakeDue() is { } entry)
            entry.Call();
    }

    private Entry? TakeDue()
    {
        lock (gate)
        {
            if (!disposed && entries.TryPeek(out _, out (DateTimeOffset At, long Order) next) && next.At <= clock.GetUtcNow())
                return entries.Dequeue();
            SetTimer();
            return null;
        }
    }

    private void SetTimer()
    {
        if (disposed || !entries.TryPeek(out _, out (DateTimeOffset At, long Order) next))
            return;

        DateTimeOffset now;
        do
        {
            now = clock.GetUtcNow();
            // Timers count whole milliseconds: one that is set a fraction short would find nothing due.
            double wait = Math.Ceiling((next.At - now).TotalMilliseconds);
            timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, LongestWait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
        while (clock.GetUtcNow() - now >= Jump);

        // The clock may have jumped, if not far, while its timer was being set.
        if (next.At <= clock.GetUtcNow())
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class Entry(Action callback) : IDisposable
    {
        private volatile Action? callback = callback;

        public void Call() => callback?.Invoke();

        public void Dispose() => callback = null;
    }
}
