using System.Text.Json;
using Yuekao.Assessment.Values;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>Months of some counties at the same moment, up to their notices: everything but one source of each township is there before the clock runs.</summary>
/// <param name="app">The app.</param>
/// <param name="poll">How often is looked how far a county is.</param>
internal sealed class CountyRun(BenchApp app, TimeSpan poll)
{
    // As many people as would be at it at the same moment.
    private const int AtOnce = 16;

    /// <summary>Opens months, and reports all but the last source of each township.</summary>
    /// <param name="first">The first county's number.</param>
    /// <param name="number">How many counties.</param>
    public async Task<IReadOnlyList<CountyMonth>> PrepareAsync(int first, int number)
    {
        CountyMonth[] counties = [.. Enumerable.Range(first, number).Select(one => BenchCounty.MonthOf(app, one))];
        await Parallel.ForEachAsync(counties, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (county, stop) => await BenchCounty.OpenAsync(county, poll, stop));
        await app.MoveToAsync(BenchCounty.Times.PeriodEnds.AddHours(9), CancellationToken.None);
        await InEveryTownshipAsync(counties, async (county, township, stop) =>
        {
            await county.ObserveAsync(township, stop);
            foreach (SampleSubmission submission in township.Submissions.SkipLast(1))
                await county.SubmitAsync(township.Township, submission, stop);
        });
        foreach (CountyMonth county in counties)
            await BenchCounty.UntilAsync(county, progress => progress.GetProperty("pools").EnumerateArray().All(pool => WaitsForNoneBut(Last(county), pool)), poll, CancellationToken.None);
        return counties;
    }

    /// <summary>From the last submission of every township to all proposals.</summary>
    public Task<TimeSpan> ProposeAsync(IReadOnlyList<CountyMonth> counties) => Report.TimeAsync(async () =>
    {
        await InEveryTownshipAsync(counties, async (county, township, stop) => await county.SubmitAsync(township.Township, township.Submissions[^1], stop));
        await UntilAsync(counties, "deciding");
    });

    /// <summary>From the decision of every meeting to all notices.</summary>
    public Task<TimeSpan> PublishAsync(IReadOnlyList<CountyMonth> counties) => Report.TimeAsync(async () =>
    {
        await InEveryTownshipAsync(counties, async (county, township, stop) => await county.DecideAsync(township.Township, [], stop));
        await UntilAsync(counties, "published");
    });

    // One after the other: the time is that of the last one, and the app is not kept busy with answering how far it is.
    private async Task UntilAsync(IReadOnlyList<CountyMonth> counties, string step)
    {
        foreach (CountyMonth county in counties)
            await BenchCounty.UntilPoolsAsync(county, step, poll, CancellationToken.None);
    }

    private static Task InEveryTownshipAsync(IReadOnlyList<CountyMonth> counties, Func<CountyMonth, SampleTownshipMonth, CancellationToken, ValueTask> act) => Parallel.ForEachAsync(
        counties.SelectMany(county => county.Month.Townships, (county, township) => (county, township)),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        (one, stop) => act(one.county, one.township, stop));

    private static SourceId Last(CountyMonth county) => county.Month.Townships[0].Submissions[^1].Source;

    // A source that noted an observation is not waited for by name.
    private static bool WaitsForNoneBut(SourceId last, JsonElement pool) =>
        pool.GetProperty("status").TryGetProperty("waiting", out JsonElement waiting) && waiting.EnumerateArray().All(source => source.GetString()!.EndsWith($"/{last}", StringComparison.Ordinal));
}
