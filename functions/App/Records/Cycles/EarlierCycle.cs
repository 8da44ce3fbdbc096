namespace Yuekao.App.Records;

/// <summary>
/// An earlier cycle of the same scheme, sealed when a cycle froze: what rosters have learned of its period since is paid by the ledgers of the cycle that looks back
/// (补发、扣回). Cycles look back on their own year and the one before, no further.
/// </summary>
/// <param name="Rosters">The rosters that the period was paid by last, by itself or by a later cycle that looked back on it; empty where its pools went by several.</param>
/// <param name="Edition">The edition that was sealed.</param>
public sealed record EarlierCycle(Period Period, int SchemeVersion, IReadOnlyList<FrozenRoster> Rosters, int Edition = 1)
{
    /// <summary>The cycles to look back on. None while an earlier one's ledger is open, which looks back itself: of two at once, each would pay the same difference.</summary>
    /// <param name="before">Every cycle of the scheme in the years to look back on, before the one that freezes, in order.</param>
    public static IReadOnlyList<EarlierCycle> Of(IReadOnlyList<CycleWithPools> before)
    {
        if (before.Any(one => one.Cycle is { Phase: CyclePhase.Open, PublishedAt: null }))
            return [];
        return
        [
            .. before.Where(one => one.Cycle.SealedAt is not null).Select(one => new EarlierCycle(
                one.Cycle.Key.Period, one.Cycle.SchemeVersion!.Value, RostersOf(before.Last(other => other == one || LooksBackOn(other.Cycle, one.Cycle))), one.Cycle.Key.Edition)),
        ];
    }

    private static bool LooksBackOn(CycleRecord later, CycleRecord earlier) =>
        later.PublishedAt is not null && later.OpenedAt >= earlier.SealedAt && later.Key.Period.FirstDay > earlier.Key.Period.FirstDay;

    private static IReadOnlyList<FrozenRoster> RostersOf(CycleWithPools cycle)
    {
        IReadOnlyList<FrozenRoster> first = cycle.Pools[0].Rosters;
        return cycle.Pools.All(pool => pool.Rosters.SequenceEqual(first)) ? first : [];
    }
}

/// <param name="Pools">None before the cycle is open.</param>
public sealed record CycleWithPools(CycleRecord Cycle, IReadOnlyList<PoolRecord> Pools);
