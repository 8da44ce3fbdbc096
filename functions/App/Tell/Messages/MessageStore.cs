using Azure;

namespace Yuekao.App.Tell;

/// <summary>
/// The messages. Partition: the county, so that what is said to many is one call; row <c>at|recipient|ticks left|id</c> for a message, so that each one's newest is first, and row
/// <c>id|recipient|id</c> that says which that is. Both are added in one transaction, which fails where the second is there: however often a message is posted, it is stored once, and as
/// of the first time. What comes later has columns of its own, each with one writer's part, which are merged: no writer overwrites another's.
/// </summary>
public sealed class MessageStore(TableServiceClient tables)
{
    public const string Table = "Messages";

    // A transaction takes 100 rows, and a message is two.
    private const int AtOnce = 50;
    private const string Behind = "}";
    private const string Row = "Row";
    private const string IsRead = "IsRead";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<Message> rows = new(tables.GetTableClient(Table), (row, message) => row[IsRead] = message.ReadAt is not null);

    /// <summary>Stores messages, each unless it is there: one storage call for 50, and one each where some of them are there.</summary>
    public async Task AddAsync(CountyId county, IReadOnlyList<Message> messages, CancellationToken cancellation)
    {
        foreach (Message[] some in messages.Chunk(AtOnce))
        {
            if (await TryAddAsync(county, some, cancellation) || some.Length == 1)
                continue;
            foreach (Message one in some)
                await TryAddAsync(county, [one], cancellation);
        }
    }

    /// <summary>Finds a message of a recipient; null where there is none of that id.</summary>
    public async Task<Message?> FindAsync(CountyId county, string recipient, string id, CancellationToken cancellation) =>
        await RowAsync(county, recipient, id, cancellation) is { } row ? Read(await table.GetEntityAsync<TableEntity>(county.Value, row, cancellationToken: cancellation)) : null;

    /// <summary>A page of the messages of several recipients, the newest first: one query each.</summary>
    /// <returns>The messages, and the place of the last: after which the next page begins.</returns>
    public async Task<(IReadOnlyList<Message> Messages, string? Last)> ListAsync(
        CountyId county, IEnumerable<string> recipients, bool? unread, string? after, int most, CancellationToken cancellation)
    {
        List<Message>[] found = await Task.WhenAll(recipients.Select(async recipient =>
        {
            string first = Prefix(recipient);
            string filter = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {first + after} and RowKey lt {first + Behind}");
            if (unread is { } wanted)
                filter += TableClient.CreateQueryFilter($" and IsRead eq {!wanted}");
            return await table.QueryAsync<TableEntity>(filter, most < TableTransactions.LargestPage ? most : null, cancellationToken: cancellation).Take(most).Select(Read).ToListAsync(cancellation);
        }));
        Message[] page = [.. found.SelectMany(one => one).OrderBy(Place, StringComparer.Ordinal).Take(most)];
        return (page, page.Length == 0 ? null : Place(page[^1]));
    }

    /// <summary>Says that a message was read; false, and nothing is written, where it is not any more as it was found.</summary>
    public Task<bool> TryReadAsync(CountyId county, Message message, DateTimeOffset at, string by, CancellationToken cancellation)
    {
        var part = new TableEntity(county.Value, MessageRow(message)) { [IsRead] = true, [nameof(message.ReadAt)] = at, [nameof(message.ReadBy)] = by };
        return table.TryWriteAsync([new TableTransactionAction(TableTransactionActionType.UpdateMerge, part, message.ETag)], cancellation);
    }

    /// <summary>Says what became of messages, each to a recipient, by one channel: a storage call each to find them, and one.</summary>
    public async Task DeliverAsync(CountyId county, IReadOnlyList<(string Recipient, Delivery Delivery)> deliveries, CancellationToken cancellation)
    {
        string?[] found = await Task.WhenAll(deliveries.Select(one => RowAsync(county, one.Recipient, one.Delivery.Item, cancellation)));
        TableTransactionAction[] parts =
        [
            .. found.Zip(deliveries).Where(one => one.First is not null).Select(one =>
            {
                var part = new TableEntity(county.Value, one.First);
                DeliveryRows.Put(part, one.Second.Delivery);
                return new TableTransactionAction(TableTransactionActionType.UpdateMerge, part, ETag.All);
            }),
        ];
        if (parts.Length > 0)
            await table.SubmitTransactionAsync(parts, cancellation);
    }

    private async Task<string?> RowAsync(CountyId county, string recipient, string id, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> pointer = await table.GetEntityIfExistsAsync<TableEntity>(county.Value, PointerRow(recipient, id), cancellationToken: cancellation);
        return pointer.HasValue ? pointer.Value!.GetString(Row) : null;
    }

    private static Message Read(TableEntity row)
    {
        Message message = Rows<Message>.Read(row);
        return message with
        {
            ReadAt = row.GetDateTimeOffset(nameof(message.ReadAt)) ?? message.ReadAt,
            ReadBy = row.GetString(nameof(message.ReadBy)) ?? message.ReadBy,
            Deliveries = DeliveryRows.Of(row),
        };
    }

    // False where one of them is there: what was said then stays, and nothing of this is written.
    private Task<bool> TryAddAsync(CountyId county, IReadOnlyList<Message> messages, CancellationToken cancellation) => table.TryWriteAsync(
        [.. messages.SelectMany(message => new[] { Pointer(county.Value, message), rows.Add(county.Value, MessageRow(message), message) })], cancellation);

    private static TableTransactionAction Pointer(string partition, Message message) =>
        new(TableTransactionActionType.Add, new TableEntity(partition, PointerRow(message.Recipient, message.Id)) { [Row] = MessageRow(message) });

    private static string Prefix(string recipient) => $"at|{recipient}|";

    // Where a message stands among its recipient's, and among those of several.
    private static string Place(Message message) => $"{(DateTimeOffset.MaxValue.Ticks - message.At.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)}|{message.Id}";
    private static string MessageRow(Message message) => Prefix(message.Recipient) + Place(message);
    private static string PointerRow(string recipient, string id) => $"id|{recipient}|{id}";
}
