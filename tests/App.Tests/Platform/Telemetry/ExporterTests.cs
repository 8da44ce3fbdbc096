using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Yuekao.App.Tests.Platform.Telemetry;

/// <summary>Where telemetry goes, with a collector on this machine. Alone: exporters take the whole process's, and leave out what is too much at once.</summary>
[CollectionDefinition(nameof(ExporterTests), DisableParallelization = true)]
[Collection(nameof(ExporterTests))]
public sealed class ExporterTests(AppFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Services_NothingSet_HaveNoProviders()
    {
        Assert.Null(fixture.App.Services.GetService<TracerProvider>());
        Assert.Null(fixture.App.Services.GetService<MeterProvider>());
        Assert.Null(fixture.App.Services.GetService<LoggerProvider>());
    }

    [Fact]
    public async Task Otlp_EndpointSet_ReceivesTracesMetricsAndLogs()
    {
        await using Collector collector = await Collector.StartAsync();

        await RunAsync(
            new("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            new("OTEL_EXPORTER_OTLP_HEADERS", "x-key=of-the-county"));

        Assert.All(collector.Received, one => Assert.Equal("of-the-county", one.Key));
        Assert.Contains(collector.Received, one => one.Path == "/v1/traces" && one.Has("GetReadiness") && one.Has("service.name") && one.Has("yuekao") && one.Has("service.version"));
        Assert.Contains(collector.Received, one => one.Path == "/v1/metrics" && one.Has("yuekao.storage.calls") && one.Has("yuekao.requests.rejected"));
        Assert.Contains(collector.Received, one => one.Path == "/v1/logs" && one.Has("A line of this test."));
    }

    [Fact]
    public async Task AzureMonitor_ConnectionSet_ReceivesThem()
    {
        await using Collector collector = await Collector.StartAsync();

        await RunAsync(new KeyValuePair<string, string?>("APPLICATIONINSIGHTS_CONNECTION_STRING", $"InstrumentationKey=6b7c9a80-0000-4000-8000-000000000001;IngestionEndpoint={collector.Address}/"));

        foreach (string text in (string[])["GetReadiness", "yuekao.storage.calls", "A line of this test."])
            Assert.Contains(collector.Received, one => one.Path.EndsWith("/track", StringComparison.Ordinal) && one.Has(text));
    }

    // The app ends, and with it what was kept to be sent is sent.
    private async Task RunAsync(params KeyValuePair<string, string?>[] settings)
    {
        await using AppHost host = await AppHost.StartAsync(fixture.ConnectionString, fixture.Issuer.Address, settings);
        (await host.Http.GetAsync(new Uri("health/ready", UriKind.Relative), Cancellation)).EnsureSuccessStatusCode().Dispose();
        (await host.Http.GetAsync(new Uri("counties/haixing/schemes", UriKind.Relative), Cancellation)).Dispose();
        host.Services.GetRequiredService<ILogger<ExporterTests>>().LogWarning("A line of this test.");
    }

    private sealed record Post(string Path, string? Key, string Body)
    {
        public bool Has(string text) => Body.Contains(text, StringComparison.Ordinal);
    }

    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ConcurrentQueue<Post> received = new();

        private Collector(WebApplication app) => this.app = app;

        public string Address => app.Urls.Single();

        public IReadOnlyList<Post> Received => [.. received];

        public static async Task<Collector> StartAsync()
        {
            WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var collector = new Collector(builder.Build());
            collector.app.Run(collector.TakeAsync);
            await collector.app.StartAsync(Cancellation);
            return collector;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task TakeAsync(HttpContext http)
        {
            using var body = new MemoryStream();
            bool isZipped = http.Request.Headers.ContentEncoding == "gzip";
            await using Stream content = isZipped ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
            await content.CopyToAsync(body, http.RequestAborted);
            received.Enqueue(new Post(http.Request.Path, http.Request.Headers["x-key"], Encoding.UTF8.GetString(body.ToArray())));
        }
    }
}
