using Yuekao.Assessment;
using Yuekao.Assessment.Bulk;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Benchmarks.Assessment;

/// <summary>Makes the pools that are graded: 60 to 100 subjects each, the same ones for the same seed.</summary>
internal static class BenchmarkPools
{
    /// <summary>How many subjects an ordinary pool has.</summary>
    public const int OrdinarySize = 80;

    private static readonly Period Month = Period.Of("2026-10");

    /// <summary>Pools in flat memory.</summary>
    public static BulkInput Bulk(Scheme scheme, int subjects)
    {
        var random = new Random(subjects);
        BulkLayout layout = BulkLayout.Of(scheme);
        long[] codes = new long[subjects * layout.Columns];
        for (int subject = 0; subject < subjects; subject++)
        {
            for (int column = 0; column < layout.Columns; column++)
                codes[(subject * layout.Columns) + column] = layout.Encode(column, Value(random, column));
        }

        var ends = new List<int>();
        for (int end = 0; end < subjects;)
            ends.Add(end = Math.Min(subjects, end + random.Next(60, 101)));
        long[] bases = new long[subjects];
        foreach (ref long one in bases.AsSpan())
            one = random.Next(100_000, 400_000);
        return new() { Period = Month, PoolEnds = ends.ToArray(), Codes = codes, Bases = bases };
    }

    /// <summary>A pool as the app gives it, with ids and sources.</summary>
    public static PoolInput Ordinary(Scheme scheme, int seed)
    {
        var random = new Random(seed);
        BulkLayout layout = BulkLayout.Of(scheme);
        RosterEntry[] roster =
        [
            .. Enumerable.Range(0, OrdinarySize).Select(place => new RosterEntry
            {
                Subject = SubjectId.Of($"s{seed}-{place}"), Township = TownshipId.Of($"t{seed}"), Village = VillageId.Of($"v{seed}-{place / 4}"), BaseSubsidy = new(random.Next(100_000, 400_000)),
            }),
        ];
        return new()
        {
            Period = Month,
            Roster = roster,
            Readings =
            [
                .. from entry in roster
                   from column in Enumerable.Range(0, layout.Columns)
                   select new Reading { Item = layout.ColumnAt(column).Item, Source = SourceId.Township, Subject = entry.Subject, Value = Value(random, column), At = DateTimeOffset.UnixEpoch },
            ],
        };
    }

    /// <summary>Columns stand in the scheme's order: 8 gate checks, 6 points, 2 measures, a level, a check.</summary>
    private static ReadingValue Value(Random random, int column) => column switch
    {
        < 8 => random.Next(200) == 0 ? ReadingValue.NotMet : ReadingValue.Met,
        < 14 => ReadingValue.Of(random.Next(400, 1_201) / 100m),
        < 16 => ReadingValue.Of(random.Next(0, 80_000)),
        16 => ReadingValue.Of(random.Next(4) switch { 0 => "excellent", 1 => "good", 2 => "average", _ => "poor" }),
        _ => random.Next(10) == 0 ? ReadingValue.NotMet : ReadingValue.Met,
    };
}
