namespace Yuekao.App.Stages.Collect;

/// <summary>
/// What is collected for the pools of cycles: opened and ended here, read as a whole. Every write of a source bears the ETag of the source's head, and ending
/// replaces all heads by the ETags that were read: whatever was acknowledged is in what ended, and what came later is refused.
/// </summary>
public sealed class CollectedPools(TableServiceClient tables, ObservationStore observations, AuditTrail audit)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <summary>Opens the collecting of a cycle that froze. Again: what is there stays.</summary>
    /// <param name="before">The edition before, which was frozen anew; null where nothing is reported yet.</param>
    /// <param name="since">The first edition whose reports go over, as far as they fit.</param>
    /// <exception cref="EditionOverException">A later edition collects.</exception>
    public async Task OpenAsync(CycleContext context, CycleContext? before, int since, CancellationToken cancellation)
    {
        var rows = context.Frozen.Townships.SelectMany(township => context.Sources.Select(source => SubmissionRows.NewHead(context.Key, township.Id, source)))
            .Concat(context.Pools.Select(pool => SubmissionRows.WaiversRow(context.Key, pool.Id, [])))
            .GroupBy(row => row.PartitionKey);
        await Task.WhenAll(rows.Select(partition => OpenAsync(new OpeningRows(context, since), [.. partition], cancellation)));
        // Where the county is one pool all townships' observations are read together.
        if (context.Pools is not [{ Id: var only }] || only != PoolId.County)
            await observations.BringAsync(context, before, cancellation);
    }

    private async Task OpenAsync(OpeningRows opening, IReadOnlyList<TableEntity> wanted, CancellationToken cancellation)
    {
        var todo = new TodoRows([.. wanted.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))], []);
        // Who observed before has a head already; an earlier edition has, and an opening that was cut off.
        while (todo.Actions.Count > 0)
        {
            foreach (AuditEntry entry in todo.Entries)
                await audit.AppendAsync(entry, cancellation);
            if (await table.TryWriteAsync(todo.Actions, cancellation))
                return;
            todo = opening.Of(wanted, await ReadCurrentAsync(wanted[0].PartitionKey, cancellation));
        }
    }

    /// <summary>What was observed for a cycle before it opened, and its scheme does not allow: it may have been noted by another version.</summary>
    /// <param name="context">The cycle as it would be frozen.</param>
    public async Task<IReadOnlyList<ProblemError>> MisfitsAsync(CycleContext context, CancellationToken cancellation)
    {
        IReadOnlyList<ProblemError>[] found = await Task.WhenAll(context.Frozen.Townships.Select(async township =>
        {
            Pool part = context.RequirePoolOf(township.Id) with { Townships = [township] };
            List<TableEntity> rows = await ReadCurrentAsync(SubmissionRows.Partition(context.Key, township.Id), cancellation);
            var collected = new CollectedPool(context, part, [new CollectedTownship(township.Id, [], ObservationsOf(rows))], new PoolWaivers(IsOpen: true, []));
            PoolInput input = collected.ToInput();
            return (IReadOnlyList<ProblemError>)
            [
                .. input.Observations.SelectMany(one => Assessor.Check(context.Scheme, input with { Observations = [one] }).Problems
                    .Select(problem => new ProblemError($"townships/{township.Id}/observations/{one.Source}/{one.Id}", problem.Message))),
            ];
        }));
        return [.. found.SelectMany(one => one)];
    }

    /// <summary>Reads everything current of a pool: one query a township.</summary>
    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    /// <exception cref="EditionOverException">A later edition collects.</exception>
    public async Task<CollectedPool> ReadAsync(CycleContext context, Pool pool, CancellationToken cancellation)
    {
        List<TableEntity>[] rows = await Task.WhenAll(pool.Townships
            .Select(township => SubmissionRows.Partition(context.Key, township.Id))
            .Append(SubmissionRows.Partition(context.Key, pool.Id))
            .Distinct()
            .Select(partition => ReadCurrentAsync(partition, cancellation)));
        TableEntity waivers = rows.SelectMany(one => one).SingleOrDefault(row => row.RowKey == SubmissionRows.Waivers && row.PartitionKey == SubmissionRows.Partition(context.Key, pool.Id)) ?? throw CollectingRules.NotOpened();
        CollectingRules.RequireEdition(context.Key, SubmissionRows.EditionOf(waivers));
        return new CollectedPool(context, pool, [.. pool.Townships.Zip(rows, (township, own) => Collect(context, township.Id, own))], SubmissionRows.ReadWaivers(waivers));
    }

    /// <summary>Ends collecting with just what was read: one transaction a township. Again, or for what ended already: nothing happens.</summary>
    /// <returns>False when something came in since it was read: read it again, then close that.</returns>
    public async Task<bool> CloseAsync(CycleContext context, CollectedPool collected, CancellationToken cancellation)
    {
        IEnumerable<TableTransactionAction> gates = collected.Townships.SelectMany(township => township.Sources).Select(source => source.Head).Where(head => head.IsOpen)
            .Select(head => SubmissionRows.Merge(SubmissionRows.Gate(context.Key, head.Township, head.Source, isOpen: false), head.ETag));
        if (collected.Waivers.IsOpen)
            gates = gates.Append(SubmissionRows.Merge(SubmissionRows.Gate(context.Key, collected.Pool.Id, isOpen: false), collected.Waivers.ETag));
        bool[] closed = await Task.WhenAll(gates.GroupBy(gate => gate.Entity.PartitionKey).Select(township => table.TryWriteAsync([.. township], cancellation)));
        return Array.TrueForAll(closed, one => one);
    }

    /// <summary>Opens some sources of a pool again, because the meeting returned it to them; and its waivers.</summary>
    /// <param name="isFirst">Whether they have yet to answer; false to leave those as answered that have.</param>
    /// <exception cref="EditionOverException">A later edition collects.</exception>
    public async Task ReopenAsync(
        CycleContext context, Pool pool, IReadOnlyList<(TownshipId Township, SourceId Source)> returned, bool isFirst, CancellationToken cancellation)
    {
        IEnumerable<TableEntity> heads = returned.Distinct().Select(one => isFirst
            ? SubmissionRows.Mark(context.Key, one.Township, one.Source, isReturned: true, isFinal: false)
            : SubmissionRows.Gate(context.Key, one.Township, one.Source, isOpen: true));
        await Task.WhenAll(heads.Append(SubmissionRows.Gate(context.Key, pool.Id, isOpen: true)).GroupBy(row => row.PartitionKey).Select(rows => ReopenAsync(context.Key, [.. rows], cancellation)));
    }

    private async Task ReopenAsync(CycleKey key, IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        TableTransactionAction[] actions;
        do
        {
            Dictionary<string, TableEntity> there = (await ReadCurrentAsync(rows[0].PartitionKey, cancellation)).ToDictionary(row => row.RowKey);
            foreach (TableEntity row in rows)
                CollectingRules.RequireEdition(key, SubmissionRows.EditionOf(there[row.RowKey]));
            actions = [.. rows.Select(row => SubmissionRows.Merge(row, there[row.RowKey].ETag))];
        }
        while (!await table.TryWriteAsync(actions, cancellation));
    }

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
        return new CollectedTownship(township, [.. context.Sources.Select(source => OfEdition(context.Key, sources.GetValueOrDefault(source)))], ObservationsOf(rows));
    }

    private static IReadOnlyList<ObservationRecord> ObservationsOf(List<TableEntity> rows) =>
        [.. rows.Where(row => row.RowKey.StartsWith(SubmissionRows.ObservationPrefix, StringComparison.Ordinal)).Select(Rows<ObservationRecord>.Read)];

    private static CollectedSource OfEdition(CycleKey key, CollectedSource? source)
    {
        CollectingRules.RequireEdition(key, source?.Head.Edition ?? 0);
        return source!;
    }
}
