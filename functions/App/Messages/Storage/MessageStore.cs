using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Yuekao.App.Storage;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Messages.Storage;

/// <summary>
/// The messages. Partition <c>county|recipient</c>; row <c>at|ticks left|id</c> for a message, so that the newest is first, and row <c>id|id</c> that says which that is. Both are added
/// in one transaction, which fails where the second is there: however often a message is posted, it is stored once, and as of the first time.
/// </summary>
public sealed class MessageStore(TableServiceClient tables)
{
    /// <summary>The table.</summary>
    public const string Table = "Messages";

    private const string First = "at|";
    private const string Behind = "at}";
    private const string Row = "Row";
    private const string IsRead = "IsRead";

    private readonly TableClient table = tables.GetTableClient(Table);

    /// <summary>Stores a message unless it is there: one storage call.</summary>
    public async Task AddAsync(CountyId county, Message message, CancellationToken cancellation)
    {
        TableEntity entity = Entity(county, message);
        var pointer = new TableEntity(entity.PartitionKey, PointerRow(message.Id)) { [Row] = entity.RowKey };
        try
        {
            await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, pointer), new(TableTransactionActionType.Add, entity)], cancellation);
        }
        catch (TableTransactionFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
        {
            // It was posted before: what was said then stays.
        }
    }

    /// <summary>Finds a message of a recipient; null where there is none of that id.</summary>
    public async Task<Message?> FindAsync(CountyId county, string recipient, string id, CancellationToken cancellation)
    {
        string partition = Partition(county, recipient);
        NullableResponse<TableEntity> pointer = await table.GetEntityIfExistsAsync<TableEntity>(partition, PointerRow(id), cancellationToken: cancellation);
        if (!pointer.HasValue)
            return null;
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(partition, pointer.Value!.GetString(Row), cancellationToken: cancellation);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>A page of the messages of several recipients, the newest first: one query each.</summary>
    /// <param name="county">The county.</param>
    /// <param name="recipients">The recipients.</param>
    /// <param name="unread">Only the unread, or only the read; null for both.</param>
    /// <param name="after">The place of the message that the previous page ended with; null for the first page.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The messages, and the place of the last.</returns>
    public async Task<(IReadOnlyList<Message> Messages, string? Last)> ListAsync(
        CountyId county, IEnumerable<string> recipients, bool? unread, string? after, int most, CancellationToken cancellation)
    {
        List<TableEntity>[] rows = await Task.WhenAll(recipients.Select(async recipient =>
        {
            string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(county, recipient)} and RowKey gt {after ?? First} and RowKey lt {Behind}");
            if (unread is { } wanted)
                filter += TableClient.CreateQueryFilter($" and IsRead eq {!wanted}");
            return await table.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellation).Take(most).ToListAsync(cancellation);
        }));
        TableEntity[] page = [.. rows.SelectMany(one => one).OrderBy(row => row.RowKey, StringComparer.Ordinal).Take(most)];
        return ([.. page.Select(Read)], page.LastOrDefault()?.RowKey);
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

    private static string Partition(CountyId county, string recipient) => $"{county}|{recipient}";

    private static string PointerRow(string id) => $"id|{id}";

    private static TableEntity Entity(CountyId county, Message message)
    {
        string left = (DateTimeOffset.MaxValue.Ticks - message.At.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
        TableEntity entity = JsonRow.Of(Partition(county, message.Recipient), $"{First}{left}|{message.Id}", message);
        entity[IsRead] = message.ReadAt is not null;
        return entity;
    }

    private static Message Read(TableEntity row) => JsonRow.Read<Message>(row) with { ETag = row.ETag };
}
