namespace Yuekao.App.Stages.Settle;

/// <summary>What closing a cycle's ledgers came to.</summary>
/// <param name="Lines">How many lines they have together; 0 where the scheme has no subsidy.</param>
/// <param name="Differences">Every sum that does not balance: with any, nothing was closed, and the cycle must stop.</param>
public sealed record LedgerClosing(int Lines, IReadOnlyList<LedgerDifference> Differences);

/// <summary>A sum that does not balance.</summary>
/// <param name="Difference">How many fen too much, or too little when negative.</param>
/// <param name="Township">The township; null for the county.</param>
/// <param name="Name">The township's name; null for the county.</param>
public sealed record LedgerDifference(Fen Difference, TownshipId? Township = null, string? Name = null);

/// <summary>The steps of a cycle that close its ledgers.</summary>
public sealed class LedgerActivities(CycleContexts contexts, PoolResults decided, LedgerDocuments ledgers, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Adds up the ledgers of all pools. Where they balance to the fen, their totals are kept; again, nothing changes.</summary>
    /// <exception cref="InvalidOperationException">A pool is not decided.</exception>
    [Function(nameof(CloseLedger))]
    public async Task<LedgerClosing> CloseLedger([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        PoolResult[] results = await Task.WhenAll(context.Pools.Select(pool => decided.ReadAsync(key, pool.Id, cancellation)));
        Ledger[] pools = [.. results.Select(result => result.Ledger).OfType<Ledger>()];
        Reconciliation? sums = pools.Length == 0 ? null : Ledger.Combine(pools).Reconcile();
        var closing = new LedgerClosing(pools.Sum(ledger => ledger.Lines.Count), [.. (sums?.Differences ?? []).Select(one => Named(context, one))]);
        if (closing.Differences.Count > 0)
            return closing;

        var entry = new AuditEntry(key.County.Value, AuditActor.System(nameof(CloseLedger)), nameof(CloseLedger), $"{key.Resource}/ledger", Before: null, Digest.OfJson(closing));
        return await audit.RecordAsync(entry, WriteAsync, cancellation);

        async Task<LedgerClosing> WriteAsync(CancellationToken stop)
        {
            if (sums is not null)
                await ledgers.CloseAsync(key, new LedgerTotals(clock.GetUtcNow(), sums), stop);
            return closing;
        }
    }

    private static LedgerDifference Named(CycleContext context, LedgerSums sums) =>
        new(sums.Difference, sums.Township, sums.Township is { } township ? context.RequireTownship(township).Name : null);
}
