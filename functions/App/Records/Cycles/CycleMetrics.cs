using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Yuekao.App.Records;

/// <summary>What cycles come to. County and scheme are the only tags that grow with use.</summary>
internal sealed class CycleMetrics(Meter meter)
{
    // From a minute to two months: phases take days.
    private static readonly double[] Days = [60, 3_600, .. new[] { 0.5, 1, 2, 3, 5, 7, 10, 14, 21, 31, 62 }.Select(days => TimeSpan.FromDays(days).TotalSeconds)];

    private readonly Counter<long> opened = meter.CreateCounter<long>("yuekao.cycles.opened", "{cycle}", "Cycles that were frozen and collect.");
    private readonly Counter<long> closed = meter.CreateCounter<long>("yuekao.cycles.closed", "{cycle}", "Cycles that were sealed.");
    private readonly Counter<long> readings = meter.CreateCounter<long>("yuekao.readings.received", "{reading}", "Readings in submissions that were stored.");
    private readonly Histogram<double> durations = meter.CreateHistogram(
        "yuekao.cycle.phase.duration", "s", "How long phases took, by the times that the cycle records.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Days });

    /// <summary>Whether anybody wants to know how long phases take: finding out may cost a storage call.</summary>
    public bool MeasuresPhases => durations.Enabled;

    /// <summary>A cycle was opened.</summary>
    public void Opened(CycleKey key) => opened.Add(1, Of(key));

    /// <summary>A cycle was sealed.</summary>
    public void Closed(CycleKey key) => closed.Add(1, Of(key));

    /// <summary>A source's readings were stored, as a version of their own.</summary>
    public void Received(CycleKey key, SourceId source, int count)
    {
        TagList tags = Of(key);
        tags.Add(TelemetryTags.Source, source.Value);
        readings.Add(count, tags);
    }

    /// <summary>A phase ended. What is recorded may be of another host's clock, a little ahead: no phase takes less than nothing.</summary>
    /// <param name="key">The cycle.</param>
    /// <param name="phase">One of <see cref="CyclePhases"/>.</param>
    /// <param name="from">When it began.</param>
    /// <param name="to">When it ended.</param>
    public void Ended(CycleKey key, string phase, DateTimeOffset from, DateTimeOffset to)
    {
        TagList tags = Of(key);
        tags.Add(TelemetryTags.Phase, phase);
        durations.Record(Math.Max(0, (to - from).TotalSeconds), tags);
    }

    private static TagList Of(CycleKey key) => new([new(TelemetryTags.County, key.County.Value), new(TelemetryTags.Scheme, key.Scheme.Value)]);
}
