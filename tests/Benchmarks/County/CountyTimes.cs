using System.Text.Json;
using Yuekao.Assessment.Values;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>From the last submissions to the proposals, and from the decisions to the notices: a county alone, and many at once.</summary>
internal static class CountyTimes
{
    // As many people as would be at it at the same moment.
    private const int AtOnce = 16;

    /// <summary>One county after another.</summary>
    /// <param name="connection">The storage.</param>
    /// <param name="runs">How many are measured; one more goes before, for warmth.</param>
    public static async Task AloneAsync(string connection, int runs)
    {
        await using BenchApp app = await BenchApp.StartAsync(connection, BenchCounty.Times.Opens);
        IReadOnlyList<CountyMonth> counties = await PrepareAsync(app, runs + 1);
        var times = new List<(TimeSpan Proposals, TimeSpan Notices)>();
        foreach (CountyMonth county in counties)
            times.Add(await MeasureAsync([county]));

        Print("last submission of every township to all 7 proposals", [.. times.Skip(1).Select(one => one.Proposals)]);
        Print("decision of every meeting to all notices", [.. times.Skip(1).Select(one => one.Notices)]);
    }

    /// <summary>All counties at the same moment.</summary>
    /// <param name="connection">The storage.</param>
    /// <param name="number">How many counties.</param>
    public static async Task TogetherAsync(string connection, int number)
    {
        await using BenchApp app = await BenchApp.StartAsync(connection, BenchCounty.Times.Opens);
        IReadOnlyList<CountyMonth> counties = await PrepareAsync(app, number + 1);
        await MeasureAsync([counties[0]]);
        (TimeSpan proposals, TimeSpan notices) = await MeasureAsync([.. counties.Skip(1)]);
        Report.Figure($"{number} counties at once: last submissions to all proposals", proposals.TotalSeconds, "s", PerCounty(proposals));
        Report.Figure($"{number} counties at once: decisions to all notices", notices.TotalSeconds, "s", PerCounty(notices));

        string PerCounty(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds / number:0.00} s a county");
    }

    // Every county waits for one source of each township, whose submission is then the last one.
    private static async Task<IReadOnlyList<CountyMonth>> PrepareAsync(BenchApp app, int number)
    {
        CountyMonth[] counties = [.. Enumerable.Range(1, number).Select(one => BenchCounty.MonthOf(app, one))];
        await Parallel.ForEachAsync(counties, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (county, stop) => await BenchCounty.OpenAsync(county, stop));
        await app.MoveToAsync(BenchCounty.Times.PeriodEnds.AddHours(9), CancellationToken.None);
        await InEveryTownshipAsync(counties, async (county, township, stop) =>
        {
            await county.ObserveAsync(township, stop);
            foreach (SampleSubmission submission in township.Submissions.SkipLast(1))
                await county.SubmitAsync(township.Township, submission, stop);
        });
        foreach (CountyMonth county in counties)
            await county.UntilAsync(progress => progress.GetProperty("pools").EnumerateArray().All(pool => WaitsForNoneBut(Last(county), pool)), CancellationToken.None);
        return counties;
    }

    private static async Task<(TimeSpan Proposals, TimeSpan Notices)> MeasureAsync(IReadOnlyList<CountyMonth> counties)
    {
        TimeSpan proposals = await Report.TimeAsync(async () =>
        {
            await InEveryTownshipAsync(counties, async (county, township, stop) => await county.SubmitAsync(township.Township, township.Submissions[^1], stop));
            await UntilAsync(counties, "deciding");
        });
        TimeSpan notices = await Report.TimeAsync(async () =>
        {
            await InEveryTownshipAsync(counties, async (county, township, stop) => await county.DecideAsync(township.Township, [], stop));
            await UntilAsync(counties, "published");
        });
        return (proposals, notices);
    }

    // One after the other: the time is that of the last one, and the app is not kept busy with answering how far it is.
    private static async Task UntilAsync(IReadOnlyList<CountyMonth> counties, string step)
    {
        foreach (CountyMonth county in counties)
            await county.UntilPoolsAsync(step, CancellationToken.None);
    }

    private static Task InEveryTownshipAsync(IReadOnlyList<CountyMonth> counties, Func<CountyMonth, SampleTownshipMonth, CancellationToken, ValueTask> act) => Parallel.ForEachAsync(
        counties.SelectMany(county => county.Month.Townships, (county, township) => (county, township)),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        (one, stop) => act(one.county, one.township, stop));

    private static SourceId Last(CountyMonth county) => county.Month.Townships[0].Submissions[^1].Source;

    // A source that noted an observation is not waited for by name.
    private static bool WaitsForNoneBut(SourceId last, JsonElement pool) =>
        pool.GetProperty("status").GetProperty("waiting").EnumerateArray().All(source => source.GetString()!.EndsWith($"/{last}", StringComparison.Ordinal));

    private static void Print(string what, IReadOnlyList<TimeSpan> times) => Report.Figure(
        $"county of 692: {what}", Report.Median(times).TotalSeconds, "s",
        FormattableString.Invariant($"target: under 1 s; {times.Min().TotalSeconds:0.00} to {times.Max().TotalSeconds:0.00} s in {times.Count} runs"));
}
