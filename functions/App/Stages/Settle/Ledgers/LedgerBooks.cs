namespace Yuekao.App.Stages.Settle;

/// <summary>Puts ledgers together from the recorded results.</summary>
public sealed class LedgerBooks(RecordedResults results)
{
    /// <summary>The ledger of some townships, in the county's order.</summary>
    public async Task<LedgerDocument> ReadAsync(CycleContext context, IEnumerable<TownshipId> townships, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory> recorded = await results.OfCycleAsync(context, townships, cancellation);
        IEnumerable<LedgerEntry> lines = recorded.Select(one => one.First).Where(first => first.Ledger is not null).Select(first => LedgerEntry.Of(context, first, first.Ledger!));
        IEnumerable<LedgerEntry> corrections =
            from one in recorded
            from revision in one.Revisions.Zip(one.Revisions.Skip(1))
            where revision.Second.Supersession?.Booked is not null
            select LedgerEntry.Of(context, revision.Second, revision.First.Ledger!, revision.Second.Ledger!, revision.Second.Supersession!.Booked!);
        return new LedgerDocument(context.Scheme.Key, context.Key.Period, [.. lines, .. corrections]);
    }

    /// <summary>The sums of each township and of the county, before and after the corrections.</summary>
    public async Task<ReconciliationView> ReconcileAsync(CycleContext context, LedgerTotals? closed, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory> recorded = await results.OfCycleAsync(context, context.Frozen.Townships.Select(township => township.Id), cancellation);
        LedgerLine[] lines = [.. recorded.Select(one => one.First.Ledger).OfType<LedgerLine>()];
        Reconciliation before = closed?.Sums ?? new Ledger(context.Scheme.Key, context.Key.Period, context.Scheme.Document.Pool, lines).Reconcile();
        ILookup<TownshipId, BookedDifference> booked = recorded.SelectMany(one => one.Revisions).Where(one => one.Supersession?.Booked is not null)
            .ToLookup(one => one.Township, one => one.Supersession!.Booked!);
        return new ReconciliationView(
            [.. before.Townships.Select(sums => View(sums, context.RequireTownship(sums.Township!.Value).Name, booked[sums.Township.Value]))],
            View(before.County, name: null, booked.SelectMany(one => one)),
            closed?.At);
    }

    private static ReconciledSums View(LedgerSums before, string? name, IEnumerable<BookedDifference> booked)
    {
        LedgerSums after = booked.Aggregate(
            before, (sums, one) => sums with { Paid = sums.Paid + one.Difference, Kept = sums.Kept - one.FromKept, External = sums.External + one.External });
        return new ReconciledSums(before, after, before.Township, name);
    }
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

/// <summary>The totals of closed cycles, written once.</summary>
public sealed class LedgerDocuments(DocumentBlobs blobs)
{
    /// <summary>Keeps a cycle's totals, unless they are kept already.</summary>
    /// <returns>What is kept.</returns>
    public Task<LedgerTotals> CloseAsync(CycleKey key, LedgerTotals totals, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(key), totals, cancellation);

    /// <summary>A cycle's totals; null before it is closed, and where the scheme has no subsidy.</summary>
    public Task<LedgerTotals?> FindAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<LedgerTotals>(PathOf(key), cancellation);

    private static string PathOf(CycleKey key) => $"{key.Folder}/ledger.json";
}
