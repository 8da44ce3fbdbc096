namespace Yuekao.App.Tell;

/// <summary>How an item left by a channel.</summary>
public enum DeliveryResult
{
    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>The channel refused it for good.</summary>
    Refused,

    /// <summary>The channel was not available, however often it was tried.</summary>
    Failed,
}

/// <summary>What became of one item by one channel.</summary>
/// <param name="Item">The item's key.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Result">How it left.</param>
/// <param name="At">When.</param>
/// <param name="Detail">What the channel said; null for nothing.</param>
public sealed record Delivery(string Item, string Channel, DeliveryResult Result, DateTimeOffset At, string? Detail = null);

/// <summary>What a delivery came to.</summary>
/// <param name="Sent">How many messages the channels took.</param>
/// <param name="Refused">How many they refused.</param>
/// <param name="Failed">How many never reached them.</param>
public sealed record DeliveryCounts(int Sent, int Refused, int Failed);

/// <summary>Input of <see cref="DeliveryActivities.SendItem"/>.</summary>
/// <param name="Plan">The plan, with the one item that is to be sent.</param>
/// <param name="Channel">The channel.</param>
public sealed record ItemToSend(DeliveryPlan Plan, string Channel);

/// <summary>Input of <see cref="DeliveryActivities.RecordDeliveries"/>.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Deliveries">What became of its items.</param>
public sealed record DeliveriesToRecord(DeliveryPlan Plan, IReadOnlyList<Delivery> Deliveries);

/// <summary>Input of the delivery orchestration: what goes out by the channels, by key.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="Pool">The pool; null for the whole cycle.</param>
/// <param name="Kind">What goes out.</param>
/// <param name="Items">The keys of what goes out, each unique within the cycle and kind.</param>
public sealed record DeliveryPlan(CycleKey Key, PoolId? Pool, OutgoingKind Kind, IReadOnlyList<string> Items);

/// <summary>What goes out by the channels.</summary>
public enum OutgoingKind
{
    /// <summary>Feedback notices to cadres and villages.</summary>
    Notices,

    /// <summary>Messages to those who work on the cycle.</summary>
    Messages,
}

/// <summary>Something that goes out by the channels: composes its items, and keeps what became of them.</summary>
public interface IOutgoing
{
    /// <summary>What goes out.</summary>
    OutgoingKind Kind { get; }

    /// <summary>Composes an item, the same however often; null when it is not there any more.</summary>
    Task<ChannelMessage?> ComposeAsync(CycleKey key, PoolId? pool, string item, CancellationToken cancellation);

    /// <summary>Keeps what became of items, in batches. The same again changes nothing.</summary>
    Task RecordAsync(CycleKey key, PoolId? pool, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);
}
