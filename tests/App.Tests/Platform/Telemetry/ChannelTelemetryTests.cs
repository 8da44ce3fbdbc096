using System.Diagnostics;
using Yuekao.App.Tests.Tell.Deliveries;

namespace Yuekao.App.Tests.Platform.Telemetry;

/// <summary>What is counted of a send, however it ends.</summary>
public sealed class ChannelTelemetryTests(AppFixture fixture) : IAsyncLifetime
{
    private readonly FakeChannel channel = new("pigeon");
    private AppHost? host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await AppHost.StartAsync(fixture.ConnectionString, fixture.Issuer.Address, services => services.AddSingleton<INoticeChannel>(channel));

    public ValueTask DisposeAsync() => host!.DisposeAsync();

    [Theory]
    [InlineData("sent", 1, 0, ActivityStatusCode.Unset)]
    [InlineData("refused", 0, 1, ActivityStatusCode.Error)]
    [InlineData("unavailable", 0, 0, ActivityStatusCode.Error)]
    public async Task Send_ByAChannel_IsCountedTimedAndTraced(string outcome, int sent, int failed, ActivityStatusCode status)
    {
        channel.Answers = (_, _) => outcome switch { "sent" => DeliveryResult.Sent, "refused" => DeliveryResult.Refused, _ => null };
        NoticeRecord notice = await LetOutAsync();
        using var recorder = new TelemetryRecorder(host!.Services);

        await SendAsync();

        Delivery delivery = Assert.Single((await host.Services.GetRequiredService<NoticeStore>().FindAsync(notice.Cycle, notice.Township, notice.Recipient, Cancellation))!.Deliveries);
        Assert.Equal(outcome == "unavailable", delivery.Result == DeliveryResult.Delayed);
        Assert.Equal(sent, recorder.Sum("yuekao.notices.sent", ("yuekao.channel", "pigeon"), ("yuekao.outgoing", "notices")));
        Assert.Equal(failed, recorder.Sum("yuekao.notices.failed", ("yuekao.channel", "pigeon"), ("yuekao.outcome", "refused")));
        Assert.Single(recorder.Of("yuekao.channel.send.duration", ("yuekao.outcome", outcome)));
        Activity span = Assert.Single(recorder.Spans, one => one.OperationName == "send pigeon");
        Assert.Equal((status, ActivityKind.Client), (span.Status, span.Kind));
        Assert.Equal(outcome == "unavailable" ? typeof(ChannelUnavailableException).FullName : null, span.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Send_ToSomebodyWhomTheChannelDoesNotServe_IsAFailure()
    {
        await LetOutAsync();
        channel.Served = _ => false;
        using var recorder = new TelemetryRecorder(host!.Services);

        await SendAsync();

        Assert.Equal(1, recorder.Sum("yuekao.notices.failed", ("yuekao.channel", "pigeon"), ("yuekao.outcome", "unserved")));
        Assert.Empty(recorder.Of("yuekao.channel.send.duration"));
    }

    private Lane Lane => Lane.Of(channel.Name, channel.Address);

    private async Task SendAsync() => await ActivatorUtilities.CreateInstance<DeliveryActivities>(host!.Services).SendWave(new LaneRun(Lane, new LanePace()), await host.HubAsync(), Cancellation);

    // Beside the lane's orchestration, so that the test sends it.
    private async Task<NoticeRecord> LetOutAsync()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(host!.Services);
        NoticeActivities notices = ActivatorUtilities.CreateInstance<NoticeActivities>(host.Services);
        NoticeRecord notice = (await notices.IssueAsync(new PoolPublication(cycle.Key, cycle.Pool.Id, DateTimeOffset.UnixEpoch), Cancellation))[0];
        var item = new OutboxItem(OutgoingKind.Notices, cycle.Key, cycle.Pool.Id, NoticeItems.Of(notice), notice.Township.Value, Urgency.Bulk, "0", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        await host.Services.GetRequiredService<OutboxStore>().AddAsync(Lane, [item], Cancellation);
        return notice;
    }
}
