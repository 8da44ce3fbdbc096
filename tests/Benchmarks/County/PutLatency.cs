using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Yuekao.Assessment;
using Yuekao.Assessment.Values;
using Yuekao.Local.Issuer;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>
/// How long the PUT of one source's readings for a township takes while 16 sources are at it, how often it goes to storage, and what it costs this process.
/// One source of each township stays silent, so that collecting goes on.
/// </summary>
internal static class PutLatency
{
    private const int Clients = 16;
    private const int Rounds = 20;

    public static async Task RunAsync(string connection)
    {
        await using BenchApp app = await BenchApp.StartAsync(connection, BenchCounty.Times.Opens);
        await BenchCounty.OpenAsync(BenchCounty.MonthOf(app, number: 1), CancellationToken.None);

        // The code is compiled again while it warms, on the cores that the requests need.
        await PutAsync(app, firstSeed: 1);
        await MeasureAsync(app, firstSeed: 1 + Rounds, "");
        await app.MoveToAsync(BenchCounty.Times.PeriodEnds.AddHours(9), CancellationToken.None);
        await MeasureAsync(app, firstSeed: 1 + (2 * Rounds), ", each waking its pool");
    }

    private static async Task MeasureAsync(BenchApp app, int firstSeed, string how)
    {
        app.Calls.Reset();
        (IReadOnlyCollection<TimeSpan> times, TimeSpan cpu, int readings) = await PutAsync(app, firstSeed);
        string what = $"PUT of a source's readings for a township, {Clients} clients{how}";
        Report.Figure($"{what}: p50", Report.Percentile(times, 0.5).TotalMilliseconds, "ms", $"{times.Count} PUTs of {readings / times.Count} readings on average");
        Report.Figure($"{what}: p99", Report.Percentile(times, 0.99).TotalMilliseconds, "ms", "target: under 50 ms");
        Report.Figure($"{what}: CPU", cpu.TotalMilliseconds / times.Count, "ms", "of app and clients, without Azurite");
        Report.Figure($"{what}: storage calls", app.Calls.Of(CallMaker.Submissions) / (double)times.Count, "calls", "target: at most 4");
    }

    // Another seed, other values: every PUT makes a new version.
    private static async Task<(IReadOnlyCollection<TimeSpan> Times, TimeSpan Cpu, int Readings)> PutAsync(BenchApp app, int firstSeed)
    {
        var times = new ConcurrentBag<TimeSpan>();
        TimeSpan cpu = TimeSpan.Zero;
        int readings = 0;
        for (int seed = firstSeed; seed < firstSeed + Rounds; seed++)
        {
            CountyMonth month = BenchCounty.MonthOf(app, number: 1, seed);
            (SampleTownshipMonth Township, SampleSubmission Submission)[] all =
                [.. month.Month.Townships.SelectMany(township => township.Submissions.SkipLast(1), (township, submission) => (township, submission))];
            readings += all.Sum(one => one.Submission.Readings.Count);
            HttpRequestMessage[] requests = [.. all.Select(one => Put(app, month, one.Township.Township, one.Submission))];
            TimeSpan before = Environment.CpuUsage.TotalTime;
            await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (request, stop) => times.Add(await TimeAsync(app, request, stop)));
            cpu += Environment.CpuUsage.TotalTime - before;
        }

        return (times, cpu, readings);
    }

    private static async Task<TimeSpan> TimeAsync(BenchApp app, HttpRequestMessage request, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await app.Http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        request.Dispose();
        return Stopwatch.GetElapsedTime(start);
    }

    // With token and body made before the clock runs: they are the client's work.
    private static HttpRequestMessage Put(BenchApp app, CountyMonth month, TownshipId township, SampleSubmission submission)
    {
        string county = month.Month.Scheme.Scheme.Value.Split('.')[0];
        string token = app.Issuer.Issue(new TokenRequest { County = county, Roles = [CountyMonth.RoleOf(township, submission.Source)] });
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(
            new { readings = submission.Readings.Select(reading => new { reading.Item, reading.Subject, reading.Village, reading.Value }) }, AssessmentJson.Options);
        return new HttpRequestMessage(HttpMethod.Put, new Uri($"api/counties/{county}/{month.Path}/townships/{township}/submissions/{submission.Source}", UriKind.Relative))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
    }
}
