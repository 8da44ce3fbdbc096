using System.Diagnostics;
using Yuekao.Local.Demo;
using Yuekao.Local.Issuer;

namespace Yuekao.Benchmarks.County;

/// <summary>The app on a clock that the benchmark moves, with an issuer of its own and, if wished, its storage calls counted.</summary>
internal sealed class BenchApp : IStoryTime, IAsyncDisposable
{
    private readonly MovedClock clock;
    private readonly IssuerKey key;
    private readonly IssuerServer issuer;
    private readonly StorageProxy? proxy;
    private readonly RequestTraces traces;

    private BenchApp(MovedClock clock, IssuerKey key, IssuerServer issuer, StorageProxy? proxy, RequestTraces traces, BenchHost host)
    {
        (this.clock, this.key, this.issuer, this.proxy, this.traces, Host) = (clock, key, issuer, proxy, traces, host);
        Http = new HttpClient(traces) { BaseAddress = host.Address };
    }

    /// <summary>The processes.</summary>
    public BenchHost Host { get; }

    /// <summary>A client whose base address is the app.</summary>
    public HttpClient Http { get; }

    /// <summary>Whom the app believes.</summary>
    public LocalIssuer Issuer => issuer.Issuer;

    /// <summary>The storage calls; only of an app that was started to have them counted.</summary>
    public StorageCalls Calls => new(proxy ?? throw new InvalidOperationException("This app's calls are not counted."), traces, Hub);

    /// <inheritdoc/>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The task hub's name, which begins the names of its tables and containers.</summary>
    private static string Hub => "Bench";

    /// <summary>Starts the app.</summary>
    /// <param name="storage">The storage's connection string.</param>
    /// <param name="counted">Whether storage calls are counted, which makes them slower.</param>
    public static async Task<BenchApp> StartAsync(string storage, bool counted = false)
    {
        var time = new MovedClock(BenchCounty.Times.Opens);
        IssuerKey signing = IssuerKey.Create();
        IssuerServer server = await IssuerServer.StartAsync(signing, time, port: 0);
        StorageProxy? between = counted ? await StorageProxy.StartAsync(storage) : null;
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = between?.Connection ?? storage,
            ["Auth__Issuer"] = server.Issuer.Address,
            ["Auth__Audience"] = LocalIssuer.Audience,
            ["Auth__Scope"] = LocalIssuer.Scope,
            ["MonthlyCycleSchedule"] = "0 0 0 1 1 *",
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = Hub,
            ["AzureFunctionsJobHost__logging__logLevel__default"] = "Error",
        };
        if (between is not null)
        {
            // With somebody to export to, each invocation has a span in the request's trace, and storage calls name it.
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = between.Sink.ToString();
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        }

        BenchHost host = await BenchHost.StartAsync(time.GetUtcNow(), settings);
        return new BenchApp(time, signing, server, between, new RequestTraces(), host);
    }

    /// <inheritdoc/>
    public async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        if (time <= Now)
            return;
        await Host.MoveClockAsync(time, cancellation);
        clock.MoveTo(time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        if (proxy is not null)
            await proxy.DisposeAsync();
        await issuer.DisposeAsync();
        key.Dispose();
    }

    // The issuer's clock: real time from wherever it was moved to.
    private sealed class MovedClock(DateTimeOffset start) : TimeProvider
    {
        private (DateTimeOffset Time, long At) moved = (start, Stopwatch.GetTimestamp());

        public override DateTimeOffset GetUtcNow() => moved.Time + Stopwatch.GetElapsedTime(moved.At);

        public void MoveTo(DateTimeOffset time) => moved = (time, Stopwatch.GetTimestamp());
    }
}
