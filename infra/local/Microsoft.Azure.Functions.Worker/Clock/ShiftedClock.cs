namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>
/// A clock that begins at a given time, flows at real speed, and can be moved forward: weeks pass in an instant, for tests and demonstrations.
/// Its timers fire when its time reaches them, and at once when it is moved past them; what a periodic timer missed in a move is fired once.
/// Timestamps, by which durations are measured, stay real. Any number of threads may read and move it.
/// </summary>
internal sealed partial class ShiftedClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<ShiftedTimer> running = [];
    private readonly TimeProvider real;
    private TimeSpan shift;

    /// <summary>Starts the clock.</summary>
    /// <param name="start">The time it shows now; at most <see cref="Latest"/>.</param>
    /// <param name="real">What it flows by; the system's clock when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The start is later than <see cref="Latest"/>.</exception>
    public ShiftedClock(DateTimeOffset start, TimeProvider? real = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Latest);
        this.real = real ?? System;
        shift = start - this.real.GetUtcNow();
    }

    /// <summary>The latest time it can be set to, inclusive: a year before dates end, in which it can still flow.</summary>
    public static DateTimeOffset Latest { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => real.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return real.GetUtcNow() + shift;
    }

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ShiftedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward, and fires what becomes due by it, on other threads.</summary>
    /// <param name="to">The time it then shows; the time it shows already is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is past already, or later than <see cref="Latest"/>; the clock is not moved.</exception>
    public void MoveTo(DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Latest);
        lock (gate)
        {
            DateTimeOffset realNow = real.GetUtcNow();
            ArgumentOutOfRangeException.ThrowIfLessThan(to, realNow + shift);
            shift = to - realNow;
            foreach (ShiftedTimer timer in running)
                timer.SetAlarm(to);
        }
    }
}
