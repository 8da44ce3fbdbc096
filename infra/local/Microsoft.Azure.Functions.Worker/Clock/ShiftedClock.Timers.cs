namespace Microsoft.Azure.Functions.Worker.Local;

internal sealed partial class ShiftedClock
{
    // Stands on a real timer, which gives it the caller's execution context and the thread pool, and is never set further than it goes.
    private sealed class ShiftedTimer : ITimer
    {
        // A real clock that is set, or a computer that slept, is noticed within this time.
        private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

        private readonly ShiftedClock clock;
        private readonly ITimer alarm;
        private DateTimeOffset due;
        private TimeSpan period;
        private bool disposed;

        public ShiftedTimer(ShiftedClock clock, TimerCallback callback, object? state)
        {
            ArgumentNullException.ThrowIfNull(callback);
            this.clock = clock;
            alarm = clock.real.CreateTimer(_ => Ring(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Require(dueTime, nameof(dueTime));
            Require(period, nameof(period));
            lock (clock.gate)
            {
                if (disposed)
                    return false;
                this.period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    clock.running.Remove(this);
                    return alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }

                DateTimeOffset now = clock.GetUtcNow();
                due = Later(now, dueTime);
                clock.running.Add(this);
                SetAlarm(now);
                return true;
            }
        }

        /// <summary>Looks again when the timer is due, or the longest wait is over; called inside the gate.</summary>
        public void SetAlarm(DateTimeOffset now)
        {
            // Timers count whole milliseconds: one that is set a fraction short would find nothing due.
            double wait = Math.Ceiling((due - now).TotalMilliseconds);
            alarm.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, LongestWait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            Stop();
            alarm.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Stop();
            return alarm.DisposeAsync();
        }

        private static void Require(TimeSpan time, string name)
        {
            if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
                throw new ArgumentOutOfRangeException(name, time, "A timer's times are at least zero, or infinite.");
        }

        private static DateTimeOffset Later(DateTimeOffset now, TimeSpan time) => time < DateTimeOffset.MaxValue - now ? now + time : DateTimeOffset.MaxValue;

        private void Stop()
        {
            lock (clock.gate)
            {
                disposed = true;
                clock.running.Remove(this);
            }
        }

        private void Ring(TimerCallback callback, object? state)
        {
            if (TakeDue())
                callback(state);
        }

        // False for an alarm that was overtaken by another, by a change, or by nothing but the longest wait.
        private bool TakeDue()
        {
            lock (clock.gate)
            {
                if (!clock.running.Contains(this))
                    return false;
                DateTimeOffset now = clock.GetUtcNow();
                bool isDue = due <= now;
                if (isDue && period < TimeSpan.FromMilliseconds(1))
                {
                    clock.running.Remove(this);
                    return true;
                }

                if (isDue)
                    due = Later(due, period) is var next && next > now ? next : Later(now, period);
                SetAlarm(now);
                return isDue;
            }
        }
    }
}
