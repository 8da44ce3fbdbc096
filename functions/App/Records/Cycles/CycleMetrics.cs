using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Yuekao.App.Records;

/// <summary>What cycles come to. County and scheme are the only tags that grow with use.</summary>
public sealed class CycleMetrics(YuekaoTelemetry telemetry)
{
    // From a minute to two months: phases take days.
    private static readonly double[] Days = [60, 3_600, .. new[] { 0.5, 1, 2, 3, 5, 7, 10, 14, 21, 31, 62 }.Select(days => TimeSpan.FromDays(days).TotalSeconds)];

    private readonly Counter<long> opened = telemetry.Meter.CreateCounter<long>("yuekao.cycles.opened", "{cycle}", "Cycles that were frozen and collect.");
    private readonly Counter<long> closed = telemetry.Meter.CreateCounter<long>("yuekao.cycles.closed", "{cycle}", "Cycles that were sealed.");
    private readonly Counter<long> readings = telemetry.Meter.CreateCounter<long>("yuekao.readings.received", "{reading}", "Readings in submissions that were stored.");
    private readonly Histogram<double> durations = telemetry.Meter.CreateHistogram(
        "yuekao.cycle.phase.duration", "s", "How long phases took, by the times that the cycle records.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Days });

    internal void Opened(CycleKey key) => opened.Add(1, Of(key));

    internal void Closed(CycleKey key) => closed.Add(1, Of(key));

    /// <summary>A source's readings were stored, as a version of their own.</summary>
    internal void Received(CycleKey key, SourceId source, int count) => readings.Add(count, Of(key, KeyValuePair.Create<string, object?>(CycleTags.Source, source.Value)));

    /// <summary>One of <see cref="CyclePhases"/> ended. What is recorded may be of another host's clock, a little ahead: no phase takes less than nothing.</summary>
    internal void Ended(CycleKey key, string phase, DateTimeOffset from, DateTimeOffset to) =>
        durations.Record(Math.Max(0, (to - from).TotalSeconds), Of(key, KeyValuePair.Create<string, object?>(CycleTags.Phase, phase)));

    private static TagList Of(CycleKey key, params ReadOnlySpan<KeyValuePair<string, object?>> more) =>
        new([new(CycleTags.County, key.County.Value), new(CycleTags.Scheme, key.Scheme.Value), .. more]);
}

internal static class CycleSpans
{
    /// <summary>Says which cycle, and pool, the current invocation works on.</summary>
    public static void Describe(CycleKey key, PoolId? pool = null)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
            span.Describe(key, pool);
    }

    public static void Describe(this Activity span, CycleKey key, PoolId? pool)
    {
        span.SetTag(CycleTags.County, key.County.Value).SetTag(CycleTags.Scheme, key.Scheme.Value).SetTag(CycleTags.Period, key.Period.Value);
        if (pool is { } one)
            span.SetTag(CycleTags.Pool, one.Value);
    }
}

/// <summary>The tags that metrics and spans of cycles carry; see <see cref="TelemetryTags"/> for what a tag may say.</summary>
internal static class CycleTags
{
    public const string County = "yuekao.county";

    /// <summary>The scheme, such as <c>haixing.village-monthly</c>.</summary>
    public const string Scheme = "yuekao.scheme";

    /// <summary>The cycle's period; on spans only, for every month would be a time series of its own.</summary>
    public const string Period = "yuekao.period";

    /// <summary>The pool, a township's id or <c>county</c>; on spans only.</summary>
    public const string Pool = "yuekao.pool";

    /// <summary>The source of readings: <c>township</c> or <c>department:&lt;id&gt;</c>.</summary>
    public const string Source = "yuekao.source";

    /// <summary>One of <see cref="CyclePhases"/>.</summary>
    public const string Phase = "yuekao.phase";
}

/// <summary>The phases whose durations are measured.</summary>
internal static class CyclePhases
{
    /// <summary>From the freeze, or the return to sources, to the proposal.</summary>
    public const string Collecting = "collecting";

    /// <summary>From the proposal to the meeting's resolution.</summary>
    public const string Deciding = "deciding";

    /// <summary>From the resolution to the pool's results coming out.</summary>
    public const string Feedback = "feedback";

    /// <summary>From the publication of all pools to the seal.</summary>
    public const string Appeals = "appeals";
}
