using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Yuekao.Assessment;
using Yuekao.Assessment.Values;
using Yuekao.Benchmarks.Anchors;
using Yuekao.Local.Issuer;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>
/// The PUT of one source's readings for a township while 16 clients are at it: how many storage calls it takes, and how many go through beside a bare
/// Kestrel endpoint that makes the same calls.
/// </summary>
internal static class CountyPuts
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(BenchOptions options)
    {
        await WithAzurite.RunAsync(async connection =>
        {
            await using BenchApp app = await BenchApp.StartAsync(connection, counted: true);
            (PutFigures figures, int puts) = await MeasureAsync(app, options.PutLength, () => app.Calls.Reset());
            double calls = app.Calls.Of(CallMaker.Submissions).Count / (double)puts;
            Report.Row("PUT of a source's readings: storage calls", "<= 3", FormattableString.Invariant($"{calls:0.00} ({puts} PUTs, {figures.Times.Values.Count} timed)"));
        });
        (PutFigures measured, PutFigures bare) = (null!, null!);
        await WithAzurite.RunAsync(async connection =>
        {
            await using BenchApp app = await BenchApp.StartAsync(connection);
            (measured, _) = await MeasureAsync(app, options.PutLength, () => { });
        });
        await WithAzurite.RunAsync(async connection => bare = await PutAnchor.MeasureAsync(connection, options.PutLength));
        Report.Row(
            $"PUT of a source's readings, {PutAnchor.Clients} clients: throughput", "ratio >= 0.7",
            FormattableString.Invariant($"{measured.Throughput:0.0} /s"), FormattableString.Invariant($"{bare.Throughput:0.0} /s"), FormattableString.Invariant($"{measured.Throughput / bare.Throughput:0.00}"));
        Report.Row($"PUT of a source's readings, {PutAnchor.Clients} clients: p50, p99", "", Percentiles(measured), Percentiles(bare));
    }

    private static string Percentiles(PutFigures figures) => FormattableString.Invariant($"{figures.Times.At(0.5):0.0} ms, {figures.Times.At(0.99):0.0} ms");

    // One source of each township stays silent, so that collecting goes on.
    private static async Task<(PutFigures Figures, int Puts)> MeasureAsync(BenchApp app, TimeSpan length, Action warm)
    {
        CountyMonth month = BenchCounty.MonthOf(app, number: 1);
        await BenchCounty.OpenAsync(month, Poll, CancellationToken.None);
        var puts = new Puts(app, month);
        await PutAnchor.LoopAsync(length, puts.PutAsync);
        warm();
        int before = puts.Count;
        return (await PutAnchor.LoopAsync(length, puts.PutAsync), puts.Count - before);
    }

    /// <summary>Sends one source's readings after another, with other values each round: every PUT makes a new version.</summary>
    private sealed class Puts(BenchApp app, CountyMonth month)
    {
        private readonly (TownshipId Township, SampleSubmission Submission, string Token)[] all =
        [
            .. month.Month.Townships.SelectMany(township => township.Submissions.SkipLast(1), (township, submission) => (
                township.Township, submission, app.Issuer.Issue(new TokenRequest { County = CountyOf(month), Roles = [CountyMonth.RoleOf(township.Township, submission.Source)] }))),
        ];

        private readonly (byte[] Even, byte[] Odd)[] bodies =
        [
            .. month.Month.Townships.Zip(
                BenchCounty.MonthOf(app, number: 1, seed: 1).Month.Townships,
                (even, odd) => even.Submissions.SkipLast(1).Zip(odd.Submissions.SkipLast(1), (one, other) => (Body(one), Body(other)))).SelectMany(one => one),
        ];

        private int next = -1;

        public int Count => Volatile.Read(ref next) + 1;

        // Clients take turns through all sources: no two of them are at one source, for there are more sources than clients.
        public async Task PutAsync(int client)
        {
            (int round, int place) = Math.DivRem(Interlocked.Increment(ref next), all.Length);
            (TownshipId township, SampleSubmission submission, string token) = all[place];
            using var request = new HttpRequestMessage(
                HttpMethod.Put, new Uri($"api/counties/{CountyOf(month)}/{month.Path}/townships/{township}/submissions/{submission.Source}", UriKind.Relative))
            {
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
                Content = new ByteArrayContent(round % 2 == 0 ? bodies[place].Even : bodies[place].Odd) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
            using HttpResponseMessage response = await app.Http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
                throw new InvalidOperationException($"{(int)response.StatusCode}: {Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync())}");
        }

        private static string CountyOf(CountyMonth month) => month.Month.Scheme.Scheme.Value.Split('.')[0];

        private static byte[] Body(SampleSubmission submission) => JsonSerializer.SerializeToUtf8Bytes(
            new { readings = submission.Readings.Select(reading => new { reading.Item, reading.Subject, reading.Village, reading.Value }) }, AssessmentJson.Options);
    }
}
