namespace Yuekao.App.Tests.Stages.Feedback.Rectifications;

public sealed class CountingTests(AppFixture app) : RectificationTest(app)
{
    [Fact]
    public async Task Count_BeforeTheLastWeek_TellsNothing()
    {
        SampleCycle cycle = await OpenAsync();
        Rectification one = (await AllAsync(cycle.Pool.Townships[0].Id))[0];

        Assert.Empty(await CountAsync(cycle, one.Due - TimeSpan.FromDays(7) - TimeSpan.FromTicks(1)));
    }

    [Fact]
    public async Task Count_InTheLastWeekAndAfter_TellsEachOnce()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        TownshipId[] townships = [.. cycle.Context.Frozen.Townships.Select(township => township.Id).OrderBy(id => id.Value, StringComparer.Ordinal)];
        int[] counts = [.. await Task.WhenAll(townships.Select(async township => (await AllAsync(township)).Count))];
        DateTimeOffset due = (await AllAsync(townships[0]))[0].Due;
        RectificationCount[] soon = [.. townships.Zip(counts, (township, count) => new RectificationCount(township, count, due, Overdue: 0))];
        RectificationCount[] overdue = [.. townships.Zip(counts, (township, count) => new RectificationCount(township, 0, Due: null, count))];

        Assert.Equal(soon, await CountAsync(cycle, due.AddDays(-7)));
        // The same check again, as after a crash, and the next one.
        Assert.Equal(soon, await CountAsync(cycle, due.AddDays(-7)));
        Assert.Empty(await CountAsync(cycle, due.AddDays(-6)));
        Assert.Empty(await CountAsync(cycle, due));
        Assert.Equal(overdue, await CountAsync(cycle, due.AddTicks(1)));
        Assert.Empty(await CountAsync(cycle, due.AddDays(1)));
        Assert.All(await AllAsync(townships[0]), one => Assert.Equal((due.AddDays(-7), due.AddTicks(1)), (one.RemindedAt, one.EscalatedAt)));
    }

    [Fact]
    public async Task Count_WhatIsClosedOrPostponed_LeavesItOut()
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        Rectification[] all = [.. (await AllAsync(township)).OrderBy(one => one.Owner.Kind)];
        await EnsureAsync(PutAsync(all[0], "report", new ReportBody("已整改"), $"cadre:{all[0].Owner.Id}"));
        await EnsureAsync(PutAsync(all[0], "verification", new VerificationBody(Accepted: true), $"township:{township}"));
        await EnsureAsync(PutAsync(all[1], "due", new DueBody(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), "工程跨年"), "county"));

        RectificationCount count = Assert.Single(await CountAsync(cycle, all[0].Due));

        Assert.Equal(all.Length - 2, count.DueSoon);
    }

    [Fact]
    public async Task Count_OfManyTownships_TakesOneQueryAndACallForEachHundredOfATownship()
    {
        SampleCycle cycle = await OpenAsync(townships: 3);
        int[] counts = [.. await Task.WhenAll(cycle.Context.Frozen.Townships.Select(async township => (await AllAsync(township.Id)).Count))];
        DateTimeOffset due = (await AllAsync(cycle.Pool.Townships[0].Id))[0].Due;
        var calls = new CallCounter();
        var activities = ActivatorUtilities.CreateInstance<RectificationActivities>(App.App.Services, new RectificationStore(calls.Tables(App.ConnectionString)));

        await activities.CountRectifications(new CycleMoment(cycle.Key, due), Cancellation);

        Assert.True(counts.Sum() > 100);
        Assert.Equal(1 + counts.Sum(count => (count + 99) / 100), calls.Calls);
    }

    private Task<IReadOnlyList<RectificationCount>> CountAsync(SampleCycle cycle, DateTimeOffset at) => Activities.CountRectifications(new CycleMoment(cycle.Key, at), Cancellation);
}
