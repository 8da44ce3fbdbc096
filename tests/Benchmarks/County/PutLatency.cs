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

/// <summary>How long the PUT of one source's readings for a township takes while 16 sources are at it, and how often it goes to storage.</summary>
internal static class PutLatency
{
    private const int Clients = 16;
    private const int Warming = 3;
    private const int Rounds = 20;

    public static async Task RunAsync(string connection)
    {
        await using BenchApp app = await BenchApp.StartAsync(connection, BenchCounty.Times.Opens);
        await BenchCounty.OpenAsync(BenchCounty.MonthOf(app, number: 1), CancellationToken.None);
        var times = new ConcurrentBag<TimeSpan>();
        int readings = 0;
        for (int round = 0; round < Warming + Rounds; round++)
        {
            if (round == Warming)
            {
                times.Clear();
                app.Calls.Reset();
            }

            // Another seed, other values: every PUT makes a new version.
            CountyMonth month = BenchCounty.MonthOf(app, number: 1, seed: round + 1);
            readings = month.Month.Townships.Sum(township => township.Submissions.Sum(submission => submission.Readings.Count));
            HttpRequestMessage[] requests = [.. month.Month.Townships.SelectMany(township => township.Submissions, (township, submission) => Put(app, month, township.Township, submission))];
            await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (request, stop) => times.Add(await TimeAsync(app, request, stop)));
        }

        int puts = app.Calls.InvocationsOf(CallMaker.Submissions);
        string what = $"PUT of a source's readings for a township, {Clients} clients";
        Report.Figure($"{what}: p50", Report.Percentile(times, 0.5).TotalMilliseconds, "ms", $"{puts} PUTs of {readings * Rounds / puts} readings on average");
        Report.Figure($"{what}: p99", Report.Percentile(times, 0.99).TotalMilliseconds, "ms", "target: under 50 ms");
        Report.Figure($"{what}: storage calls", app.Calls.Of(CallMaker.Submissions) / (double)puts, "calls", "target: at most 4");
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
