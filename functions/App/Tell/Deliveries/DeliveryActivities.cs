namespace Yuekao.App.Tell;

public sealed class DeliveryActivities(IEnumerable<INoticeChannel> channels, IEnumerable<IOutgoing> outgoing, ChannelTelemetry telemetry, TimeProvider clock)
{
    [Function(nameof(ListChannels))]
    public IReadOnlyList<string> ListChannels([ActivityTrigger] DeliveryPlan plan) => [.. channels.Select(channel => channel.Name).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Sends some items by one channel. Its completion is a checkpoint: only a crash between the channel's answer and the checkpoint sends them again, with
    /// the same ids. One item that cannot be sent keeps none of the others.
    /// </summary>
    /// <returns>What became of each; failed where it may be tried again.</returns>
    [Function(nameof(SendWave))]
    public async Task<IReadOnlyList<Delivery>> SendWave([ActivityTrigger] WaveToSend wave, CancellationToken cancellation) =>
        await Task.WhenAll(wave.Plan.Items.Select(item => SendAsync(wave.Plan, item, wave.Channel, cancellation)));

    private async Task<Delivery> SendAsync(DeliveryPlan plan, string item, string by, CancellationToken cancellation)
    {
        try
        {
            INoticeChannel? channel = channels.FirstOrDefault(one => one.Name == by);
            ChannelMessage? message = await Of(plan).ComposeAsync(plan.Key, plan.Pool, item, cancellation);
            if (channel is not null && message is not null && channel.Serves(message))
            {
                ChannelReceipt receipt = await telemetry.SendAsync(channel, plan, message, cancellation);
                return new Delivery(item, by, receipt.Result, clock.GetUtcNow(), receipt.Detail);
            }

            telemetry.Failed(by, plan.Kind, "unserved");
            return new Delivery(item, by, DeliveryResult.Refused, clock.GetUtcNow(), "The channel does not serve this recipient.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Delivery(item, by, DeliveryResult.Failed, clock.GetUtcNow(), failure.Message);
        }
    }

    [Function(nameof(RecordDeliveries))]
    public async Task RecordDeliveries([ActivityTrigger] DeliveriesToRecord record, CancellationToken cancellation)
    {
        await Of(record.Plan).RecordAsync(record.Plan.Key, record.Plan.Pool, record.Deliveries, cancellation);
        // The others were counted when the channel answered; that it never did is known only here.
        foreach (Delivery given in record.Deliveries.Where(one => one.Result == DeliveryResult.Failed))
            telemetry.Failed(given.Channel, record.Plan.Kind, "abandoned");
    }

    private IOutgoing Of(DeliveryPlan plan) => outgoing.Single(one => one.Kind == plan.Kind);
}

/// <summary>Input of <see cref="DeliveryActivities.SendWave"/>: a plan with only the items that are to be sent.</summary>
public sealed record WaveToSend(DeliveryPlan Plan, string Channel);

public sealed record DeliveriesToRecord(DeliveryPlan Plan, IReadOnlyList<Delivery> Deliveries);

/// <summary>Starts deliveries as orchestrations of their own, so that a channel that is down holds up no phase of a cycle.</summary>
public sealed class DeliveryStarter(IEnumerable<INoticeChannel> channels)
{
    /// <summary>Starts a delivery, unless it was started, or there is no channel or nothing to deliver.</summary>
    /// <param name="name">Names the delivery in the cycle and pool: a second one of that name is none.</param>
    public async Task StartAsync(DurableTaskClient client, string name, DeliveryPlan plan, CancellationToken cancellation)
    {
        string id = $"{plan.Key.InstanceId}{(plan.Pool is { } pool ? $".{pool}" : "")}.{name}";
        if (plan.Items.Count > 0 && channels.Any())
            await client.StartOnceAsync(nameof(DeliveryOrchestrator), id, plan, cancellation);
    }
}

/// <summary>How an item left by a channel.</summary>
public enum DeliveryResult
{
    Sent,

    /// <summary>The channel will not take it, however often it is sent: a bad key, an address that does not exist, a message too long.</summary>
    Refused,

    /// <summary>The channel did not take it, and may take it later: in the end, however often it was tried.</summary>
    Failed,
}

/// <summary>What became of one item by one channel.</summary>
public sealed record Delivery(string Item, string Channel, DeliveryResult Result, DateTimeOffset At, string? Detail = null);

/// <summary>What a delivery came to, in messages.</summary>
public sealed record DeliveryCounts(int Sent, int Refused, int Failed);

/// <summary>Input of the delivery orchestration: what goes out by the channels, by key.</summary>
/// <param name="Items">The keys of what goes out, each unique within the cycle and kind.</param>
public sealed record DeliveryPlan(CycleKey Key, PoolId? Pool, OutgoingKind Kind, IReadOnlyList<string> Items);

public enum OutgoingKind
{
    Notices, // to cadres and villages
    Messages, // to those who work on the cycle
}

/// <summary>Something that goes out by the channels: composes its items, and keeps what became of them.</summary>
public interface IOutgoing
{
    OutgoingKind Kind { get; }

    /// <summary>Composes an item, the same however often; null when it is not there any more.</summary>
    Task<ChannelMessage?> ComposeAsync(CycleKey key, PoolId? pool, string item, CancellationToken cancellation);

    /// <summary>Keeps what became of items, in batches. The same again changes nothing.</summary>
    Task RecordAsync(CycleKey key, PoolId? pool, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);
}
