using System.Diagnostics;
using Yuekao.Assessment;
using Yuekao.Assessment.Bulk;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Subsidies;

namespace Yuekao.Benchmarks.Assessment;

/// <summary>Grades and pays a country: 18 readings a subject, pools of about 80; in bulk beside DuckDB, and with explanations.</summary>
internal static class AssessmentBenchmark
{
    private const int BulkRuns = 7;
    private const int ExplainedRuns = 3;

    private static readonly int[] Sizes = [300_000, 1_000_000, 3_000_000];

    // Until then the code is compiled again, by what it has seen, on the cores that the work needs.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Runs everything and prints it.</summary>
    public static async Task RunAsync()
    {
        Scheme scheme = BenchmarkScheme.Create();
        Sample[] bulk = [.. Sizes.Select(size => BesideDuckDb(scheme, size))];
        PrintGrowth("bulk", bulk);
        PrintGrowth("explained", Explained(scheme, pays: false));
        PrintGrowth("explained and paid", Explained(scheme, pays: true));
        await MemoryChild.PrintAsync("bulk", Sizes[^1]);
        await MemoryChild.PrintAsync("explained", Sizes[^1]);
    }

    /// <summary>Grades and pays in bulk, once; for its memory.</summary>
    public static void BulkOnce(int subjects)
    {
        Scheme scheme = BenchmarkScheme.Create();
        BulkInput input = BenchmarkPools.Bulk(scheme, subjects);
        GC.KeepAlive(BulkAssessor.Assess(scheme, input));
    }

    /// <summary>Grades with explanations, once; for its memory.</summary>
    public static void ExplainOnce(int subjects)
    {
        Scheme scheme = BenchmarkScheme.Create();
        Explain(scheme, OrdinaryPools(scheme), subjects, pays: true);
    }

    // In turns, so that what else the machine does meets both alike.
    private static Sample BesideDuckDb(Scheme scheme, int subjects)
    {
        BulkInput input = BenchmarkPools.Bulk(scheme, subjects);
        using DuckDbCountry country = DuckDbCountry.Load(input);
        Warm(() => GC.KeepAlive(BulkAssessor.Assess(scheme, input)));
        country.GradeAndPay();
        (var ours, var theirs) = (new List<TimeSpan>(), new List<TimeSpan>());
        BulkResult? result = null;
        for (int run = 0; run < BulkRuns; run++)
        {
            GC.Collect();
            ours.Add(Report.Time(() => result = BulkAssessor.Assess(scheme, input)));
            theirs.Add(Report.Time(country.GradeAndPay));
        }

        Sample measured = Sample.Seconds(ours);
        Report.Against($"grade and pay {subjects:N0} subjects x 18 readings, bulk; DuckDB {country.Version}", "ratio < 0.5", measured, Sample.Seconds(theirs));
        int different = country.CountDifferences(scheme, result!);
        Report.Row("  subjects with another grade, rank or pay in DuckDB", "0", $"{different:N0}");
        return different == 0 ? measured : throw new InvalidOperationException($"{different} subjects differ.");
    }

    private static Sample[] Explained(Scheme scheme, bool pays)
    {
        PoolInput[] pools = OrdinaryPools(scheme);
        Warm(() => Explain(scheme, pools, Sizes[0], pays));
        var all = new List<Sample>();
        foreach (int size in Sizes)
        {
            var times = new List<TimeSpan>();
            for (int run = 0; run < ExplainedRuns; run++)
            {
                GC.Collect();
                times.Add(Report.Time(() => Explain(scheme, pools, size, pays)));
            }

            all.Add(Sample.Seconds(times));
            Report.Row($"grade{(pays ? ", approve and pay" : "")} {size:N0} subjects with full explanations", size == Sizes[^1] ? "< 6 s" : "", all[^1].ToString());
        }

        return [.. all];
    }

    private static void Explain(Scheme scheme, PoolInput[] pools, int subjects, bool pays)
    {
        int graded = 0;
        int count = subjects / BenchmarkPools.OrdinarySize;
        Parallel.For(0, count, pool =>
        {
            var proposal = (Proposal)Assessor.Assess(scheme, pools[pool % pools.Length]);
            if (pays)
                GC.KeepAlive(Subsidy.Compute(scheme, (Decided)Meeting.Decide(scheme, proposal, MeetingDecision.Approval)));
            Interlocked.Add(ref graded, proposal.Outcomes.Count);
        });
        if (graded != count * BenchmarkPools.OrdinarySize)
            throw new InvalidOperationException($"{graded} subjects were graded.");
    }

    // One pool's input is about 1,500 objects: a thousand distinct pools stand for the country, again and again.
    private static PoolInput[] OrdinaryPools(Scheme scheme) => [.. Enumerable.Range(0, 1_000).Select(seed => BenchmarkPools.Ordinary(scheme, seed))];

    private static void Warm(Action action)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            action();
    }

    private static void PrintGrowth(string path, Sample[] samples)
    {
        double[] each = [.. samples.Zip(Sizes, (sample, size) => sample.Median / size * 1e9)];
        string measured = FormattableString.Invariant($"{each[0]:0.0} / {each[1]:0.0} / {each[2]:0.0} ns a subject");
        Report.Row($"{path}: linear ({Sizes[0]:N0} / {Sizes[1]:N0} / {Sizes[2]:N0})", "last about as the first", measured, "", FormattableString.Invariant($"{each[2] / each[0]:0.00}"));
    }
}
