namespace Yuekao.App.Tell;

public sealed class DeliveryActivities(
    IEnumerable<INoticeChannel> channels, IEnumerable<IOutgoing> outgoing, OutboxStore store, Outbox outbox, MessageActivities messages, ChannelTelemetry telemetry, TimeProvider clock)
{
    // What is late for so long the county should know of: it can tell people otherwise.
    private static readonly TimeSpan Late = TimeSpan.FromDays(1);
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Sends what goes next by a lane, as much as may go at once, and keeps what became of each. Its completion is a checkpoint: only a crash between the
    /// channel's answer and the record sends them again, with the same ids. One item that cannot be sent keeps none of the others.
    /// </summary>
    [Function(nameof(SendWave))]
    public async Task<LaneWave> SendWave([ActivityTrigger] LaneRun run, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        INoticeChannel? channel = channels.FirstOrDefault(one => one.Name == run.Lane.Channel);
        DateTimeOffset now = clock.GetUtcNow();
        int room = run.Pace.RoomAt(now, channel?.MostPerMinute);
        if (room == 0)
            return new LaneWave(run.Pace, now + ClocksDiffer);
        IReadOnlyList<OutboxItem> next = await store.NextAsync(run.Lane, now, room, cancellation);
        if (next.Count == 0)
            return new LaneWave(run.Pace, await store.NextTimeAsync(run.Lane, cancellation));

        ILookup<Lane?, OutboxItem> byLane = next.ToLookup(item => channel?.LaneTo(item.Key.County.Value, item.Township));
        OutboxItem[] moved = [.. byLane.Where(one => one.Key is not null && one.Key != run.Lane).SelectMany(one => one)];
        foreach (IGrouping<Lane, OutboxItem> other in moved.GroupBy(item => channel!.LaneTo(item.Key.County.Value, item.Township)!))
            await outbox.AddAsync(client, other.Key, [.. other], cancellation);
        Attempt[] sent = await SendAsync(channel, [.. byLane[run.Lane]], cancellation);
        Attempt[] ended = [.. byLane[null].Select(item => Unserved(item, run.Lane.Channel)), .. sent];
        await RecordAsync(ended, cancellation);

        now = clock.GetUtcNow();
        ILookup<bool, OutboxItem> isDelayed = ended.ToLookup(one => one.Delivery?.Result == DeliveryResult.Delayed, one => one.Item);
        await TellLateAsync(isDelayed[true], now, cancellation);
        await store.SettleAsync(run.Lane, [.. moved, .. isDelayed[false]], isDelayed[true].Select(item => PutOff(item, now)), cancellation);
        int tried = sent.Count(one => one.Delivery is not null);
        return new LaneWave(tried == 0 ? run.Pace : run.Pace.After(tried, isDelayed[true].Count(), sent.Max(one => one.Wait), now, channel!.MostPerMinute), now);
    }

    // One after the other: a chat shows them in that order.
    private async Task<Attempt[]> SendAsync(INoticeChannel? channel, IReadOnlyList<OutboxItem> items, CancellationToken cancellation)
    {
        var attempts = new List<Attempt>();
        foreach (OutboxItem item in items)
        {
            attempts.Add(await SendAsync(channel!, item, cancellation));
            // Who wants to be left alone is asked for no more.
            if (attempts[^1].Wait is not null)
                break;
        }

        return [.. attempts];
    }

    private async Task<Attempt> SendAsync(INoticeChannel channel, OutboxItem item, CancellationToken cancellation)
    {
        string? number = channel.IsGroup ? item.Number : null;
        try
        {
            if (await Of(item.Kind).ComposeAsync(item.Key, item.Item, cancellation) is not { } message)
                return new Attempt(item, Delivery: null);
            ChannelReceipt receipt = await telemetry.SendAsync(channel, item, message with { Id = number ?? message.Id }, cancellation);
            return Ended(receipt.Result, receipt.Detail);
        }
        catch (ChannelUnavailableException failure)
        {
            return Ended(DeliveryResult.Delayed, failure.Detail) with { Wait = failure.Wait };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            telemetry.NotComposed(item, failure);
            return Ended(DeliveryResult.Delayed, "it could not be composed");
        }

        Attempt Ended(DeliveryResult result, string? detail) => new(item, new Delivery(item.Item, channel.Name, result, clock.GetUtcNow(), detail, number));
    }

    // Settings changed since it was let out.
    private Attempt Unserved(OutboxItem item, string channel)
    {
        telemetry.Failed(channel, item.Kind, "unserved");
        return new Attempt(item, new Delivery(item.Item, channel, DeliveryResult.Refused, clock.GetUtcNow(), "the channel serves the recipient no longer"));
    }

    // Of delays the first is kept: the others say the same.
    private Task RecordAsync(IEnumerable<Attempt> attempts, CancellationToken cancellation) => Task.WhenAll(attempts
        .Where(one => one.Delivery is { } delivery && (delivery.Result != DeliveryResult.Delayed || one.Item.Attempts == 0))
        .GroupBy(one => (one.Item.Kind, one.Item.Key), one => one.Delivery!)
        .Select(cycle => Of(cycle.Key.Kind).RecordAsync(cycle.Key.Key, [.. cycle], cancellation)));

    // To the inbox alone: the channel is away. Once for a cycle, at the attempt that finds the first of its items so late.
    private async Task TellLateAsync(IEnumerable<OutboxItem> delayed, DateTimeOffset now, CancellationToken cancellation)
    {
        IEnumerable<OutboxItem> late = delayed.Where(item => item.At + Late <= now && item.NotBefore - LanePace.PauseOfAnItem(Math.Max(item.Attempts, 1)) < item.At + Late);
        foreach (CycleKey key in late.Select(item => item.Key).Distinct())
            await messages.PostAsync([new MessageRequest(key, Pool: null, MessageKind.DeliveriesDelayed, ["county"], Occasion.Once)], cancellation);
    }

    private static OutboxItem PutOff(OutboxItem item, DateTimeOffset now) =>
        item with { Attempts = item.Attempts + 1, NotBefore = now + LanePace.PauseOfAnItem(item.Attempts + 1) };

    private IOutgoing Of(OutgoingKind kind) => outgoing.Single(one => one.Kind == kind);

    /// <param name="Delivery">Null where there is nothing to tell any more.</param>
    private sealed record Attempt(OutboxItem Item, Delivery? Delivery)
    {
        public TimeSpan? Wait { get; init; }
    }
}

/// <summary>How a lane stands after a wave.</summary>
/// <param name="Next">When there may be something to send; null when something is added.</param>
public sealed record LaneWave(LanePace Pace, DateTimeOffset? Next);
