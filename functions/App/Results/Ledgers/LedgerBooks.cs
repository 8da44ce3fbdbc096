using Yuekao.App.Cycles;
using Yuekao.App.Results.Storage;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Results.Ledgers;

/// <summary>Puts ledgers together from the recorded results.</summary>
public sealed class LedgerBooks(ResultStore results)
{
    /// <summary>The ledger of some townships, in the county's order.</summary>
    public async Task<LedgerDocument> ReadAsync(CycleContext context, IEnumerable<TownshipId> townships, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory> recorded = await RecordedAsync(context, townships, cancellation);
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
        IReadOnlyList<ResultHistory> recorded = await RecordedAsync(context, context.Frozen.Townships.Select(township => township.Id), cancellation);
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
        LedgerSums after = booked.Aggregate(before, (sums, one) => sums with
        {
            Paid = sums.Paid + one.Difference,
            Kept = sums.Kept - one.FromKept,
            External = sums.External + one.External,
        });
        return new ReconciledSums(before, after, before.Township, name);
    }

    private async Task<IReadOnlyList<ResultHistory>> RecordedAsync(CycleContext context, IEnumerable<TownshipId> townships, CancellationToken cancellation) =>
        [.. (await Task.WhenAll(townships.Select(township => results.OfCycleAsync(context, township, cancellation)))).SelectMany(one => one)];
}
