namespace Yuekao.App.Telemetry;

/// <summary>How the durations of calls are grouped.</summary>
internal static class CallDurations
{
    /// <summary>The boundaries, in seconds, that the OpenTelemetry semantic conventions name for HTTP clients.</summary>
    public static IReadOnlyList<double> Boundaries { get; } = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
}
