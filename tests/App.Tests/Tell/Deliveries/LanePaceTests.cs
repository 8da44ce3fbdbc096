namespace Yuekao.App.Tests.Tell.Deliveries;

public sealed class LanePaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Room_OfABudget_IsNeverMoreThanItInAnyMinute()
    {
        var sent = new List<DateTimeOffset>();
        var pace = new LanePace();
        for (DateTimeOffset now = Now; now < Now.AddMinutes(10); now += TimeSpan.FromSeconds(1))
        {
            int room = pace.RoomAt(now, 20);
            Assert.InRange(room, 0, LanePace.Wave);
            if (room == 0)
                continue;
            sent.AddRange(Enumerable.Repeat(now, room));
            pace = pace.After(room, delayed: 0, wait: null, now, 20);
        }

        Assert.All(sent, at => Assert.InRange(sent.Count(other => other >= at && other < at.AddMinutes(1)), 1, 20));
        Assert.InRange(sent.Count, 190, 200);
    }

    [Fact]
    public void After_ABudgetIsSpent_OpensWhenTheFirstIsAMinuteOld()
    {
        LanePace pace = new LanePace().After(8, 0, null, Now, 20).After(8, 0, null, Now.AddSeconds(2), 20).After(4, 0, null, Now.AddSeconds(4), 20);

        Assert.Equal(Now.AddSeconds(61), pace.OpensAt);
        Assert.Equal((0, 8, 8, 0), (pace.RoomAt(Now.AddSeconds(60), 20), pace.RoomAt(Now.AddSeconds(61), 20), pace.RoomAt(Now.AddSeconds(65), 20), pace.After(8, 0, null, Now.AddSeconds(61), 20).RoomAt(Now.AddSeconds(61), 20)));
    }

    [Fact]
    public void Room_WithoutABudget_IsAWave()
    {
        LanePace pace = new LanePace().After(8, 0, null, Now, null).After(8, 3, null, Now, null);

        Assert.Equal((8, 0), (pace.RoomAt(Now, null), pace.Sent.Count));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(6, 320)]
    [InlineData(7, 600)]
    [InlineData(5_000, 600)]
    public void After_WavesOfWhichNothingWasTaken_WaitsLonger(int waves, int seconds)
    {
        var pace = new LanePace();
        for (int wave = 0; wave < waves; wave++)
            pace = pace.After(8, 8, null, Now, null);

        Assert.Equal(Now.AddSeconds(seconds), pace.OpensAt);
        Assert.Equal((0, Now), (pace.After(8, 7, null, Now, null).Failures, pace.After(8, 7, null, Now, null).OpensAt));
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 3_600)]
    public void After_AnAddressAsksToBeLeftAlone_Waits(int asked, int seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), new LanePace().After(8, 1, TimeSpan.FromSeconds(asked), Now, 20).OpensAt);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(7, 640)]
    [InlineData(10, 3_600)]
    public void PauseOfAnItem_IsAtLengthLongerThanALanes(int attempts, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), LanePace.PauseOfAnItem(attempts));
}
