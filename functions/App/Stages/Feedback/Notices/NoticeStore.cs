using Azure;

namespace Yuekao.App.Stages.Feedback;

/// <summary>The notices of all cycles.</summary>
public sealed class NoticeStore(TableServiceClient tables)
{
    /// <summary>The table.</summary>
    public const string Table = "Notices";

    private const int BatchSize = 100;
    // Row keys of one recipient end before this; earlier revisions stand behind all recipients.
    private const string Earlier = "~";

    private readonly TableClient table = tables.GetTableClient(Table);

    /// <summary>Adds the notices of one township, which are not there yet: one storage call for each 100.</summary>
    public async Task AddAsync(IReadOnlyList<NoticeRecord> notices, CancellationToken cancellation)
    {
        foreach (NoticeRecord[] batch in notices.Chunk(BatchSize))
            await AddBatchAsync(batch, cancellation);
    }

    /// <summary>Finds a notice as it stands; null where there is none.</summary>
    public async Task<NoticeRecord?> FindAsync(CycleKey key, TownshipId township, string recipient, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            NoticeEntity.Partition(key.County, township, key.Period.Year), NoticeEntity.Row(recipient, key), cancellationToken: cancellation);
        return row.HasValue ? NoticeEntity.Read(row.Value!) : null;
    }

    /// <summary>A page of a cycle's notices in one township, by recipient.</summary>
    /// <param name="key">The cycle.</param>
    /// <param name="township">The township.</param>
    /// <param name="acknowledged">Only those that are, or are not, acknowledged; null for all.</param>
    /// <param name="after">The recipient that the page before ended with; null for the first.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<NoticeRecord>> OfCycleAsync(CycleKey key, TownshipId township, bool? acknowledged, string? after, int most, CancellationToken cancellation)
    {
        string from = after is null ? "" : $"{after}}}";
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {NoticeEntity.Partition(key.County, township, key.Period.Year)} and RowKey ge {from} and RowKey lt {Earlier} and Cycle eq {key.InstanceId}");
        if (acknowledged is { } wanted)
            filter += TableClient.CreateQueryFilter($" and Acknowledged eq {wanted}");
        return await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Take(most).Select(NoticeEntity.Read).ToListAsync(cancellation);
    }

    /// <summary>A recipient's notices in one township and year.</summary>
    public async Task<IReadOnlyList<NoticeRecord>> OfRecipientAsync(CountyId county, TownshipId township, int year, string recipient, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {NoticeEntity.Partition(county, township, year)} and RowKey ge {$"{recipient}|"} and RowKey lt {$"{recipient}}}"}");
        return await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(NoticeEntity.Read).ToListAsync(cancellation);
    }

    /// <summary>Issues a notice anew; all that it was stays beside it.</summary>
    /// <param name="before">The notice as it stands.</param>
    /// <param name="next">The next revision.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TableTransactionFailedException">Somebody read or acknowledged it at the same time: nothing is written.</exception>
    public async Task ReissueAsync(NoticeRecord before, NoticeRecord next, CancellationToken cancellation)
    {
        TableEntity kept = NoticeEntity.Of(before);
        kept.RowKey = $"{Earlier}{kept.RowKey}|{before.Revision:000}";
        TableTransactionAction[] parts =
        [
            new(TableTransactionActionType.UpsertReplace, kept),
            new(TableTransactionActionType.UpdateReplace, NoticeEntity.Of(next), before.ETag),
        ];
        await table.SubmitTransactionAsync(parts, cancellation);
    }

    /// <summary>Says that the recipient read it, as it was found.</summary>
    /// <returns>Whether it still was as it was found; else nothing is written.</returns>
    public Task<bool> TryReadAsync(NoticeRecord notice, DateTimeOffset at, CancellationToken cancellation) => TryMergeAsync(NoticeEntity.WhenRead(notice, at), notice.ETag, cancellation);

    /// <summary>Says that it was acknowledged, as it was found.</summary>
    /// <returns>Whether it still was as it was found; else nothing is written.</returns>
    public Task<bool> TryAcknowledgeAsync(NoticeRecord notice, Acknowledgement acknowledgement, CancellationToken cancellation) =>
        TryMergeAsync(NoticeEntity.WhenAcknowledged(notice, acknowledgement), notice.ETag, cancellation);

    /// <summary>Says what became of notices of one township by the channels: one storage call for each 100.</summary>
    public async Task DeliverAsync(IReadOnlyList<(NoticeRecord Notice, IReadOnlyList<Delivery> Deliveries)> delivered, CancellationToken cancellation)
    {
        foreach (var batch in delivered.Chunk(BatchSize))
        {
            await table.SubmitTransactionAsync(
                batch.Select(one => new TableTransactionAction(TableTransactionActionType.UpdateMerge, NoticeEntity.WhenDelivered(one.Notice, one.Deliveries), ETag.All)), cancellation);
        }
    }

    private async Task AddBatchAsync(NoticeRecord[] batch, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(batch.Select(notice => new TableTransactionAction(TableTransactionActionType.Add, NoticeEntity.Of(notice))), cancellation);
        }
        catch (TableTransactionFailedException there) when (there.Status == StatusCodes.Status409Conflict)
        {
            // All or none of them are there: an earlier run added them.
        }
    }

    private async Task<bool> TryMergeAsync(TableEntity part, ETag found, CancellationToken cancellation)
    {
        try
        {
            await table.UpdateEntityAsync(part, found, TableUpdateMode.Merge, cancellation);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status == StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }
}
