using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Azure.Functions.Worker.Tests.Support;

namespace Microsoft.Azure.Functions.Worker.Tests.Clock;

public sealed class ShiftedTimerTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 25, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private readonly ManualTimeProvider real = new();
    private readonly Channel<string> fired = Channel.CreateUnbounded<string>();

    [Fact]
    public void Timer_RealTimeReachesIt_FiresOnceAndNotBefore()
    {
        var clock = new ShiftedClock(Start, real);
        using ITimer timer = Timer(clock, TimeSpan.FromSeconds(30), Never);

        real.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, Fired());
        real.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Fired());
        real.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, Fired());
    }

    [Fact]
    public void Timer_FurtherThanARealTimerHolds_FiresAtItsTime()
    {
        var clock = new ShiftedClock(Start, real);
        using ITimer timer = Timer(clock, TimeSpan.FromDays(200), Never);

        for (int days = 0; days < 199; days++)
            real.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, Fired());
        real.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, Fired());
    }

    [Fact]
    public async Task Timer_ClockMovedPastIt_FiresAtOnce()
    {
        var clock = new ShiftedClock(Start);
        using ITimer later = Timer(clock, TimeSpan.FromDays(5001), Never, "later");
        using ITimer sooner = Timer(clock, TimeSpan.FromDays(5000), Never, "sooner");

        clock.MoveTo(Start.AddDays(5000).AddHours(1));
        Assert.Equal("sooner", await NextAsync());
        Assert.Equal(0, Fired());
        clock.MoveTo(Start.AddDays(5002));

        Assert.Equal("later", await NextAsync());
    }

    [Fact]
    public void Timer_ClockMovedCloser_FiresWhenTheRestHasPassed()
    {
        var clock = new ShiftedClock(Start, real);
        using ITimer timer = Timer(clock, TimeSpan.FromDays(30), Never);

        clock.MoveTo(Start.AddDays(30).AddSeconds(-5));
        real.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, Fired());
        real.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, Fired());
    }

    [Fact]
    public void PeriodicTimer_RealTimePasses_FiresEveryPeriod()
    {
        var clock = new ShiftedClock(Start, real);
        using ITimer timer = Timer(clock, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

        for (int seconds = 0; seconds < 31; seconds++)
            real.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(4, Fired());
    }

    [Fact]
    public void PeriodicTimer_ClockMovedOverManyPeriods_FiresOnceAndGoesOn()
    {
        var clock = new ShiftedClock(Start, real);
        using ITimer timer = Timer(clock, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

        clock.MoveTo(Start.AddDays(1));
        real.Advance(TimeSpan.Zero);
        Assert.Equal(1, Fired());
        real.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, Fired());
        real.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, Fired());
    }

    [Fact]
    public void Change_RunningTimer_CountsFromTheChange()
    {
        var clock = new ShiftedClock(Start, real);
        using ITimer timer = Timer(clock, TimeSpan.FromSeconds(10), Never);
        clock.MoveTo(Start.AddSeconds(9));

        Assert.True(timer.Change(TimeSpan.FromSeconds(10), Never));
        clock.MoveTo(Start.AddSeconds(18));
        real.Advance(TimeSpan.Zero);
        Assert.Equal(0, Fired());
        clock.MoveTo(Start.AddSeconds(19));
        real.Advance(TimeSpan.Zero);

        Assert.Equal(1, Fired());
    }

    [Fact]
    public void Change_ToNever_DoesNotFire()
    {
        var clock = new ShiftedClock(Start, real);
        using ITimer timer = Timer(clock, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));

        Assert.True(timer.Change(Never, Never));
        clock.MoveTo(Start.AddYears(1));
        real.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, Fired());
    }

    [Fact]
    public async Task Dispose_RunningTimer_DoesNotFireAndCannotBeChanged()
    {
        var clock = new ShiftedClock(Start, real);
        ITimer first = Timer(clock, TimeSpan.FromSeconds(10), Never), second = Timer(clock, TimeSpan.FromSeconds(10), Never);

        first.Dispose();
        first.Dispose();
        await second.DisposeAsync();
        clock.MoveTo(Start.AddYears(1));
        real.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, Fired());
        Assert.False(first.Change(TimeSpan.Zero, Never));
        Assert.False(second.Change(TimeSpan.Zero, Never));
    }

    [Fact]
    public void CreateTimer_LongestTime_NeverFires()
    {
        var clock = new ShiftedClock(Start, real);
        using ITimer timer = Timer(clock, TimeSpan.MaxValue, TimeSpan.MaxValue);

        clock.MoveTo(ShiftedClock.Latest);
        real.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, Fired());
    }

    [Fact]
    public void CreateTimer_NegativeTimes_AreRefused()
    {
        var clock = new ShiftedClock(Start, real);

        Assert.Throws<ArgumentOutOfRangeException>(() => Timer(clock, TimeSpan.FromMilliseconds(-2), Never));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timer(clock, TimeSpan.Zero, TimeSpan.FromMilliseconds(-2)));
    }

    [Fact]
    public async Task CreateTimer_CallersContext_IsTheCallbacks()
    {
        var clock = new ShiftedClock(Start);
        var local = new AsyncLocal<string> { Value = "caller" };
        using ITimer timer = clock.CreateTimer(_ => fired.Writer.TryWrite(local.Value ?? "none"), null, TimeSpan.FromDays(1), Never);
        local.Value = "mover";

        clock.MoveTo(Start.AddDays(1));

        Assert.Equal("caller", await NextAsync());
    }

    [Fact]
    public async Task Delay_ClockMovedPastIt_Completes()
    {
        var clock = new ShiftedClock(Start);
        var delay = Task.Delay(TimeSpan.FromDays(30), clock, TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(TimeSpan.FromDays(30), clock);
        var cancelled = Task.Delay(Timeout.InfiniteTimeSpan, timeout.Token);
        Assert.False(delay.IsCompleted);

        clock.MoveTo(Start.AddDays(30));

        await delay.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    private int Fired() => fired.Reader.Count;

    private ITimer Timer(ShiftedClock clock, TimeSpan dueTime, TimeSpan period, string name = "timer") =>
        clock.CreateTimer(_ => fired.Writer.TryWrite(name), null, dueTime, period);

    private Task<string> NextAsync() =>
        fired.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
