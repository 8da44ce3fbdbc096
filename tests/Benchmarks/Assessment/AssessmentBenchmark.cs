using System.Diagnostics;
using Yuekao.Assessment;
using Yuekao.Assessment.Bulk;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Benchmarks.Assessment;

/// <summary>Grades and pays a country: 18 readings a subject, pools of about 80, in bulk and with explanations.</summary>
public static class AssessmentBenchmark
{
    private static readonly int[] Sizes = [30_000, 300_000, 3_000_000];

    /// <summary>Runs and prints one line a measurement, the best of five (bulk) or of two (explained) after a warm-up.</summary>
    public static void Run(TextWriter output)
    {
        var scheme = BenchmarkScheme.Create();
        Print(output, "path", "subjects", "seconds", "CPU seconds", "bytes allocated", "ns/subject", "peak MB");
        foreach (var size in Sizes)
        {
            var input = BulkPools(scheme, size);
            BulkAssessor.Assess(scheme, input);
            Measure(output, "bulk", size, 5, () => GC.KeepAlive(BulkAssessor.Assess(scheme, input)));
        }

        // One pool's input is about 1,500 objects: a thousand distinct pools stand for the country, again and again.
        var pools = Enumerable.Range(0, 1_000).Select(seed => OrdinaryPool(seed)).ToArray();
        foreach (var size in Sizes)
            Measure(output, "explained", size, 2, () => Explain(scheme, pools, size));
    }

    private static void Explain(Scheme scheme, PoolInput[] pools, int subjects)
    {
        var graded = 0;
        Parallel.For(0, subjects / 80, pool =>
        {
            var proposal = (Proposal)Assessor.Assess(scheme, pools[pool % pools.Length]);
            Interlocked.Add(ref graded, proposal.Outcomes.Count);
        });
        if (graded != subjects / 80 * 80)
            throw new InvalidOperationException($"{graded} subjects were graded.");
    }

    private static void Measure(TextWriter output, string path, int subjects, int times, Action action)
    {
        var process = Process.GetCurrentProcess();
        var (best, cpu, bytes) = (TimeSpan.MaxValue, TimeSpan.MaxValue, 0L);
        for (var time = 0; time < times; time++)
        {
            GC.Collect();
            process.Refresh();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var busy = process.TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            action();
            var elapsed = Stopwatch.GetElapsedTime(start);
            bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            best = elapsed < best ? elapsed : best;
            process.Refresh();
            cpu = process.TotalProcessorTime - busy is var spent && spent < cpu ? spent : cpu;
        }

        var peak = process.PeakWorkingSet64 / (1024 * 1024);
        Print(output, path, $"{subjects:N0}", $"{best.TotalSeconds:F3}", $"{cpu.TotalSeconds:F3}", $"{bytes:N0}", $"{best.TotalNanoseconds / subjects:F1}", $"{peak:N0}");
    }

    private static void Print(TextWriter output, string path, string subjects, string seconds, string cpu, string bytes, string each, string peak) =>
        output.WriteLine($"{path,-10}{subjects,12}{seconds,10}{cpu,14}{bytes,18}{each,12}{peak,10}");

    private static BulkInput BulkPools(Scheme scheme, int subjects)
    {
        var random = new Random(subjects);
        var layout = BulkLayout.Of(scheme);
        var codes = new long[subjects * layout.Columns];
        for (var subject = 0; subject < subjects; subject++)
            for (var column = 0; column < layout.Columns; column++)
                codes[(subject * layout.Columns) + column] = layout.Encode(column, Value(random, column));
        var ends = new List<int>();
        for (var end = 0; end < subjects;)
            ends.Add(end = Math.Min(subjects, end + random.Next(60, 101)));
        var bases = new long[subjects];
        foreach (ref var one in bases.AsSpan())
            one = random.Next(100_000, 400_000);
        return new() { Period = Period.Of("2026-10"), PoolEnds = ends.ToArray(), Codes = codes, Bases = bases };
    }

    private static PoolInput OrdinaryPool(int seed)
    {
        var random = new Random(seed);
        var scheme = BenchmarkScheme.Create();
        var layout = BulkLayout.Of(scheme);
        RosterEntry[] roster =
        [
            .. Enumerable.Range(0, 80).Select(place => new RosterEntry
            {
                Subject = SubjectId.Of($"s{seed}-{place}"), Township = TownshipId.Of($"t{seed}"), Village = VillageId.Of($"v{seed}-{place / 4}"), BaseSubsidy = new(random.Next(100_000, 400_000)),
            }),
        ];
        return new()
        {
            Period = Period.Of("2026-10"),
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
