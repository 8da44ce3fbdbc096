namespace Yuekao.App.Tell;

/// <summary>What became of an item by a channel so far.</summary>
public enum DeliveryResult
{
    Sent,

    /// <summary>The channel will not take it, however often it is sent: a bad key, an address that does not exist, a message too long.</summary>
    Refused,

    /// <summary>The channel has not taken it yet. It is tried again, however long that lasts.</summary>
    Delayed,
}

/// <summary>What became of one item by one channel, kept as soon as it is known: the first delay, and how it ended.</summary>
/// <param name="Item">The key of what went out.</param>
/// <param name="Detail">Why it was refused or is delayed, in a line without secrets.</param>
/// <param name="Number">The number that a group's chat shows below the message, so that one seen twice can be told; null where it went to one recipient alone.</param>
public sealed record Delivery(string Item, string Channel, DeliveryResult Result, DateTimeOffset At, string? Detail = null, string? Number = null);

/// <summary>The deliveries of a record, in columns of its row: one a channel, which has one writer, so that none overwrites another's.</summary>
internal static class DeliveryRows
{
    private const string Prefix = "Delivery_";

    public static void Put(TableEntity row, Delivery delivery) => row[Prefix + delivery.Channel] = JsonSerializer.Serialize(delivery, DocumentJson.Options);

    public static IReadOnlyList<Delivery> Of(TableEntity row) =>
    [
        .. row.Where(column => column.Key.StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(column => column.Key, StringComparer.Ordinal)
            .Select(column => JsonSerializer.Deserialize<Delivery>((string)column.Value, DocumentJson.Options)!),
    ];
}
