namespace Microsoft.DurableTask.Local;

/// <summary>Brings back what was live when the hub stopped or was killed: the history is the truth, the instances' rows may be behind it.</summary>
internal sealed class HubRecovery(HubServices hub)
{
    private const int AtOnce = 8;

    /// <summary>Reads all instances that have not ended, and makes them known to each other. They do nothing yet.</summary>
    public async Task<IReadOnlyCollection<OrchestrationInstance>> LoadAsync(CancellationToken cancellation)
    {
        List<InstanceRecord> records = await hub.Storage.Instances.ListAsync(InstanceFilter.Unfinished, cancellation);
        foreach (InstanceRecord half in records.Where(record => record.Purging))
            await hub.Purger.FinishAsync(half, cancellation);

        List<InstanceRecord> unfinished = records.FindAll(record => !record.Purging);
        ILookup<string, HistoryRow> histories = await hub.Storage.History.LoadAsync(unfinished, cancellation);
        var instances = new System.Collections.Concurrent.ConcurrentBag<OrchestrationInstance>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(unfinished, options, async (record, token) => instances.Add(await RestoreAsync(record, [.. histories[record.Key]], token)));

        foreach (OrchestrationInstance instance in instances)
            hub.Directory.Add(instance);
        return instances;
    }

    private async Task<OrchestrationInstance> RestoreAsync(InstanceRecord record, IReadOnlyList<HistoryRow> rows, CancellationToken cancellation)
    {
        // The row may be older than the present execution, and rows of the one before may not all have been removed.
        int execution = Math.Max(record.Execution, rows.Select(row => row.Execution).DefaultIfEmpty().Max());
        foreach (IGrouping<int, HistoryRow> old in rows.Where(row => row.Execution < execution).GroupBy(row => row.Execution))
            await hub.Storage.History.DeleteAsync(record, old.Key, old.Min(row => row.Sequence), old.Max(row => row.Sequence) + 1, cancellation);

        HistoryRow[] present = [.. rows.Where(row => row.Execution == execution)];
        var state = new ExecutionState();
        foreach (HistoryEvent entry in present.SelectMany(row => row.Events))
        {
            await hub.Storage.Payloads.FillAsync(entry.Carried, cancellation);
            state.Add(entry);
        }

        await hub.Storage.Payloads.FillAsync(record.Payloads, cancellation);
        return new OrchestrationInstance(hub, record with { Execution = execution, Rows = present.Length }, state);
    }
}
