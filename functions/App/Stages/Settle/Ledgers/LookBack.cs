namespace Yuekao.App.Stages.Settle;

/// <summary>
/// Looks back on earlier periods for arrears (补发、扣回; docs/design.md 4): by the rosters as they stood when collecting closed, against what was paid so far. Those stay as
/// they are: what is owed, or was paid too much, stands in the ledger that is computed now. A line is of the township that paid the period, a leaver's too. Where that has nobody in this
/// cycle it is of the township that now pays the subject; with neither it waits for a cycle that has one of them, for no other township's budget owes it.
/// </summary>
public sealed class LookBack(CycleContexts contexts, RosterStore rosters, RecordedResults results, BookedArrears booked)
{
    /// <summary>What a pool's ledger must make good. Where no roster was replaced since the earlier periods were paid last, nothing is read.</summary>
    /// <param name="now">The rosters that the pool's own days were counted by.</param>
    public async Task<IReadOnlyList<RevisitedPeriod>> OfAsync(CycleContext context, Pool pool, IReadOnlyList<FrozenRoster> now, CancellationToken cancellation)
    {
        IReadOnlyList<EarlierCycle> earlier = context.Frozen.Earlier;
        if (earlier.All(one => one.Rosters.SequenceEqual(now)))
            return [];
        CycleKey key = context.Key;
        IReadOnlyList<TownshipRoster> stored = await rosters.FindAllAsync(key.County, now, cancellation);
        IEnumerable<TownshipId> withoutPool = now.Select(roster => roster.Township).Where(township => !context.Pools.Any(one => one.Has(township)));
        IReadOnlyList<ResultHistory> recorded = await results.BeforeAsync(
            key.County, key.Scheme, [.. pool.Townships.Select(township => township.Id), .. withoutPool], key.Period, cancellation);
        ILookup<(SubjectId, Period), ArrearsLine> paid = await booked.BeforeAsync(key, cancellation);
        var revisited = new List<RevisitedPeriod>();
        foreach (EarlierCycle cycle in earlier)
        {
            Scheme scheme = cycle.SchemeVersion == context.Frozen.SchemeVersion ? context.Scheme : (await ThenAsync(cycle)).Scheme;
            if (scheme.Document.Subsidy is not { } rules)
                continue;
            var period = new PeriodLookBack(context, pool, cycle.Period, scheme, PeriodService.Of(stored, cycle.Period, scheme.Document.Subject), paid);
            PaidSubject[] subjects = [.. recorded.Where(one => one.First.Period == cycle.Period).Select(PaidSubject.Of)];
            IReadOnlyList<SubjectId> unknown = period.NotAmong(subjects);
            CycleContext? then = unknown.Count > 0 ? await ThenAsync(cycle) : null;
            IEnumerable<PaidSubject> unpaid = unknown.Select(subject => period.Unpaid(subject, then!)).OfType<PaidSubject>();
            (PaidSubject Paid, RevisitedPay Pay)[] owed =
            [
                .. subjects.Concat(unpaid).Select(paid => (Paid: paid, Pay: period.Revisit(paid)!)).Where(one => one.Pay is not null && ArrearsLine.Of(rules, cycle.Period, one.Pay) is not null),
            ];
            if (owed.Length == 0)
                continue;
            then ??= await ThenAsync(cycle);
            revisited.Add(new RevisitedPeriod(
                cycle.Period, cycle.SchemeVersion, rules, [.. owed.Select(one => new RevisitedSubject(period.Label(one.Pay, then), one.Paid.Result?.Revision ?? 0, one.Pay))]));
        }

        return revisited;

        Task<CycleContext> ThenAsync(EarlierCycle cycle) => contexts.RequireAsync(key with { Period = cycle.Period, Edition = cycle.Edition }, cancellation);
    }
}

/// <summary>An earlier period that a pool's ledger makes good for, with everything that its arrears are computed from.</summary>
/// <param name="Rules">The subsidy rules of the period's own scheme version.</param>
/// <param name="Subjects">Those whose money changes, each once.</param>
public sealed record RevisitedPeriod(Period Period, int SchemeVersion, SubsidyRules Rules, IReadOnlyList<RevisitedSubject> Subjects)
{
    /// <summary>The arrears, a line a subject.</summary>
    internal IEnumerable<ArrearsLine> ToLines() => Subjects.Select(one => ArrearsLine.Of(Rules, Period, one.Pay)).OfType<ArrearsLine>();
}

/// <param name="Label">As the township's ledger names the subject, who may have left.</param>
/// <param name="Revision">Which recorded result the outcome is of; 0 where the period has none.</param>
public sealed record RevisitedSubject(SubjectLabel Label, int Revision, RevisitedPay Pay);
