namespace Yuekao.App.Tell;

/// <summary>What a delivery does.</summary>
public sealed class DeliveryActivities(IEnumerable<INoticeChannel> channels, IEnumerable<IOutgoing> outgoing, ChannelMetrics metrics, TimeProvider clock)
{
    /// <summary>The names of the channels that are configured.</summary>
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
                ChannelReceipt receipt = await metrics.SendAsync(channel, plan, message, cancellation);
                return new Delivery(item, by, receipt.Result == ChannelResult.Sent ? DeliveryResult.Sent : DeliveryResult.Refused, clock.GetUtcNow(), receipt.Detail);
            }

            metrics.Failed(by, plan.Kind, "unserved");
            return new Delivery(item, by, DeliveryResult.Refused, clock.GetUtcNow(), "The channel does not serve this recipient.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Delivery(item, by, DeliveryResult.Failed, clock.GetUtcNow(), failure.Message);
        }
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

/// <summary>Input of <see cref="DeliveryActivities.SendWave"/>: a plan with only the items that are to be sent.</summary>
public sealed record WaveToSend(DeliveryPlan Plan, string Channel);

/// <summary>Input of <see cref="DeliveryActivities.RecordDeliveries"/>.</summary>
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
