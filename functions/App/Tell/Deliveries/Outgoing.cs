namespace Yuekao.App.Tell;

/// <summary>What goes out on one occasion, by key.</summary>
/// <param name="Items">Those that went out on an earlier occasion, or in an earlier run, do not go again.</param>
public sealed record DeliveryPlan(CycleKey Key, PoolId? Pool, OutgoingKind Kind, Urgency Urgency, IReadOnlyList<PlannedItem> Items);

/// <param name="Item">Its key, unique in the cycle and kind for good.</param>
/// <param name="Township">Whose channels it goes by; null for those of the county's own offices.</param>
public sealed record PlannedItem(string Item, string? Township, Readers Readers = Readers.All);

public enum OutgoingKind
{
    Notices, // to cadres and villages
    Messages, // to those who work on the cycle
}

/// <summary>What goes first where not all can go at once.</summary>
public enum Urgency
{
    Deadline,
    Bulk,
}

/// <summary>By which channels an item goes.</summary>
public enum Readers
{
    All,

    /// <summary>Only those that bring it to its recipient alone.</summary>
    Recipient,

    /// <summary>Only those that bring it to a group.</summary>
    Group,
}

/// <summary>Something that goes out by the channels: composes its items, and keeps what became of them.</summary>
public interface IOutgoing
{
    OutgoingKind Kind { get; }

    /// <summary>Composes an item, the same however often; null when there is nothing to tell any more.</summary>
    Task<ChannelMessage?> ComposeAsync(CycleKey key, string item, CancellationToken cancellation);

    /// <summary>Keeps what became of items by one channel. The same again changes nothing.</summary>
    Task RecordAsync(CycleKey key, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);
}
