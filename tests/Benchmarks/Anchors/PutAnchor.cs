using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Yuekao.Benchmarks.Anchors;

/// <summary>A bare Kestrel endpoint that makes the storage calls of the PUT of a source's readings for a township of 100, and closed-loop clients.</summary>
internal static class PutAnchor
{
    /// <summary>How many clients are at it, each with one request at a time.</summary>
    public const int Clients = 16;

    // 100 cadres and two items each: what a source reports on average.
    private const int Readings = 200;

    /// <summary>Measures it.</summary>
    /// <param name="connection">The storage.</param>
    /// <param name="length">For how long, after a warm-up of the same length.</param>
    /// <param name="body">What is sent; null for a made-up submission.</param>
    public static async Task<PutFigures> MeasureAsync(string connection, TimeSpan length, string? body = null)
    {
        BareStorage storage = await BareStorage.CreateAsync(connection);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.MapPut("/{township}/{source}", async (string township, string source, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            await storage.PutAsync(township, source, await reader.ReadToEndAsync());
            return Results.Ok();
        });
        await app.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        string content = body ?? MadeUp();
        await LoopAsync(length, client => PutAsync(http, client, content));
        return await LoopAsync(length, client => PutAsync(http, client, content));
    }

    /// <summary>Lets every client send one request after the other.</summary>
    public static async Task<PutFigures> LoopAsync(TimeSpan length, Func<int, Task> put)
    {
        var times = new ConcurrentBag<TimeSpan>();
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < length)
                times.Add(await Report.TimeAsync(() => put(client)));
        })));
        return new PutFigures(times.Count / Stopwatch.GetElapsedTime(start).TotalSeconds, Sample.Milliseconds(times));
    }

    private static async Task PutAsync(HttpClient http, int client, string content)
    {
        using var body = new StringContent(content);
        using HttpResponseMessage response = await http.PutAsync(new Uri(FormattableString.Invariant($"township-{client % 7}/source-{client / 7}"), UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
    }

    private static string MadeUp() =>
        $$"""{"readings":[{{string.Join(',', Enumerable.Range(0, Readings).Select(reading => FormattableString.Invariant($$"""{"item":"item-{{reading % 2}}","subject":"township-{{reading / 2:000}}","value":12.5}""")))}}]}""";
}

/// <summary>How many PUTs a second, and how long each took.</summary>
/// <param name="Throughput">PUTs a second.</param>
/// <param name="Times">The times, in milliseconds.</param>
internal sealed record PutFigures(double Throughput, Sample Times);
