namespace Yuekao.App.Stages.Settle;

/// <param name="Lines">How many lines they have together; 0 where the scheme has no subsidy.</param>
/// <param name="Differences">Every sum that does not balance: with any, nothing was closed, and the cycle must stop.</param>
public sealed record LedgerClosing(int Lines, IReadOnlyList<LedgerDifference> Differences);

/// <param name="Difference">How many fen too much, or too little when negative.</param>
public sealed record LedgerDifference(Fen Difference, TownshipId? Township = null, string? Name = null);

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
        LedgerTotals? totals = sums is null ? null : new LedgerTotals(clock.GetUtcNow(), sums);
        await audit.RecordAsync(entry, async stop => totals is null ? null : await ledgers.CloseAsync(key, totals, stop), cancellation);
        return closing;
    }

    private static LedgerDifference Named(CycleContext context, LedgerSums sums) =>
        new(sums.Difference, sums.Township, sums.Township is { } township ? context.RequireTownship(township).Name : null);
}

/// <summary>What the ledgers of a cycle add up to, and whether that is all the money there is.</summary>
/// <param name="ClosedAt">When the ledgers were closed; null before.</param>
public sealed record ReconciliationView(IReadOnlyList<ReconciledSums> Townships, ReconciledSums County, DateTimeOffset? ClosedAt = null);

/// <summary>The sums of a township, or of the county, in fen.</summary>
/// <param name="Before">Without the corrections that appeals brought.</param>
/// <param name="After">With them: more is paid, less is kept, the rest comes from outside.</param>
/// <param name="Township">Null for the county, as is the name.</param>
public sealed record ReconciledSums(LedgerSums Before, LedgerSums After, TownshipId? Township = null, string? Name = null);

/// <summary>What the ledgers of all pools of a cycle added up to when they were closed: the sums balance.</summary>
public sealed record LedgerTotals(DateTimeOffset At, Reconciliation Sums);

public sealed class LedgerDocuments(DocumentBlobs blobs)
{
    /// <summary>Keeps a cycle's totals, unless they are kept already; answers what is kept.</summary>
    public Task<LedgerTotals> CloseAsync(CycleKey key, LedgerTotals totals, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(key), totals, cancellation);

    /// <summary>A cycle's totals; null before it is closed, and where the scheme has no subsidy.</summary>
    public Task<LedgerTotals?> FindAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<LedgerTotals>(PathOf(key), cancellation);

    private static string PathOf(CycleKey key) => $"{key.Folder}/ledger.json";
}
