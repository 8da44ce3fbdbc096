using Azure;

namespace Yuekao.App.Stages.Collect;

/// <summary>
/// What is collected for the pools of cycles: opened and ended here, read as a whole. Every write of a source bears the ETag of the source's head, and ending
/// replaces all heads by the ETags that were read: whatever was acknowledged is in what ended, and what came later is refused.
/// </summary>
public sealed class CollectedPools(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <summary>Opens the collecting of a cycle that froze. Again: what is there stays.</summary>
    public async Task OpenAsync(CycleContext context, CancellationToken cancellation) => await Task.WhenAll(context.Frozen.Townships
        .SelectMany(township => context.Sources.Select(source => SubmissionRows.NewHead(SubmissionRows.Partition(context.Key, township.Id), source)))
        .Concat(context.Pools.Select(pool => SubmissionRows.WaiversRow(SubmissionRows.Partition(context.Key, pool.Id), [])))
        .GroupBy(row => row.PartitionKey)
        .Select(rows => table.TryWriteAsync([.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))], cancellation)));

    /// <summary>Reads everything current of a pool: one query a township.</summary>
    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    public async Task<CollectedPool> ReadAsync(CycleContext context, Pool pool, CancellationToken cancellation)
    {
        List<TableEntity>[] rows = await Task.WhenAll(pool.Townships
            .Select(township => SubmissionRows.Partition(context.Key, township.Id))
            .Append(SubmissionRows.Partition(context.Key, pool.Id))
            .Distinct()
            .Select(partition => ReadCurrentAsync(partition, cancellation)));
        TableEntity waivers = rows.SelectMany(one => one).SingleOrDefault(row => row.RowKey == SubmissionRows.Waivers) ?? throw NotOpened();
        return new CollectedPool(context, pool, [.. pool.Townships.Zip(rows, (township, own) => Collect(context, township.Id, own))], SubmissionRows.ReadWaivers(waivers));
    }

    /// <summary>Ends collecting with just what was read: one transaction a township. Again, or for what ended already: nothing happens.</summary>
    /// <returns>False when something came in since it was read: read it again, then close that.</returns>
    public async Task<bool> CloseAsync(CycleContext context, CollectedPool collected, CancellationToken cancellation)
    {
        var heads = collected.Townships.SelectMany(township => township.Sources, (township, source) => (
            Partition: SubmissionRows.Partition(context.Key, township.Township), Row: SubmissionRows.HeadKey(source.Head.Source), source.Head.IsOpen, source.Head.ETag));
        bool[] closed = await Task.WhenAll(heads
            .Append((Partition: SubmissionRows.Partition(context.Key, collected.Pool.Id), Row: SubmissionRows.Waivers, collected.Waivers.IsOpen, collected.Waivers.ETag))
            .Where(gate => gate.IsOpen)
            .GroupBy(gate => gate.Partition, gate => new TableTransactionAction(
                TableTransactionActionType.UpdateMerge, SubmissionRows.Gate(gate.Partition, gate.Row, isOpen: false), gate.ETag))
            .Select(gates => table.TryWriteAsync([.. gates], cancellation)));
        return Array.TrueForAll(closed, one => one);
    }

    /// <summary>Opens some sources of a pool again, because the meeting returned it to them; and its waivers.</summary>
    /// <param name="context">The cycle.</param>
    /// <param name="returned">The sources, each with the township whose submission it is.</param>
    /// <param name="isFirst">Whether they have yet to answer; false to leave those as answered that have.</param>
    public async Task ReopenAsync(
        CycleContext context, Pool pool, IReadOnlyList<(TownshipId Township, SourceId Source)> returned, bool isFirst, CancellationToken cancellation) => await Task.WhenAll(returned
        .Distinct()
        .Select(one => Reopened(SubmissionRows.Partition(context.Key, one.Township), one.Source, isFirst))
        .Append(SubmissionRows.Gate(SubmissionRows.Partition(context.Key, pool.Id), SubmissionRows.Waivers, isOpen: true))
        .GroupBy(gate => gate.PartitionKey, gate => new TableTransactionAction(TableTransactionActionType.UpdateMerge, gate, ETag.All))
        .Select(gates => table.SubmitTransactionAsync(gates, cancellation)));

    private static TableEntity Reopened(string partition, SourceId source, bool isFirst) =>
        isFirst ? SubmissionRows.Return(partition, source, isReturned: true) : SubmissionRows.Gate(partition, SubmissionRows.HeadKey(source), isOpen: true);

    /// <summary>What stands before collecting is opened.</summary>
    internal static ProblemException NotOpened() => new(ProblemType.RuleBroken, "Collecting has not begun: the cycle is only just opening.");

    private async Task<List<TableEntity>> ReadCurrentAsync(string partition, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {SubmissionRows.History}");
        return await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
    }

    private static CollectedTownship Collect(CycleContext context, TownshipId township, List<TableEntity> rows)
    {
        var sources = rows.Where(row => row.RowKey.StartsWith(SubmissionRows.HeadPrefix, StringComparison.Ordinal))
            .Select(row => SubmissionRows.ReadSource(row, township))
            .ToDictionary(source => source.Head.Source);
        return new CollectedTownship(
            township,
            [.. context.Sources.Select(source => sources.TryGetValue(source, out CollectedSource? collected) ? collected : throw NotOpened())],
            [.. rows.Where(row => row.RowKey.StartsWith(SubmissionRows.ObservationPrefix, StringComparison.Ordinal)).Select(Rows<ObservationRecord>.Read)]);
    }
}
