using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Bulk;

/// <summary>Packs ordinary inputs into flat memory.</summary>
internal static class BulkPacker
{
    public static BulkInput Pack(Scheme scheme, IReadOnlyList<PoolInput> pools)
    {
        if (pools.Select(pool => pool.Period).Distinct().Count() != 1)
            throw new ArgumentException("The pools must be of one period.", nameof(pools));
        var bound = pools.Select(pool => Bound(scheme, pool)).ToList();
        var sets = new List<IReadOnlySet<ItemId>>();
        return new()
        {
            Period = pools[0].Period,
            PoolEnds = Ends(bound),
            Codes = bound.SelectMany(pool => pool.Codes).ToArray(),
            Counts = Counts(bound),
            NotAssessed = bound.SelectMany(pool => pool.Reasons).Select(reason => (byte)(reason is null ? 0 : (int)reason + 1)).ToArray(),
            Bonus = bound.SelectMany(pool => pool.Observed).Select(one => (int)one.Bonus.Counted.Hundredths).ToArray(),
            Deductions = bound.SelectMany(pool => pool.Observed).Select(one => (int)one.Deductions.Counted.Hundredths).ToArray(),
            Vetoes = bound.SelectMany(pool => pool.Observed).Select(one => one.VetoCode).ToArray(),
            PoolWaivers = bound.Select(pool => SetOf(sets, pool.Weights.Waived)).ToArray(),
            WaiverSets = sets,
            Bases = pools.SelectMany(pool => pool.Roster).Select(entry => entry.BaseSubsidy.Amount).ToArray(),
            DaysInPost = pools.SelectMany(pool => pool.Roster.Select(entry => (short)entry.InPost(pool.Period))).ToArray(),
            DaysServed = pools.SelectMany(pool => pool.Roster.Select(entry => (short)entry.Served(pool.Period))).ToArray(),
        };
    }

    private static int[] Counts(List<BoundPool> pools) => pools.TrueForAll(pool => pool.Counts.IsEmpty)
        ? []
        : [.. pools.SelectMany(pool => pool.Counts.IsEmpty ? Enumerable.Repeat(1, pool.Codes.Length) : pool.Counts.ToArray())];

    private static int[] Ends(List<BoundPool> pools)
    {
        var end = 0;
        return [.. pools.Select(pool => end += pool.Count)];
    }

    private static BoundPool Bound(Scheme scheme, PoolInput input)
    {
        var (pool, problems) = PoolBinder.Bind(scheme.Plan, input);
        return problems.Count == 0 ? pool : throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(input));
    }

    private static int SetOf(List<IReadOnlySet<ItemId>> sets, IReadOnlySet<ItemId> waived)
    {
        if (waived.Count == 0)
            return 0;
        var known = sets.FindIndex(set => set.SetEquals(waived));
        if (known < 0)
            sets.Add(waived);
        return known < 0 ? sets.Count : known + 1;
    }
}
