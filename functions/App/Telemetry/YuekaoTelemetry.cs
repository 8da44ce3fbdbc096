using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Yuekao.App.Telemetry;

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
