namespace Yuekao.App.Tell;

/// <summary>What a delivery does.</summary>
public sealed class DeliveryActivities(IEnumerable<INoticeChannel> channels, IEnumerable<IOutgoing> outgoing, ChannelMetrics metrics, TimeProvider clock)
{
    /// <summary>The names of the channels that are configured.</summary>
    [Function(nameof(ListChannels))]
    public IReadOnlyList<string> ListChannels([ActivityTrigger] DeliveryPlan plan) => [.. channels.Select(channel => channel.Name).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Sends one item by one channel. Its completion is a checkpoint: only a crash between the channel's answer and the checkpoint sends it again, with the same id.
    /// </summary>
    /// <exception cref="ChannelUnavailableException">The channel does not take it now: try again later.</exception>
    [Function(nameof(SendItem))]
    public async Task<Delivery> SendItem([ActivityTrigger] ItemToSend item, CancellationToken cancellation)
    {
        (DeliveryPlan plan, string key) = (item.Plan, item.Plan.Items[0]);
        INoticeChannel? channel = channels.FirstOrDefault(one => one.Name == item.Channel);
        ChannelMessage? message = await Of(plan).ComposeAsync(plan.Key, plan.Pool, key, cancellation);
        if (channel is null || message is null || !channel.Serves(message))
        {
            metrics.Failed(item.Channel, plan.Kind, "unserved");
            return new Delivery(key, item.Channel, DeliveryResult.Refused, clock.GetUtcNow(), "The channel does not serve this recipient.");
        }

        ChannelReceipt receipt = await metrics.SendAsync(channel, plan, message, cancellation);
        return new Delivery(key, item.Channel, receipt.Result == ChannelResult.Sent ? DeliveryResult.Sent : DeliveryResult.Refused, clock.GetUtcNow(), receipt.Detail);
    }

    /// <summary>Keeps what became of a plan's items.</summary>
    [Function(nameof(RecordDeliveries))]
    public async Task RecordDeliveries([ActivityTrigger] DeliveriesToRecord record, CancellationToken cancellation)
    {
        await Of(record.Plan).RecordAsync(record.Plan.Key, record.Plan.Pool, record.Deliveries, cancellation);
        // The others were counted when the channel answered; that it never did is known only here.
        foreach (Delivery given in record.Deliveries.Where(one => one.Result == DeliveryResult.Failed))
            metrics.Failed(given.Channel, record.Plan.Kind, "abandoned");
    }

    private IOutgoing Of(DeliveryPlan plan) => outgoing.Single(one => one.Kind == plan.Kind);
}

/// <summary>Input of <see cref="DeliveryStartActivities.StartDelivery"/>.</summary>
/// <param name="Name">Names the delivery in the cycle and pool: a second start is none.</param>
/// <param name="Plan">What goes out.</param>
public sealed record DeliveryStart(string Name, DeliveryPlan Plan);

/// <summary>Starts deliveries as orchestrations of their own, so that a channel that is down holds up no phase of a cycle.</summary>
public sealed class DeliveryStartActivities(IEnumerable<INoticeChannel> channels)
{
    /// <summary>Starts a delivery, unless it was started or there is no channel.</summary>
    [Function(nameof(StartDelivery))]
    public async Task StartDelivery([ActivityTrigger] DeliveryStart start, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        string id = $"{start.Plan.Key.InstanceId}{(start.Plan.Pool is { } pool ? $".{pool}" : "")}.{start.Name}";
        if (channels.Any())
            await client.StartOnceAsync(nameof(DeliveryOrchestrator), id, start.Plan, cancellation);
    }
}
