using System.Globalization;
using Yuekao.Local.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>What a county costs when many run on one hub at the same moment: storage calls, turns, activities and processor time from its opening to its notices.</summary>
internal static class CountyGrowth
{
    // Whoever looks more often measures the looking.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(BenchOptions options)
    {
        int[] numbers = [.. new[] { 1, 10, options.Counties }.Where(number => number <= options.Counties).Distinct()];
        var works = new List<Work>();
        foreach (int number in numbers)
            await WithAzurite.RunAsync(async connection => works.Add(await MeasureAsync(connection, number, options.Runs)));
        Print(numbers, "the app's storage calls", works, work => work.Calls, "");
        Print(numbers, "orchestrator turns", works, work => work.Turns, "");
        Print(numbers, "activities", works, work => work.Activities, "");
        Print(numbers, "processor time of host and worker", works, work => work.Seconds, " s");
    }

    private static async Task<Work> MeasureAsync(string connection, int number, int runs)
    {
        await using BenchApp app = await BenchApp.StartAsync(connection, counted: true);
        var run = new CountyRun(app, Poll);
        await MonthAsync(run, first: 1, number: 1);
        app.Calls.Reset();
        TimeSpan? before = app.Host.CpuTime;
        // Of the county alone several are run, one after the other: one by itself is too short for its processor time.
        int rounds = number == 1 ? runs : 1;
        for (int round = 0; round < rounds; round++)
            await MonthAsync(run, first: 2 + round, number);
        HistoryCounts history = app.Calls.History;
        double counties = rounds * number;
        return new Work(app.Calls.OfApp().Count / counties, history.Turns / counties, history.Activities / counties, (app.Host.CpuTime - before)?.TotalSeconds / counties ?? double.NaN);
    }

    private static async Task MonthAsync(CountyRun run, int first, int number)
    {
        IReadOnlyList<CountyMonth> counties = await run.PrepareAsync(first, number);
        await run.ProposeAsync(counties);
        await run.PublishAsync(counties);
    }

    private static void Print(int[] numbers, string what, List<Work> works, Func<Work, double> part, string unit) => Report.Row(
        $"{string.Join(" / ", numbers)} counties on one hub: {what}, a county",
        "ratio <= 1.05",
        string.Join(" / ", works.Select(work => part(work).ToString("0.0", CultureInfo.InvariantCulture))) + unit,
        ratio: FormattableString.Invariant($"{part(works[^1]) / part(works[0]):0.00}"));

    // What one county took.
    private sealed record Work(double Calls, double Turns, double Activities, double Seconds);
}
