using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>
/// Instances in <c>&lt;hub&gt;Instances</c>, one row each, all in one partition: in the order of their ids, and a hundred writes a transaction.
/// </summary>
internal sealed class InstanceStore
{
    private readonly TableClient table;
    private readonly PayloadStore payloads;
    private readonly GroupCommitter committer;

    public InstanceStore(TableClient table, PayloadStore payloads, ILogger logger, CancellationToken halted)
    {
        this.table = table;
        this.payloads = payloads;

        // Rows are replaced whole: writing one twice changes nothing, and there is no conflict that could be ours.
        committer = new GroupCommitter(table, static (_, _) => Task.FromResult(false), logger, halted);
    }

    public Task CreateAsync(CancellationToken cancellation) => table.CreateIfNotExistsAsync(cancellation);

    /// <summary>Writes an instance, whatever was there.</summary>
    public async Task WriteAsync(InstanceRecord record, CancellationToken cancellation)
    {
        await payloads.SaveAsync(PayloadStore.Folder(record), record.Payloads, cancellation);
        TableEntity row = InstanceRow.Write(record, out int bytes);
        await committer.CommitAsync(new CommitUnit(InstanceRow.Partition, [new(TableTransactionActionType.UpsertReplace, row)], bytes));
    }

    public async Task<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            InstanceRow.Partition, StorageKey.Escape(instanceId), cancellationToken: cancellation);
        return row.HasValue ? InstanceRow.Read(row.Value!) : null;
    }

    public async Task DeleteAsync(InstanceRecord record, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(InstanceRow.Partition, record.Key, ETag.All, cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Gone already.
        }
    }

    /// <summary>Reads all that match.</summary>
    public async Task<List<InstanceRecord>> ListAsync(string filter, CancellationToken cancellation)
    {
        const int pageSize = 1000;
        var records = new List<InstanceRecord>();
        await foreach (Page<InstanceRecord> page in QueryAsync(filter, pageSize, null, cancellation))
            records.AddRange(page.Values);
        return records;
    }

    /// <summary>Reads page by page.</summary>
    public async IAsyncEnumerable<Page<InstanceRecord>> QueryAsync(
        string filter, int pageSize, string? continuationToken, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Azure.AsyncPageable<TableEntity> rows = table.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancellation);
        await foreach (Azure.Page<TableEntity> page in rows.AsPages(continuationToken, pageSize))
            yield return new Page<InstanceRecord>([.. page.Values.Select(InstanceRow.Read)], page.ContinuationToken is { Length: > 0 } token ? token : null);
    }
}
