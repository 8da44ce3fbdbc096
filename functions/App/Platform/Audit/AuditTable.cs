using System.Runtime.CompilerServices;
using Azure;

namespace Yuekao.App.Platform;

/// <summary>The trail's table.</summary>
public sealed class AuditTable(TableServiceClient tables)
{
    public const string Name = "AuditTrail";

    /// <summary>How many entries one append takes: a transaction holds 100 rows, and one is the head.</summary>
    public const int MaximumBatch = 99;

    private readonly TableClient table = tables.GetTableClient(Name);

    /// <summary>A month's head; where the month has none yet, one that continues the latest month before it.</summary>
    public async Task<AuditHead> HeadAsync(string county, string month, CancellationToken cancellation)
    {
        NullableResponse<AuditHeadRow> stored = await table.GetEntityIfExistsAsync<AuditHeadRow>(AuditKeys.Partition(county, month), AuditKeys.Head, cancellationToken: cancellation);
        return stored.HasValue
            ? stored.Value!.ToHead()
            : AuditHead.Opening(month, (await HeadsAsync(county, cancellation)).LastOrDefault(head => string.CompareOrdinal(head.Last.Month, month) < 0)?.Last);
    }

    /// <summary>The heads of all of a county's months, in order.</summary>
    public async Task<IReadOnlyList<AuditHead>> HeadsAsync(string county, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {county + '|'} and PartitionKey lt {county + '}'} and RowKey eq {AuditKeys.Head}");
        var heads = new List<AuditHead>();
        await foreach (AuditHeadRow row in table.QueryAsync<AuditHeadRow>(filter, cancellationToken: cancellation))
            heads.Add(row.ToHead());
        return heads;
    }

    /// <summary>Appends entries behind a head, all or none.</summary>
    /// <returns>The head after them.</returns>
    /// <exception cref="TableTransactionFailedException">With status 409 or 412: another writer was there first.</exception>
    public async Task<AuditHead> AppendAsync(string county, AuditHead head, IReadOnlyList<AuditRecord> records, CancellationToken cancellation)
    {
        AuditHead after = head.After(records[^1]);
        AuditHeadRow row = AuditHeadRow.Of(county, after);
        TableTransactionAction[] actions =
        [
            .. records.Select(record => new TableTransactionAction(TableTransactionActionType.Add, AuditRow.Of(county, record))),
            head.ETag is { } etag
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag)
                : new TableTransactionAction(TableTransactionActionType.Add, row),
        ];
        Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync(actions, cancellation);
        return after with { ETag = answer.Value[^1].Headers.ETag };
    }

    public async Task<bool> HasAsync(string county, AuditRecord record, CancellationToken cancellation)
    {
        NullableResponse<AuditRow> row = await table.GetEntityIfExistsAsync<AuditRow>(
            AuditKeys.Partition(county, record.Month), AuditKeys.Entry(record.Sequence), [nameof(AuditRow.Hash)], cancellation);
        return row.HasValue && row.Value!.Hash == record.Hash;
    }

    /// <summary>All of a county's entries, in order.</summary>
    public IAsyncEnumerable<AuditRecord> AllAsync(string county, CancellationToken cancellation) => QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey ge {county + '|'} and PartitionKey lt {county + '}'} and RowKey ge {AuditKeys.EntriesFrom} and RowKey lt {AuditKeys.EntriesTo}"),
        maxPerPage: null,
        cancellation);

    /// <summary>A month's entries that fit, in order.</summary>
    public IAsyncEnumerable<AuditRecord> MonthAsync(string county, string month, long after, AuditFilter filter, int maxPerPage, CancellationToken cancellation)
    {
        string query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {AuditKeys.Partition(county, month)} and RowKey gt {AuditKeys.Entry(after)} and RowKey lt {AuditKeys.EntriesTo} and At ge {filter.From} and At lt {filter.To}");
        if (filter.Resource is { } resource)
            query += TableClient.CreateQueryFilter($" and (Resource eq {resource} or (Resource ge {resource + '/'} and Resource lt {resource + '0'}))");
        return QueryAsync(query, maxPerPage, cancellation);
    }

    private async IAsyncEnumerable<AuditRecord> QueryAsync(string filter, int? maxPerPage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (AuditRow row in table.QueryAsync<AuditRow>(filter, maxPerPage, cancellationToken: cancellation))
            yield return row.ToRecord();
    }
}
