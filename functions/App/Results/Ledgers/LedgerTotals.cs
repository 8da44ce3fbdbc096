using Yuekao.App.Cycles;
using Yuekao.App.Storage;
using Yuekao.Assessment.Subsidies;

namespace Yuekao.App.Results.Ledgers;

/// <summary>What the ledgers of all pools of a cycle added up to when they were closed.</summary>
/// <param name="At">When they were closed.</param>
/// <param name="Sums">The sums, which balance.</param>
public sealed record LedgerTotals(DateTimeOffset At, Reconciliation Sums);

/// <summary>The totals of closed cycles, written once.</summary>
public sealed class LedgerDocuments(DocumentBlobs blobs)
{
    /// <summary>Keeps a cycle's totals, unless they are kept already.</summary>
    /// <returns>What is kept.</returns>
    public Task<LedgerTotals> CloseAsync(CycleKey key, LedgerTotals totals, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(key), totals, cancellation);

    /// <summary>A cycle's totals; null before it is closed, and where the scheme has no subsidy.</summary>
    public Task<LedgerTotals?> FindAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<LedgerTotals>(PathOf(key), cancellation);

    private static string PathOf(CycleKey key) => $"{key.County}/{key.Scheme}/{key.Period}/ledger.json";
}
