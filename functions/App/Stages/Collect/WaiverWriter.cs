using Azure;

namespace Yuekao.App.Stages.Collect;

/// <summary>Waives items for a pool, and withdraws waivers, while the pool collects.</summary>
public sealed class WaiverWriter(WaiverStore waivers, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Waives an item; again with the same reason changes nothing.</summary>
    /// <returns>The waiver as it stands.</returns>
    /// <exception cref="ProblemException">Collecting ended; the scheme has no such item; or nothing would be left to score.</exception>
    internal Task<WaiverRecord> PutAsync(
        CycleContext context, Pool pool, ItemId item, string reason, Caller caller, CancellationToken cancellation) => SubmissionTable.RetryAsync(async () =>
    {
        (PoolWaivers current, WaiverRecord? before, WaiverRecord[] others) = await ReadAsync(context, pool, item, cancellation);
        if (before?.Reason == reason)
            return before;
        var waiver = new WaiverRecord(item, reason, clock.GetUtcNow(), caller.Id, caller.Name);
        WaiverRecord[] next = [.. others, waiver];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, Check(context, pool, next));
        AuditEntry entry = Entry(context, pool, nameof(WaiverEndpoints.PutWaiver), item, caller, before) with { After = Digest.OfJson(waiver), Reason = reason };
        await audit.RecordAsync(entry, stop => waivers.PutAsync(context.Key, pool.Id, current, next, stop), cancellation);
        return waiver;
    }, cancellation);

    /// <summary>Withdraws a waiver; where there is none nothing changes.</summary>
    /// <exception cref="ProblemException">Collecting ended.</exception>
    internal Task<IReadOnlyList<WaiverRecord>> WithdrawAsync(
        CycleContext context, Pool pool, ItemId item, Caller caller, CancellationToken cancellation) => SubmissionTable.RetryAsync(async () =>
    {
        (PoolWaivers current, WaiverRecord? before, WaiverRecord[] others) = await ReadAsync(context, pool, item, cancellation);
        if (before is null)
            return current.Waivers;
        AuditEntry entry = Entry(context, pool, nameof(WaiverEndpoints.WithdrawWaiver), item, caller, before);
        return await audit.RecordAsync(entry, stop => waivers.PutAsync(context.Key, pool.Id, current, others, stop), cancellation);
    }, cancellation);

    private async Task<(PoolWaivers Current, WaiverRecord? OfItem, WaiverRecord[] Others)> ReadAsync(CycleContext context, Pool pool, ItemId item, CancellationToken cancellation)
    {
        PoolWaivers current = await waivers.RequireAsync(context.Key, pool.Id, cancellation);
        CollectingRules.RequireOpen(current.IsOpen, pool.Id);
        return (current, current.Waivers.FirstOrDefault(waiver => waiver.Item == item), [.. current.Waivers.Where(waiver => waiver.Item != item)]);
    }

    private static IReadOnlyList<ProblemError> Check(CycleContext context, Pool pool, IReadOnlyList<WaiverRecord> waivers)
    {
        var input = new PoolInput { Period = context.Key.Period, Roster = pool.Roster, Readings = [], Waivers = [.. waivers.Select(waiver => waiver.ToWaiver())] };
        return [.. Assessor.Check(context.Scheme, input).Problems.Select(problem => new ProblemError("item", problem.Message))];
    }

    private static AuditEntry Entry(CycleContext context, Pool pool, string action, ItemId item, Caller caller, WaiverRecord? before) => new(
        caller.County, AuditActor.Of(caller), action, $"{context.Key.Resource}/pools/{pool.Id}/waivers/{item}", before is null ? null : Digest.OfJson(before), After: null);
}

/// <summary>The waivers of pools: one row a pool.</summary>
public sealed class WaiverStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    public async Task<PoolWaivers> RequireAsync(CycleKey key, PoolId pool, CancellationToken cancellation)
    {
        string partition = SubmissionRows.Partition(key, pool);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(partition, SubmissionRows.Waivers, cancellationToken: cancellation);
        return row.HasValue ? SubmissionRows.ReadWaivers(row.Value!) : throw CollectingRules.NotOpened();
    }

    /// <exception cref="ProblemException">They were written since they were read: precondition failed.</exception>
    public async Task<IReadOnlyList<WaiverRecord>> PutAsync(CycleKey key, PoolId pool, PoolWaivers current, IReadOnlyList<WaiverRecord> next, CancellationToken cancellation)
    {
        TableEntity row = SubmissionRows.WaiversRow(key, pool, next);
        await table.WriteAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, current.ETag)], cancellation);
        return next;
    }
}
