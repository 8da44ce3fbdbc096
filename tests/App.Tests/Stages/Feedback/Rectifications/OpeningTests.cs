namespace Yuekao.App.Tests.Stages.Feedback.Rectifications;

public sealed class OpeningTests(AppFixture app) : RectificationTest(app)
{
    private static readonly DateTimeOffset Published = new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Open_OfAPublishedPool_IsOneForEachShortfall()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = await Results.ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);
        IReadOnlyList<Shortfall> shortfalls = Shortfalls.Of(cycle.Context.Scheme, result.Decided);

        IReadOnlyList<Rectification> opened = await AllAsync(cycle.Pool.Townships[0].Id);

        Assert.Contains(shortfalls, one => one.Kind == ShortfallKind.Baseline);
        Assert.Contains(shortfalls, one => one.Kind == ShortfallKind.Points);
        Assert.Equal(
            shortfalls.Select(one => (one.Subject?.Value ?? one.Village?.Value, one.Item, one.Kind, one.Obtained, one.Maximum)).ToHashSet(),
            opened.Select(one => ((string?)one.Owner.Id, one.Item, one.Kind, one.Obtained, one.Maximum)).ToHashSet());
        Assert.All(opened, one => Assert.Equal((Published, Published.AddDays(30), RectificationStatus.Open), (one.OpenedAt, one.Due, one.Status)));
        Assert.All(opened, one => Assert.NotEqual(one.Owner.Id, one.Owner.Name));
        Assert.Contains(opened, one => one.Owner.Kind == OwnerKind.Person);
        Assert.Contains(opened, one => one.Owner.Kind == OwnerKind.Village);
        Assert.Equal(opened.Count, opened.DistinctBy(one => one.Id).Count());
    }

    [Fact]
    public async Task Open_Again_LeavesWhatWasReported()
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        Rectification one = (await AllAsync(township))[0];
        await EnsureAsync(PutAsync(one, "report", new ReportBody("已整改到位"), $"township:{township}"));

        int count = await Activities.OpenRectifications(new PoolPublication(cycle.Key, cycle.Pool.Id, SampleCycle.PublishedAt), Cancellation);

        IReadOnlyList<Rectification> all = await AllAsync(township);
        Assert.Equal(all.Count, count);
        Assert.Equal([one.Id], all.Where(other => other.Status == RectificationStatus.Reported).Select(other => other.Id));
    }

    [Fact]
    public async Task Open_OfThePeriodAfter_NamesWhatIsStillOpenFromBefore()
    {
        SampleCycle october = await OpenAsync();
        TownshipId township = october.Pool.Townships[0].Id;
        Dictionary<string, Rectification> before = (await AllAsync(township)).ToDictionary(one => one.Id);

        SampleCycle november = await OpenAsync("2026-11");

        IReadOnlyList<Rectification> after = [.. (await AllAsync(township)).Where(one => one.Cycle == november.Key)];
        Rectification[] carried = [.. after.Where(one => one.Continues is not null)];
        Assert.NotEmpty(carried);
        Assert.Contains(after, one => one.Continues is null);
        Assert.All(after, one => Assert.Equal(before.Values.FirstOrDefault(other => other.Owner.Id == one.Owner.Id && other.Item == one.Item)?.Id, one.Continues));
        Assert.All(await Store.OpenOfAsync(november.Key.County, township, november.Key, Cancellation), one => Assert.True(before.Remove(one.Id)));
        Assert.Empty(before);
        Assert.Empty(await Store.OpenOfAsync(october.Key.County, township, october.Key, Cancellation));
    }

    [Fact]
    public async Task Open_WhatWasClosedBefore_ContinuesNothing()
    {
        SampleCycle october = await OpenAsync();
        TownshipId township = october.Pool.Townships[0].Id;
        IReadOnlyList<Rectification> before = await AllAsync(township);
        Assert.True(await Store.TryReplaceAsync(await StoredAsync(before, one => one with { Status = RectificationStatus.Closed }), Cancellation));

        SampleCycle november = await OpenAsync("2026-11");

        Assert.DoesNotContain(await AllAsync(township), one => one.Continues is not null);
        Assert.Empty(await Store.OpenOfAsync(november.Key.County, township, november.Key, Cancellation));
    }

    [Fact]
    public async Task Open_OfAPool_TakesOneQueryAndACallForEachHundred()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(App.App.Services, county: County);
        PoolResult result = await cycle.DecideAsync(cycle.Pool);
        await cycle.PublishAsync(cycle.Pool);
        int shortfalls = Shortfalls.Of(cycle.Context.Scheme, result.Decided).Count;
        var calls = new CallCounter();
        var activities = ActivatorUtilities.CreateInstance<RectificationActivities>(App.App.Services, new RectificationStore(calls.Tables(App.ConnectionString)));

        int opened = await activities.OpenRectifications(new PoolPublication(cycle.Key, cycle.Pool.Id, SampleCycle.PublishedAt), Cancellation);

        Assert.Equal(shortfalls, opened);
        Assert.Equal(1 + ((shortfalls + 99) / 100), calls.Calls);
        calls.Reset();
        await activities.OpenRectifications(new PoolPublication(cycle.Key, cycle.Pool.Id, SampleCycle.PublishedAt), Cancellation);
        Assert.Equal(1, calls.Calls);
    }

    [Fact]
    public async Task Withdraw_AfterAnAppealThatCorrectsTheReading_ClosesThatAlone()
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        IReadOnlyList<Rectification> all = await AllAsync(township);
        Rectification wrong = all.First(one => one.Owner.Kind == OwnerKind.Person && cycle.Context.Scheme.Document.Items.Single(item => item.Id == one.Item) is CheckItem or PointsItem);
        var subject = SubjectId.Of(wrong.Owner.Id);
        await SettleAsync(cycle, subject, wrong.Item);

        int[] withdrawn = [await WithdrawAsync(cycle, subject), await WithdrawAsync(cycle, subject)];

        Assert.Equal([1, 1], withdrawn);
        Rectification closed = Assert.Single(await AllAsync(township, "&status=closed"));
        Assert.Equal((wrong.Id, ClosingReason.Appeal), (closed.Id, closed.ClosedBecause));
        Assert.Equal(all.Count - 1, (await AllAsync(township, "&status=open")).Count);
    }

    [Fact]
    public async Task Withdraw_WithoutAnAppeal_ClosesNothing()
    {
        SampleCycle cycle = await OpenAsync();
        Rectification one = (await AllAsync(cycle.Pool.Townships[0].Id)).First(one => one.Owner.Kind == OwnerKind.Person);

        Assert.Equal(0, await WithdrawAsync(cycle, SubjectId.Of(one.Owner.Id)));
        Assert.Empty(await AllAsync(cycle.Pool.Townships[0].Id, "&status=closed"));
    }

    private PoolResults Results => App.App.Services.GetRequiredService<PoolResults>();

    private Task<int> WithdrawAsync(SampleCycle cycle, SubjectId subject) => Activities.WithdrawRectifications(new SubjectRef(cycle.Key, subject), Cancellation);

    private async Task<IReadOnlyList<Rectification>> StoredAsync(IEnumerable<Rectification> some, Func<Rectification, Rectification> change) =>
        await Task.WhenAll(some.Select(async one => change((await Store.FindAsync(one.Cycle.County, one.Township, one.Id, Cancellation))!)));

    private async Task SettleAsync(SampleCycle cycle, SubjectId subject, ItemId item)
    {
        PoolProposal proposal = await App.App.Services.GetRequiredService<Proposals>().ReadAsync(cycle.Key, cycle.Pool.Id, 1, Cancellation);
        PoolResult result = await Results.ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);
        SubjectOutcome outcome = result.Decided.Outcomes.Single(one => one.Proposed.Entry.Subject == subject).Proposed;
        Reading reading = outcome.Explanation.Readings.Single(line => line.Reading.Item == item).Reading;
        ReadingValue best = cycle.Context.Scheme.Document.Items.Single(one => one.Id == item) is PointsItem points ? ReadingValue.Of(points.Maximum.Value) : ReadingValue.Met;
        var correction = new Correction { Appellant = subject, Readings = [reading with { Value = best }] };
        AppealDecided decided = Assert.IsType<AppealDecided>(Assessment.Decisions.Appeals.Recompute(cycle.Context.Scheme, proposal.Input, result.Decided, correction));
        await App.App.Services.GetRequiredService<AppealOutcomes>().KeepAsync(cycle.Key, new AppealOutcome(subject, cycle.Pool.Id, Published.AddDays(2), AppealRuling.Corrected, correction, decided, Ledger: null), Cancellation);
    }
}
