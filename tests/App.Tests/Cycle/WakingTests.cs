using Yuekao.Local.SampleCounty.Month;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A pool is woken by what may let it be graded, and by nothing else: a wake replays all that it went through.</summary>
public sealed class WakingTests(AppFixture fixture)
{
    private static readonly SourceId CivilAffairs = SourceId.Of("department:civil-affairs");

    [Fact]
    public async Task Submit_BeforeReadingsAreDue_WakesForWhatIsFinalAndForNothingElse()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();

        await host.SubmitAsync(township, CivilAffairs, ButTheLast(host), isFinal: false);
        await host.SubmitAsync(township, CivilAffairs, isFinal: false);
        Assert.Equal(0, await EventsAsync(host));
        await host.SubmitAsync(township, CivilAffairs);
        Assert.Equal(1, await EventsAsync(host));
        // Sent again, maybe because the event was lost.
        await host.SubmitAsync(township, CivilAffairs);
        Assert.Equal(2, await EventsAsync(host));
        await host.FinishAsync(township, CivilAffairs);
        Assert.Equal(3, await EventsAsync(host));
    }

    [Fact]
    public async Task Finish_SaidAgainAndAgain_KeepsTheHistoryShort()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await host.SubmitAllAsync();
        for (int time = 0; time < 120; time++)
            await host.FinishAsync(host.Townships[0], CivilAffairs);

        Assert.InRange(await EventsAsync(host), 0, 100);
        host.MoveTo(host.Times.PeriodEnds);
        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Theory]
    [InlineData(-6, 0)]
    [InlineData(-5, 1)]
    public async Task Submit_WhatNothingIsMissingOf_WakesFromFiveMinutesBeforeReadingsAreDue(int minutes, int events)
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        host.MoveTo(host.Times.CollectingDue.AddMinutes(minutes));

        await host.SubmitAsync(host.Townships[0], CivilAffairs, isFinal: false);

        Assert.Equal(events, await EventsAsync(host));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Observe_BeforeOrAfterThePeriodsEnd_WakesNobody(bool isOver)
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        SampleTownshipMonth month = host.Month.Townships[0];
        Observation one = month.Observations[0];
        string path = $"{host.Path}/townships/{month.Township}/observations/{one.Source}/{one.Id}";
        await host.OpenAsync();
        if (isOver)
            host.MoveTo(host.Times.PeriodEnds);

        await host.DoAsync(SourceRole.Of(month.Township, one.Source), HttpMethod.Put, path, new { one.Rule, one.Subject, one.On, one.Level, one.Points, one.Evidence });
        await host.DoAsync(SourceRole.Of(month.Township, one.Source), HttpMethod.Delete, $"{path}?reason=记错");

        Assert.Equal(0, await EventsAsync(host));
    }

    [Fact]
    public async Task Submit_WhatWasMissingBeforeThePeriodEnds_IsGradedWhenItDoes()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync((_, source) => source == CivilAffairs);
        await host.SubmitAsync(township, CivilAffairs, ButTheLast(host));
        await host.SubmitAsync(township, CivilAffairs);

        host.MoveTo(host.Times.PeriodEnds);

        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Submit_WhatWasMissingWhenGradingWasTried_IsGradedAtOnce()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync((_, source) => source == CivilAffairs);
        await host.SubmitAsync(township, CivilAffairs, ButTheLast(host));
        host.MoveTo(host.Times.PeriodEnds);
        await UntilAsync(host, turn => turn.Called(nameof(GradeActivities.ProposeGrades)));
        await host.UntilStepAsync(PoolPhase.Collecting);

        await host.SubmitAsync(township, CivilAffairs);

        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    private static Func<Reading, bool> ButTheLast(CycleHost host)
    {
        Reading last = host.ReadingsOf(host.Townships[0], CivilAffairs)[^1];
        return reading => reading != last;
    }

    private static async Task<int> EventsAsync(CycleHost host)
    {
        await host.App.UntilAtRestAsync();
        return TurnOf(host).Events(nameof(CollectingChanged));
    }

    private static async Task UntilAsync(CycleHost host, Func<Turn, bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition(TurnOf(host)))
            await Task.Delay(20, limit.Token);
    }

    private static Turn TurnOf(CycleHost host) => host.App.Turns.Of(host.Key.PoolInstanceId(PoolId.Of(host.Townships[0])))!;
}
