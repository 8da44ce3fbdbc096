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
        DeliveryPlan plan = await PlanAsync();
        using var recorder = new TelemetryRecorder(host!.Services);

        Delivery delivery = Assert.Single(await Activities.SendWave(new WaveToSend(plan with { Items = [plan.Items[0]] }, channel.Name), Cancellation));

        Assert.Equal(outcome == "unavailable", delivery.Result == DeliveryResult.Failed);
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
        channel.Served = _ => false;
        DeliveryPlan plan = await PlanAsync();
        using var recorder = new TelemetryRecorder(host!.Services);

        await Activities.SendWave(new WaveToSend(plan with { Items = [plan.Items[0]] }, channel.Name), Cancellation);

        Assert.Equal(1, recorder.Sum("yuekao.notices.failed", ("yuekao.channel", "pigeon"), ("yuekao.outcome", "unserved")));
        Assert.Empty(recorder.Of("yuekao.channel.send.duration"));
    }

    [Fact]
    public async Task Record_OfWhatNeverLeft_IsAFailure()
    {
        DeliveryPlan plan = await PlanAsync();
        using var recorder = new TelemetryRecorder(host!.Services);
        Delivery[] deliveries = [new(plan.Items[0], "pigeon", DeliveryResult.Failed, DateTimeOffset.UnixEpoch), new(plan.Items[1], "pigeon", DeliveryResult.Sent, DateTimeOffset.UnixEpoch)];

        await Activities.RecordDeliveries(new DeliveriesToRecord(plan, deliveries), Cancellation);

        Assert.Equal(1, recorder.Sum("yuekao.notices.failed", ("yuekao.channel", "pigeon"), ("yuekao.outcome", "abandoned")));
        Assert.Empty(recorder.Of("yuekao.notices.sent"));
    }

    private DeliveryActivities Activities => ActivatorUtilities.CreateInstance<DeliveryActivities>(host!.Services);

    private async Task<DeliveryPlan> PlanAsync()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(host!.Services);
        NoticeActivities notices = ActivatorUtilities.CreateInstance<NoticeActivities>(host.Services);
        IReadOnlyList<string> issued = await notices.IssueAsync(new PoolPublication(cycle.Key, cycle.Pool.Id, DateTimeOffset.UnixEpoch), Cancellation);
        return new DeliveryPlan(cycle.Key, cycle.Pool.Id, OutgoingKind.Notices, issued);
    }
}
