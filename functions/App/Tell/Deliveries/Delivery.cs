namespace Yuekao.App.Tell;

/// <summary>How an item left by a channel.</summary>
public enum DeliveryResult
{
    Sent,
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

/// <summary>What goes out by the channels.</summary>
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
