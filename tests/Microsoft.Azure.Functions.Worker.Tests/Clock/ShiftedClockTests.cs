using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Azure.Functions.Worker.Tests.Support;

namespace Microsoft.Azure.Functions.Worker.Tests.Clock;

public sealed class ShiftedClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 25, 8, 0, 0, TimeSpan.FromHours(8));

    private readonly ManualTimeProvider real = new();

    [Fact]
    public void GetUtcNow_RealTimePasses_FlowsFromTheStart()
    {
        var clock = new ShiftedClock(Start, real);
        real.Advance(TimeSpan.FromMinutes(90));

        Assert.Equal(Start.AddMinutes(90), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetUtcNow().Offset);
    }

    [Fact]
    public void MoveTo_LaterTime_FlowsOnFromThere()
    {
        var clock = new ShiftedClock(Start, real);
        real.Advance(TimeSpan.FromSeconds(7));
        clock.MoveTo(Start.AddDays(30));
        Assert.Equal(Start.AddDays(30), clock.GetUtcNow());

        real.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(Start.AddDays(30).AddSeconds(2), clock.GetUtcNow());
    }

    [Fact]
    public void MoveTo_TheTimeItShows_IsAllowed()
    {
        var clock = new ShiftedClock(Start, real);

        clock.MoveTo(Start);

        Assert.Equal(Start, clock.GetUtcNow());
    }

    [Fact]
    public void MoveTo_EarlierTime_IsRefusedAndChangesNothing()
    {
        var clock = new ShiftedClock(Start, real);

        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(Start.AddTicks(-1)));

        Assert.Equal(Start, clock.GetUtcNow());
    }

    [Fact]
    public void MoveTo_TheEndOfTime_IsRefusedAndTheLatestIsNot()
    {
        var clock = new ShiftedClock(Start, real);

        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(ShiftedClock.Latest.AddTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShiftedClock(DateTimeOffset.MaxValue));
        clock.MoveTo(ShiftedClock.Latest);
        real.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ShiftedClock.Latest.AddHours(1), clock.GetUtcNow());
    }

    [Fact]
    public void GetTimestamp_ClockMoved_StaysReal()
    {
        var clock = new ShiftedClock(Start);
        long before = clock.GetTimestamp();

        clock.MoveTo(Start.AddYears(1));

        Assert.InRange(clock.GetElapsedTime(before), TimeSpan.Zero, TimeSpan.FromDays(1));
        Assert.Equal(TimeProvider.System.TimestampFrequency, clock.TimestampFrequency);
    }

    [Fact]
    public async Task MoveTo_ManyThreads_NeverGoesBackAndFiresEveryTimerOnce()
    {
        const int Threads = 8, Timers = 200;
        var clock = new ShiftedClock(Start);
        int fired = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (int timer = 1; timer <= Timers; timer++)
            {
                DateTimeOffset before = clock.GetUtcNow();
                clock.CreateTimer(_ => Count(), null, TimeSpan.FromMinutes(timer % 60), Timeout.InfiniteTimeSpan);
                if (thread % 2 == 0)
                    MoveUnlessPast(clock, before.AddMinutes(1));
                Assert.True(clock.GetUtcNow() >= before);
            }
        })));
        clock.MoveTo(Start.AddYears(1));
        await all.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(Threads * Timers, Volatile.Read(ref fired));

        void Count()
        {
            if (Interlocked.Increment(ref fired) == Threads * Timers)
                all.SetResult();
        }
    }

    // Another thread may have moved it further in the meantime.
    private static void MoveUnlessPast(ShiftedClock clock, DateTimeOffset to)
    {
        try
        {
            clock.MoveTo(to);
        }
        catch (ArgumentOutOfRangeException)
        {
            Assert.True(clock.GetUtcNow() > to);
        }
    }
}
