namespace Microsoft.Azure.Functions.Worker.Tests.Support;

/// <summary>A clock that jumps once, in the instant in which the first timer is about to be set.</summary>
internal sealed class JumpingTimeProvider(ManualTimeProvider clock, TimeSpan jump) : TimeProvider
{
    private int jumps;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan && Interlocked.Increment(ref jumps) == 1)
            clock.Advance(jump);
        return clock.CreateTimer(callback, state, dueTime, period);
    }
}
