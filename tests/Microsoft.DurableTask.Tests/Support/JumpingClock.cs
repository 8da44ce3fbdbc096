namespace Microsoft.DurableTask.Tests;

/// <summary>A clock that jumps once, in the instant in which its timer is about to be set.</summary>
internal sealed class JumpingClock(ManualClock clock, TimeSpan jump) : TimeProvider
{
    private bool jumped;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new JumpingTimer(this, clock.CreateTimer(callback, state, dueTime, period));

    private void Jump()
    {
        if (!jumped)
            clock.Advance(jump);
        jumped = true;
    }

    private sealed class JumpingTimer(JumpingClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Jump();
            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
