using Azure;

namespace Yuekao.App.Tell;

/// <summary>
/// The messages. Partition: the county, so that what is said to many is one call; row <c>at|recipient|ticks left|id</c> for a message, so that each one's newest is first, and row
/// <c>id|recipient|id</c> that says which that is. Both are added in one transaction, which fails where the second is there: however often a message is posted, it is stored once, and as
/// of the first time.
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
    public async Task<Message?> FindAsync(CountyId county, string recipient, string id, CancellationToken cancellation)
    {
        string partition = county.Value;
        NullableResponse<TableEntity> pointer = await table.GetEntityIfExistsAsync<TableEntity>(partition, PointerRow(recipient, id), cancellationToken: cancellation);
        return pointer.HasValue ? await rows.FindAsync(partition, pointer.Value!.GetString(Row), cancellation) : null;
    }

    /// <summary>A page of the messages of several recipients, the newest first: one query each.</summary>
    /// <returns>The messages, and the place of the last: after which the next page begins.</returns>
    public async Task<(IReadOnlyList<Message> Messages, string? Last)> ListAsync(
        CountyId county, IEnumerable<string> recipients, bool? unread, string? after, int most, CancellationToken cancellation)
    {
        IReadOnlyList<Message>[] found = await Task.WhenAll(recipients.Select(async recipient =>
        {
            string first = Prefix(recipient);
            string filter = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {first + after} and RowKey lt {first + Behind}");
            if (unread is { } wanted)
                filter += TableClient.CreateQueryFilter($" and IsRead eq {!wanted}");
            return await rows.ListAsync(filter, most, cancellation);
        }));
        Message[] page = [.. found.SelectMany(one => one).OrderBy(Place, StringComparer.Ordinal).Take(most)];
        return (page, page.Length == 0 ? null : Place(page[^1]));
    }

    /// <summary>Replaces a message as it was read; false where it is not that any more.</summary>
    public Task<bool> TryReplaceAsync(CountyId county, Message message, CancellationToken cancellation) =>
        rows.TryReplaceAsync(county.Value, MessageRow(message), message, cancellation);

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
