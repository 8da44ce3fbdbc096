namespace Microsoft.DurableTask.Local;

/// <summary>
/// Removes ended instances. The row is marked first: an instance that is half gone is gone to everyone, and recovery finishes what a crash interrupted.
/// One at a time, because an id may be used again at any moment.
/// </summary>
internal sealed class Purger(HubServices hub)
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Removes an instance if it has ended.</summary>
    /// <returns>How many instances are gone.</returns>
    public async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        if (hub.Directory.Find(instanceId) is { } live)
        {
            if (!live.HasEnded)
                return 0;
            hub.Projection.Hurry();
            await hub.Lifetime.WaitAsync(live.Retired, cancellation);
        }

        InstanceRecord? record = await RemoveAsync(instanceId, cancellation);
        if (record is null)
            return 0;
        return 1 + (recursive ? await PurgeChildrenAsync(record, cancellation) : 0);
    }

    /// <summary>Finishes a purge that a crash interrupted.</summary>
    public async Task FinishAsync(InstanceRecord marked, CancellationToken cancellation)
    {
        await EraseAsync(marked, cancellation);
        await hub.Storage.Instances.DeleteAsync(marked, cancellation);
    }

    /// <summary>Removes all but the row of an instance that another one is about to replace.</summary>
    public async Task MakeRoomAsync(InstanceRecord replaced)
    {
        await one.WaitAsync(hub.Lifetime.Halted);
        try
        {
            await hub.Storage.Instances.WriteAsync(replaced with { Purging = true }, hub.Lifetime.Halted);
            await EraseAsync(replaced, hub.Lifetime.Halted);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<InstanceRecord?> RemoveAsync(string instanceId, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            InstanceRecord? record = await hub.Storage.Instances.FindAsync(instanceId, cancellation);
            if (record is not { HasEnded: true } || hub.Directory.Find(instanceId) is not null)
                return null;
            await hub.Storage.Instances.WriteAsync(record with { Purging = true }, hub.Lifetime.Halted);
            await FinishAsync(record, hub.Lifetime.Halted);
            return record;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<int> PurgeChildrenAsync(InstanceRecord parent, CancellationToken cancellation)
    {
        int count = 0;
        foreach (InstanceRecord child in await hub.Storage.Instances.ListAsync(InstanceFilter.ChildrenOf(parent.InstanceId), cancellation))
        {
            if (child.Parent?.Generation == parent.Generation)
                count += await PurgeAsync(child.InstanceId, recursive: true, cancellation);
        }

        return count;
    }

    private async Task EraseAsync(InstanceRecord record, CancellationToken cancellation)
    {
        await hub.Storage.History.DeleteAsync(record, record.Execution, 0, record.Rows, cancellation);
        await hub.Storage.Payloads.DeleteAsync(record.Key + "/", cancellation);
    }
}
