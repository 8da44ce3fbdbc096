using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Yuekao.App.Tests.Tell.Deliveries;

/// <summary>Channels and storage that are away: nothing is lost, nobody else waits, and no history grows without end.</summary>
public sealed class DeliveryOutageTests(AppFixture fixture) : DeliveryTest(fixture)
{
    private const int MostEvents = 800;

    private readonly AppFixture fixture = fixture;
    private readonly Trouble trouble = new();

    [Fact]
    public async Task ChannelDown_ForTwoDays_HoldsUpNoOtherAndGoesOn()
    {
        SampleCycle cycle = await OpenAsync();
        Mail.Answers = (_, _) => null;
        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();
        await TellAsync(cycle, MessageKind.ReadingsMissing, Occasion.Once, "county");
        await Host.UntilAtRestAsync();

        Assert.Equal(2, Group.Came.Count);
        IReadOnlyList<NoticeRecord> notices = await StoredAsync(cycle);
        Assert.All(notices, notice => Assert.Contains(notice.Deliveries, one => one is { Channel: "group", Result: DeliveryResult.Sent }));
        Assert.Equal(Wave, notices.Count(notice => notice.Deliveries.Any(one => one is { Channel: "mail", Result: DeliveryResult.Delayed, Detail: "busy" })));

        await PassAsync(TimeSpan.FromMinutes(30), () => Clock.GetUtcNow() > Published.AddDays(2));
        int tries = Mail.Came.Count;
        int events = TurnOf(Mail).History.Count();
        TestContext.Current.TestOutputHelper?.WriteLine($"{tries} tries in two days; {events} events in the history");
        Assert.InRange(tries, 50 * Wave, 500 * Wave);
        Assert.InRange(events, 1, MostEvents);

        IReadOnlyList<Message> told = (await Host.Services.GetRequiredService<MessageStore>().ListAsync(cycle.Key.County, ["county"], unread: null, after: null, 100, TestContext.Current.CancellationToken)).Messages;
        Assert.Single(told, message => message.Kind == MessageKind.DeliveriesDelayed);

        Mail.Answers = (_, _) => DeliveryResult.Sent;
        await PassAsync(TimeSpan.FromMinutes(10), () => Mail.Came.Skip(tries).DistinctBy(message => message.Id).Count() == notices.Count + 1);
        Assert.Equal(notices.Count + 1, Mail.Came.Count - tries);
        Assert.All(await StoredAsync(cycle), notice => Assert.Contains(notice.Deliveries, one => one is { Channel: "mail", Result: DeliveryResult.Sent, Detail: null }));
    }

    [Fact]
    public async Task OneItem_ThatIsNeverTaken_KeepsNoneOfTheOthers()
    {
        SampleCycle cycle = await OpenAsync();
        string? unlucky = null;
        Mail.Answers = (message, _) => message.Id == (unlucky ??= message.Id) ? null : DeliveryResult.Sent;

        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();

        IReadOnlyList<NoticeRecord> notices = await StoredAsync(cycle);
        Assert.Equal(notices.Count, Mail.Came.DistinctBy(message => message.Id).Count());
        Assert.Equal(DeliveryResult.Delayed, notices.Single(notice => notice.Deliveries.Any(one => one is { Channel: "mail", Result: not DeliveryResult.Sent })).Deliveries[1].Result);
    }

    [Fact]
    public async Task Crash_BetweenSendAndRecord_RepeatsAWaveWithTheSameIds()
    {
        SampleCycle cycle = await OpenAsync();
        trouble.Once = text => text.Contains("DELETE ", StringComparison.Ordinal) && text.Contains("mail-", StringComparison.Ordinal);

        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();
        await PassAsync(TimeSpan.FromSeconds(11), () => Mail.Came.DistinctBy(message => message.Id).Count() == cycle.Notices());

        Assert.Null(trouble.Once);
        Assert.Equal(cycle.Notices() + Wave, Mail.Came.Count);
        Assert.Equal(Mail.Came.Take(Wave).Select(message => message.Id), Mail.Came.Skip(Wave).Take(Wave).Select(message => message.Id));
        Assert.Single(Group.Came);
    }

    [Fact]
    public async Task StorageAway_ForADay_LosesNothing()
    {
        SampleCycle cycle = await OpenAsync();
        Mail.Answers = (_, _) => null;
        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();
        int tries = Mail.Came.Count;

        trouble.Always = text => text.Contains("/Outbox", StringComparison.Ordinal);
        await PassAsync(TimeSpan.FromHours(1), () => Clock.GetUtcNow() > Published.AddDays(1));
        Assert.Equal(tries, Mail.Came.Count);
        Assert.InRange(TurnOf(Mail).History.Count(), 1, MostEvents);

        trouble.Always = null;
        Mail.Answers = (_, _) => DeliveryResult.Sent;
        await PassAsync(TimeSpan.FromMinutes(10), () => Mail.Came.Count == tries + cycle.Notices());
    }

    [Fact]
    public async Task Address_ThatChanged_IsWhereWhatWaitsGoes()
    {
        SampleCycle cycle = await OpenAsync();
        Mail.Answers = (_, _) => null;
        await IssueAsync(cycle);
        await Host.UntilAtRestAsync();
        (int tries, FakeChannel before) = (Mail.Came.Count, new FakeChannel("mail") { Address = Mail.Address });

        Mail.Address = Guid.NewGuid().ToString();
        Mail.Answers = (_, _) => DeliveryResult.Sent;
        await PassAsync(TimeSpan.FromSeconds(11), () => Mail.Came.Count == tries + cycle.Notices());

        Assert.True(TurnOf(before).Called(nameof(DeliveryActivities.SendWave)));
        Assert.True(TurnOf(Mail).Called(nameof(DeliveryActivities.SendWave)));
        Assert.All(await StoredAsync(cycle), notice => Assert.Contains(notice.Deliveries, one => one is { Channel: "mail", Result: DeliveryResult.Sent }));
    }

    private protected override void AddTo(IServiceCollection services)
    {
        base.AddTo(services);
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        options.AddPolicy(trouble, HttpPipelinePosition.PerCall);
        services.AddSingleton(new TableServiceClient(fixture.ConnectionString, options));
    }

    /// <summary>Table storage that fails where a call's address and body are such.</summary>
    private sealed class Trouble : HttpPipelineSynchronousPolicy
    {
        public Func<string, bool>? Once { get; set; }

        public Func<string, bool>? Always { get; set; }

        public override void OnSendingRequest(HttpMessage message)
        {
            if (Once is null && Always is null)
                return;
            using var body = new MemoryStream();
            message.Request.Content?.WriteTo(body, CancellationToken.None);
            string text = $"{message.Request.Uri} {Encoding.UTF8.GetString(body.ToArray())}";
            bool now = Once?.Invoke(text) is true;
            if (now)
                Once = null;
            if (now || Always?.Invoke(text) is true)
                throw new RequestFailedException(503, "The server is busy.");
        }
    }
}

internal static class SampleNotices
{
    /// <summary>How many notices a cycle has: one a subject, and one a village that has some.</summary>
    public static int Notices(this SampleCycle cycle) =>
        cycle.Context.Frozen.Townships.Sum(township => township.Subjects.Count + township.Subjects.Select(subject => subject.Entry.Village).Distinct().Count());
}
