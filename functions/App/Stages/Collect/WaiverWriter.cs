using Azure;

namespace Yuekao.App.Stages.Collect;

/// <summary>Waives items for a pool, and withdraws waivers, while the pool collects.</summary>
public sealed class WaiverWriter(WaiverStore waivers, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Waives an item; again with the same reason changes nothing.</summary>
    /// <returns>The waiver as it stands.</returns>
    /// <exception cref="ProblemException">Collecting ended; the scheme has no such item; or nothing would be left to score.</exception>
    internal Task<WaiverRecord> PutAsync(
        CycleContext context, Pool pool, ItemId item, string reason, Caller caller, CancellationToken cancellation) => SubmissionTable.RetryAsync(async () =>
    {
        PoolWaivers current = await RequireOpenAsync(context, pool, cancellation);
        WaiverRecord? before = current.Waivers.FirstOrDefault(waiver => waiver.Item == item);
        if (before?.Reason == reason)
            return before;
        var waiver = new WaiverRecord(item, reason, clock.GetUtcNow(), caller.Id, caller.Name);
        IReadOnlyList<WaiverRecord> next = [.. current.Waivers.Where(other => other.Item != item), waiver];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, Check(context, pool, next));
        AuditEntry entry = Entry(context, pool, nameof(WaiverEndpoints.PutWaiver), item, caller, reason) with { Before = DigestOf(before), After = DigestOf(waiver) };
        await audit.RecordAsync(entry, stop => waivers.PutAsync(context.Key, pool.Id, current, next, stop), cancellation);
        return waiver;
    }, cancellation);

    /// <summary>Withdraws a waiver; where there is none nothing changes.</summary>
    /// <exception cref="ProblemException">Collecting ended.</exception>
    internal Task<IReadOnlyList<WaiverRecord>> WithdrawAsync(
        CycleContext context, Pool pool, ItemId item, Caller caller, CancellationToken cancellation) => SubmissionTable.RetryAsync(async () =>
    {
        PoolWaivers current = await RequireOpenAsync(context, pool, cancellation);
        if (current.Waivers.FirstOrDefault(waiver => waiver.Item == item) is not { } before)
            return current.Waivers;
        IReadOnlyList<WaiverRecord> next = [.. current.Waivers.Where(other => other.Item != item)];
        AuditEntry entry = Entry(context, pool, nameof(WaiverEndpoints.WithdrawWaiver), item, caller, reason: null) with { Before = DigestOf(before) };
        return await audit.RecordAsync(entry, stop => waivers.PutAsync(context.Key, pool.Id, current, next, stop), cancellation);
    }, cancellation);

    private async Task<PoolWaivers> RequireOpenAsync(CycleContext context, Pool pool, CancellationToken cancellation)
    {
        PoolWaivers current = await waivers.RequireAsync(context.Key, pool.Id, cancellation);
        CollectingRules.RequireOpen(current.IsOpen, pool.Id.Value);
        return current;
    }

    private static IReadOnlyList<ProblemError> Check(CycleContext context, Pool pool, IReadOnlyList<WaiverRecord> waivers)
    {
        var input = new PoolInput
        {
            Period = context.Key.Period,
            Roster = pool.Roster,
            Readings = [],
            Waivers = [.. waivers.Select(waiver => new Waiver { Item = waiver.Item, Reason = waiver.Reason, At = waiver.At })],
        };
        return [.. Assessor.Check(context.Scheme, input).Problems.Select(problem => new ProblemError("item", problem.Message))];
    }

    private static AuditEntry Entry(CycleContext context, Pool pool, string action, ItemId item, Caller caller, string? reason) =>
        new(caller.County, AuditActor.Of(caller), action, $"{context.Key.Resource}/pools/{pool.Id}/waivers/{item}", Before: null, After: null, reason);

    private static Digest? DigestOf(WaiverRecord? waiver) => waiver is null ? null : Digest.OfJson(waiver);
}

/// <summary>The waivers of pools: one row a pool.</summary>
public sealed class WaiverStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <summary>A pool's waivers.</summary>
    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    public async Task<PoolWaivers> RequireAsync(CycleKey key, PoolId pool, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(SubmissionRows.Partition(key, pool), SubmissionRows.Waivers, cancellationToken: cancellation);
        return row.HasValue ? SubmissionRows.ReadWaivers(row.Value!) : throw CollectedPools.NotOpened();
    }

    /// <summary>Replaces a pool's waivers.</summary>
    /// <exception cref="ProblemException">They were written since they were read: precondition failed.</exception>
    public async Task<IReadOnlyList<WaiverRecord>> PutAsync(CycleKey key, PoolId pool, PoolWaivers current, IReadOnlyList<WaiverRecord> next, CancellationToken cancellation)
    {
        TableEntity row = SubmissionRows.WaiversRow(SubmissionRows.Partition(key, pool), next);
        await table.WriteAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, current.ETag)], cancellation);
        return next;
    }
}
