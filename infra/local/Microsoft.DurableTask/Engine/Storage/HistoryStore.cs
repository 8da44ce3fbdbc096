using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>
/// Histories in <c>&lt;hub&gt;History</c>: one row a checkpoint, keyed by instance, execution and sequence. The rows of many instances share a few
/// partitions, so that their checkpoints share transactions. A row carries who wrote it, and the how-manieth: a row that somebody else wrote in our
/// place means that the hub is no longer ours.
/// </summary>
internal sealed class HistoryStore
{
    private const int Partitions = 4;
    private const string WriterColumn = "Writer";
    private const string BlobColumn = "Blob";

    // Azurite scans the whole table for every query: ask for many instances at once, within what a URL takes.
    private const int InstancesAQuery = 20;

    private readonly TableClient table;
    private readonly PayloadStore payloads;
    private readonly string writer;
    private readonly GroupCommitter committer;
    private long written;

    public HistoryStore(TableClient table, PayloadStore payloads, string writer, ILogger logger, CancellationToken halted)
    {
        this.table = table;
        this.payloads = payloads;
        this.writer = writer;
        committer = new GroupCommitter(table, IsOursAsync, logger, halted);
    }

    public Task CreateAsync(CancellationToken cancellation) => table.CreateIfNotExistsAsync(cancellation);

    /// <summary>Appends a checkpoint.</summary>
    public async Task AppendAsync(InstanceRecord record, int sequence, IReadOnlyList<HistoryEvent> events, CancellationToken cancellation) =>
        await committer.CommitAsync(await UnitAsync(record, sequence, events, [], cancellation));

    /// <summary>Writes the first row of a new execution in place of the one before.</summary>
    /// <param name="record">The new execution.</param>
    /// <param name="events">Its beginning.</param>
    /// <param name="oldRows">How many rows the execution before has.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task BeginAnewAsync(InstanceRecord record, IReadOnlyList<HistoryEvent> events, int oldRows, CancellationToken cancellation)
    {
        // What does not fit into the transaction is superseded by the new execution's row, and removed after it.
        int together = Math.Min(oldRows, CommitUnit.MaxActions - 1);
        var deletes = Enumerable.Range(0, together).Select(sequence => Delete(record, record.Execution - 1, sequence));
        await committer.CommitAsync(await UnitAsync(record, 0, events, deletes, cancellation));
        await DeleteAsync(record, record.Execution - 1, together, oldRows, cancellation);
    }

    /// <summary>Removes an execution's rows, there or not.</summary>
    public async Task DeleteAsync(InstanceRecord record, int execution, int from, int to, CancellationToken cancellation)
    {
        foreach (int[] sequences in Enumerable.Range(from, Math.Max(0, to - from)).Chunk(CommitUnit.MaxActions))
        {
            try
            {
                await table.SubmitTransactionAsync(sequences.Select(sequence => Delete(record, execution, sequence)), cancellation);
            }
            catch (RequestFailedException exception) when (exception.Status == 404)
            {
                foreach (int sequence in sequences)
                    await DeleteOneAsync(record, execution, sequence, cancellation);
            }
        }
    }

    /// <summary>Reads all rows of some instances, by instance key and in order.</summary>
    public async Task<ILookup<string, HistoryRow>> LoadAsync(IReadOnlyCollection<InstanceRecord> records, CancellationToken cancellation)
    {
        var rows = new List<HistoryRow>();
        foreach (IGrouping<string, InstanceRecord> partition in records.GroupBy(PartitionOf))
        {
            foreach (InstanceRecord[] some in partition.Chunk(InstancesAQuery))
            {
                IEnumerable<string> ranges = some.Select(RowsOf);
                string filter = $"{TableClient.CreateQueryFilter($"PartitionKey eq {partition.Key}")} and ({string.Join(" or ", ranges)})";
                await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
                    rows.Add(await ReadAsync(row, cancellation));
            }
        }

        return rows.OrderBy(row => row.Execution).ThenBy(row => row.Sequence).ToLookup(row => row.Key);
    }

    // "}" follows "|", and neither is in a key.
    private static string RowsOf(InstanceRecord record) =>
        TableClient.CreateQueryFilter($"(RowKey ge {record.Key + "|"} and RowKey lt {record.Key + "}"})");

    // FNV-1a: string hashes differ from process to process.
    private static string PartitionOf(InstanceRecord record)
    {
        uint hash = 2166136261;
        foreach (char letter in record.Key)
            hash = unchecked((hash ^ letter) * 16777619);
        return (hash % Partitions).ToString(CultureInfo.InvariantCulture);
    }

    private static string RowKey(InstanceRecord record, int execution, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{record.Key}|{execution:x8}|{sequence:x8}");

    private static TableTransactionAction Delete(InstanceRecord record, int execution, int sequence) =>
        new(TableTransactionActionType.Delete, new TableEntity(PartitionOf(record), RowKey(record, execution, sequence)), ETag.All);

    private async Task<CommitUnit> UnitAsync(
        InstanceRecord record, int sequence, IReadOnlyList<HistoryEvent> events, IEnumerable<TableTransactionAction> deletes, CancellationToken cancellation)
    {
        string partition = PartitionOf(record);
        var row = new TableEntity(partition, RowKey(record, record.Execution, sequence))
        {
            [WriterColumn] = string.Create(CultureInfo.InvariantCulture, $"{writer}/{Interlocked.Increment(ref written)}"),
        };
        byte[] content = HistoryJson.Write(events);
        int bytes = 1024;
        if (content.Length > BinaryColumns.Capacity)
        {
            row[BlobColumn] = await payloads.SaveAsync(PayloadStore.Folder(record), BinaryData.FromBytes(content), cancellation);
        }
        else
        {
            BinaryColumns.Write(row, content);
            bytes += content.Length * 4 / 3;
        }

        TableTransactionAction[] actions = [new(TableTransactionActionType.Add, row), .. deletes];
        return new CommitUnit(partition, actions, bytes + (actions.Length * 512));
    }

    private async Task<HistoryRow> ReadAsync(TableEntity row, CancellationToken cancellation)
    {
        string[] key = row.RowKey.Split('|');
        byte[] content = row.TryGetValue(BlobColumn, out object? blob)
            ? (await payloads.ReadAsync((string)blob!, cancellation)).ToArray()
            : BinaryColumns.Read(row);
        return new HistoryRow(
            key[0],
            int.Parse(key[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            int.Parse(key[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            HistoryJson.Read(content));
    }

    private async Task DeleteOneAsync(InstanceRecord record, int execution, int sequence, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(PartitionOf(record), RowKey(record, execution, sequence), ETag.All, cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Gone already.
        }
    }

    private async Task<bool> IsOursAsync(CommitUnit unit, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            unit.Partition, unit.Actions[0].Entity.RowKey, [WriterColumn], cancellation);
        return row.HasValue && row.Value!.GetString(WriterColumn) == ((TableEntity)unit.Actions[0].Entity).GetString(WriterColumn);
    }
}

/// <summary>A checkpoint as read.</summary>
internal sealed record HistoryRow(string Key, int Execution, int Sequence, IReadOnlyList<HistoryEvent> Events);
