using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Yuekao.App.Platform;

/// <summary>
/// The app's one source of spans and one meter. Without a listener every instrument is off and costs a check. Orchestrators are replayed and must not record
/// here: their activities do, each after the write that makes the thing so. An activity may run again after a crash, so what activities count is counted at
/// least once where the repeat cannot tell, and once where storage says that it is done already; a crash between write and count loses one.
/// </summary>
public sealed class YuekaoTelemetry : IDisposable
{
    /// <summary>What source and meter are called.</summary>
    public const string Name = "Yuekao";

    /// <param name="meters">Makes the meter; it is the app's own, so that two apps in a process keep apart.</param>
    public YuekaoTelemetry(IMeterFactory meters)
    {
        Source = new ActivitySource(Name, Version);
        Meter meter = meters.Create(new MeterOptions(Name) { Version = Version });
        Cycles = new CycleMetrics(meter);
        Channels = new ChannelMetrics(meter);
        Storage = new StorageMetrics(meter);
        Requests = new RequestMetrics(meter);
    }

    /// <summary>The app's version.</summary>
    public static string Version { get; } = typeof(YuekaoTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    internal ActivitySource Source { get; }

    internal CycleMetrics Cycles { get; }

    internal ChannelMetrics Channels { get; }

    internal StorageMetrics Storage { get; }

    internal RequestMetrics Requests { get; }

    /// <inheritdoc/>
    public void Dispose() => Source.Dispose();
}

/// <summary>What requests are answered with a problem.</summary>
internal sealed class RequestMetrics(Meter meter)
{
    private readonly Counter<long> rejected = meter.CreateCounter<long>("yuekao.requests.rejected", "{request}", "Requests that were answered with a problem.");

    /// <summary>A request was answered with a problem.</summary>
    public void Rejected(ProblemType type) => rejected.Add(1, new(TelemetryTags.ErrorType, type.Type[(type.Type.LastIndexOf(':') + 1)..]), new(TelemetryTags.StatusCode, type.Status));
}

/// <summary>How the durations of calls are grouped.</summary>
internal static class CallDurations
{
    /// <summary>The boundaries, in seconds, that the OpenTelemetry semantic conventions name for HTTP clients.</summary>
    public static IReadOnlyList<double> Boundaries { get; } = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
}
