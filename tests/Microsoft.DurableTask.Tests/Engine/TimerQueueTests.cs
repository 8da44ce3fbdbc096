using Microsoft.DurableTask.Local;

namespace Microsoft.DurableTask.Tests;

public sealed class TimerQueueTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void Schedule_ClockJumpsPastSeveralTimes_CallsThemInTheirOrder()
    {
        using var queue = new TimerQueue(clock);
        DateTimeOffset now = clock.GetUtcNow();
        List<string> called = [];
        queue.Schedule(now.AddDays(2), () => called.Add("second"));
        queue.Schedule(now.AddDays(1), () => called.Add("first"));
        queue.Schedule(now.AddDays(400), () => called.Add("not yet"));

        clock.Advance(TimeSpan.FromDays(399));

        Assert.Equal(["first", "second"], called);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void Schedule_ClockJumpsCloserWhileTheTimerIsSet_CallsOnTime(int seconds)
    {
        using var queue = new TimerQueue(new JumpingClock(clock, TimeSpan.FromSeconds(seconds)));
        bool called = false;
        queue.Schedule(clock.GetUtcNow().AddSeconds(50), () => called = true);

        clock.Advance(TimeSpan.FromSeconds(49 - seconds));
        Assert.False(called);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(called);
    }

    [Fact]
    public async Task Schedule_ClockJumpsPastItWhileTheTimerIsSet_CallsAtOnce()
    {
        using var queue = new TimerQueue(new JumpingClock(clock, TimeSpan.FromDays(1)));
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        queue.Schedule(clock.GetUtcNow().AddSeconds(50), called.SetResult);

        await called.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
