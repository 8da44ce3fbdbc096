using Microsoft.DurableTask.Client;
using Yuekao.Local.Host.Durable;

namespace Yuekao.App.Tests.Tell.Deliveries;

/// <summary>Deliveries of notices by the engine, with channels and a clock of the test's own.</summary>
public sealed class DeliveryTests(AppFixture fixture) : IAsyncLifetime
{
    private const int Wave = 8;

    private static readonly DateTimeOffset Published = new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly DrivenClock clock = TestClock.Create(Published);
    private readonly FakeChannel first = new("first");
    private readonly FakeChannel second = new("second");
    private AppHost? host;
    private string delivery = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AppHost Host => host!;

    private NoticeStore Store => Host.Services.GetRequiredService<NoticeStore>();

    private NoticeActivities Activities => ActivatorUtilities.CreateInstance<NoticeActivities>(Host.Services);

    public async ValueTask InitializeAsync() => host = await AppHost.StartAsync(
        fixture.ConnectionString,
        fixture.Issuer.Address,
        services => services.AddSingleton<INoticeChannel>(first).AddSingleton<INoticeChannel>(second),
        clock,
        new KeyValuePair<string, string?>("Portal__Address", "https://portal.example/"));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        clock.Dispose();
    }

    [Fact]
    public async Task Delivery_OfAPool_SendsEachOnceByEveryChannelAndRecordsIt()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();

        DeliveryCounts counts = await DeliverAsync(cycle, items);

        IReadOnlyList<NoticeRecord> notices = await StoredAsync(cycle);
        Assert.Equal(new DeliveryCounts(2 * items.Count, 0, 0), counts);
        foreach (FakeChannel channel in (FakeChannel[])[first, second])
        {
            Assert.Equal(notices.Select(notice => notice.Id).Order(StringComparer.Ordinal), channel.Came.Select(message => message.Id).Order(StringComparer.Ordinal));
            Assert.InRange(channel.Most, 1, Wave);
        }

        Assert.All(notices, notice => Assert.Equal([("first", DeliveryResult.Sent), ("second", DeliveryResult.Sent)], notice.Deliveries.Select(one => (one.Channel, one.Result))));
    }

    [Fact]
    public async Task Delivery_OfAPool_TakesATurnAWaveAndChannel()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();

        await DeliverAsync(cycle, items);

        Turn last = Host.Turns.Of(delivery)!;
        int turns = last.History.Count(one => one.OrchestratorStarted is not null);
        TestContext.Current.TestOutputHelper?.WriteLine($"{items.Count} notices by 2 channels: {turns} turns");
        // One to begin, one to list the channels, one to record, one to spare.
        Assert.InRange(turns, 1, (2 * ((items.Count + Wave - 1) / Wave)) + 4);
    }

    [Fact]
    public async Task Delivery_ChannelAwayForAWhile_SendsAgainWithTheSameId()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();
        first.Answers = (_, times) => times < 3 ? null : DeliveryResult.Sent;

        DeliveryCounts counts = await DeliverAsync(cycle, [.. items.Take(6)]);

        Assert.Equal(new DeliveryCounts(12, 0, 0), counts);
        Assert.Equal(Enumerable.Repeat(3, 6), first.Came.CountBy(message => message.Id).Select(one => one.Value));
        Assert.Equal(Enumerable.Repeat(1, 6), second.Came.CountBy(message => message.Id).Select(one => one.Value));
    }

    [Fact]
    public async Task Delivery_ChannelRefuses_IsNotTriedAgainAndIsTold()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();
        first.Answers = (_, _) => DeliveryResult.Refused;

        DeliveryCounts counts = await DeliverAsync(cycle, [items[0]]);

        Assert.Equal(new DeliveryCounts(1, 1, 0), counts);
        Assert.Single(first.Came);
        Delivery refused = (await StoredAsync(cycle, items[0])).Deliveries.Single(one => one.Channel == "first");
        Assert.Equal((DeliveryResult.Refused, "no such address"), (refused.Result, refused.Detail));
    }

    [Fact]
    public async Task Delivery_ChannelNeverThere_GivesUpAfterADayAndTheOtherGoesOn()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();
        first.Answers = (_, _) => null;

        DeliveryCounts counts = await DeliverAsync(cycle, [items[0]]);

        Assert.Equal(new DeliveryCounts(1, 0, 1), counts);
        Assert.True(first.Came.Count > 1);
        Assert.Single(first.Came.DistinctBy(message => message.Id));
        Delivery failed = (await StoredAsync(cycle, items[0])).Deliveries.Single(one => one.Channel == "first");
        Assert.Equal(DeliveryResult.Failed, failed.Result);
        Assert.Contains("'first' is not available", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_ToSomebodyWhomAChannelDoesNotServe_SendsNothingByIt()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();
        first.Served = _ => false;

        Assert.Equal(new DeliveryCounts(1, 1, 0), await DeliverAsync(cycle, [items[0]]));
        Assert.Empty(first.Came);
    }

    [Fact]
    public async Task Message_OfANotice_SaysWhereToReadItAndNoGrade()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();

        await DeliverAsync(cycle, items);

        NoticeRecord notice = await StoredAsync(cycle, items[0]);
        ChannelMessage message = first.Came.Single(one => one.Id == notice.Id);
        Assert.Equal((cycle.County, cycle.Pool.Townships[0].Id.Value, notice.Subject!.Value.Value, notice.Name), (message.County, message.Township, message.Recipient, message.RecipientName));
        Assert.Contains("https://portal.example/", message.Text, StringComparison.Ordinal);
        Assert.Contains(notice.Name, message.Text, StringComparison.Ordinal);
        Assert.All(first.Came, one => Assert.All(cycle.Context.Scheme.Grades, grade => Assert.DoesNotContain(grade.Title.ZhCn, $"{one.Subject}{one.Markdown}{one.Text}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Record_OfAPool_TakesAQueryAndACallForEachHundredHoweverOften()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();
        var calls = new CallCounter();
        var outgoing = new OutgoingNotices(Host.Services.GetRequiredService<CycleContexts>(), new NoticeStore(calls.Tables(fixture.ConnectionString)), Host.Services.GetRequiredService<PortalSettings>());
        Delivery[] deliveries = [.. items.Select(item => new Delivery(item, "first", DeliveryResult.Sent, Published))];

        for (int time = 1; time <= 2; time++)
        {
            await outgoing.RecordAsync(cycle.Key, cycle.Pool.Id, deliveries, Cancellation);
            Assert.Equal(time * (1 + ((items.Count + 99) / 100)), calls.Calls);
        }

        Assert.All(await StoredAsync(cycle), notice => Assert.Equal([deliveries.Single(one => one.Item == notice.Recipient)], notice.Deliveries));
    }

    [Fact]
    public async Task Compose_AfterAnAppeal_IsAMessageOfItsOwn()
    {
        (SampleCycle cycle, IReadOnlyList<string> items) = await IssueAsync();
        await DeliverAsync(cycle, [items[0]]);
        NoticeRecord before = await StoredAsync(cycle, items[0]);
        await Activities.ReissueAsync(new SubjectRef(cycle.Key, before.Subject!.Value), Cancellation);

        await DeliverAsync(cycle, [items[0]]);

        Assert.Equal([before.Id, (await StoredAsync(cycle, items[0])).Id], first.Came.Select(message => message.Id));
        Assert.Contains("申诉结果", first.Came.Last().Text, StringComparison.Ordinal);
    }

    private async Task<(SampleCycle Cycle, IReadOnlyList<string> Items)> IssueAsync()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Host.Services);
        return (cycle, await Activities.IssueAsync(new PoolPublication(cycle.Key, cycle.Pool.Id, Published), Cancellation));
    }

    private Task<IReadOnlyList<NoticeRecord>> StoredAsync(SampleCycle cycle) =>
        Store.OfCycleAsync(cycle.Key, cycle.Pool.Townships[0].Id, acknowledged: null, after: null, int.MaxValue, Cancellation);

    private async Task<NoticeRecord> StoredAsync(SampleCycle cycle, string item) => (await Store.FindAsync(cycle.Key, cycle.Pool.Townships[0].Id, item, Cancellation))!;

    // Time passes until it is done: what waits for a channel to come back waits no real time.
    private async Task<DeliveryCounts> DeliverAsync(SampleCycle cycle, IReadOnlyList<string> items)
    {
        DurableTaskClient client = await Host.HubAsync();
        string id = delivery = await client.ScheduleNewOrchestrationInstanceAsync(nameof(DeliveryOrchestrator), new DeliveryPlan(cycle.Key, cycle.Pool.Id, OutgoingKind.Notices, items), Cancellation);
        while (await client.GetInstanceAsync(id, getInputsAndOutputs: true, Cancellation) is var run)
        {
            if (run!.IsCompleted)
            {
                Assert.True(run.RuntimeStatus == OrchestrationRuntimeStatus.Completed, run.FailureDetails?.ToString());
                return run.ReadOutputAs<DeliveryCounts>()!;
            }

            clock.MoveTo(clock.GetUtcNow().AddMinutes(10));
            await Task.Delay(Poll, Cancellation);
        }

        throw new InvalidOperationException("The delivery is gone.");
    }
}
