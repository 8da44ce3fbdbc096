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
        if (!pointer.HasValue)
            return null;
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(partition, pointer.Value!.GetString(Row), cancellationToken: cancellation);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>A page of the messages of several recipients, the newest first: one query each.</summary>
    /// <returns>The messages, and the place of the last: after which the next page begins.</returns>
    public async Task<(IReadOnlyList<Message> Messages, string? Last)> ListAsync(
        CountyId county, IEnumerable<string> recipients, bool? unread, string? after, int most, CancellationToken cancellation)
    {
        List<TableEntity>[] rows = await Task.WhenAll(recipients.Select(async recipient =>
        {
            string first = Prefix(recipient);
            string filter = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {first + after} and RowKey lt {first + Behind}");
            if (unread is { } wanted)
                filter += TableClient.CreateQueryFilter($" and IsRead eq {!wanted}");
            return await table.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellation).Take(most).ToListAsync(cancellation);
        }));
        Message[] page = [.. rows.SelectMany(one => one).Select(Read).OrderBy(Place, StringComparer.Ordinal).Take(most)];
        return (page, page.Length == 0 ? null : Place(page[^1]));
    }

    /// <summary>Replaces a message as it was read.</summary>
    /// <returns>Whether it still was as it was read; else nothing is written.</returns>
    public async Task<bool> TryReplaceAsync(CountyId county, Message message, CancellationToken cancellation)
    {
        try
        {
            await table.UpdateEntityAsync(Entity(county, message), message.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status == StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }

    // False where one of them is there: what was said then stays, and nothing of this is written.
    private async Task<bool> TryAddAsync(CountyId county, IReadOnlyList<Message> messages, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(messages.SelectMany(message => Rows(county, message)).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellation);
            return true;
        }
        catch (TableTransactionFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
        {
            return false;
        }
    }

    private static TableEntity[] Rows(CountyId county, Message message)
    {
        TableEntity entity = Entity(county, message);
        return [new TableEntity(county.Value, PointerRow(message.Recipient, message.Id)) { [Row] = entity.RowKey }, entity];
    }

    private static string Prefix(string recipient) => $"at|{recipient}|";

    // Where a message stands among its recipient's, and among those of several.
    private static string Place(Message message) => $"{(DateTimeOffset.MaxValue.Ticks - message.At.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)}|{message.Id}";
    private static string PointerRow(string recipient, string id) => $"id|{recipient}|{id}";

    private static TableEntity Entity(CountyId county, Message message)
    {
        TableEntity entity = JsonRow.Of(county.Value, Prefix(message.Recipient) + Place(message), message);
        entity[IsRead] = message.ReadAt is not null;
        return entity;
    }

    private static Message Read(TableEntity row) => JsonRow.Read<Message>(row) with { ETag = row.ETag };
}
