using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Yuekao.App.Tests.Platform.Telemetry;

/// <summary>One value that an instrument was given.</summary>
internal sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);

/// <summary>Listens to the meter and the spans of one app, however many run in this process.</summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private readonly MeterListener meters = new();
    private readonly ActivityListener activities;
    private readonly ConcurrentQueue<Measurement> measured = new();
    private readonly ConcurrentQueue<Activity> spans = new();

    public TelemetryRecorder(IServiceProvider app)
    {
        var telemetry = app.GetRequiredService<YuekaoTelemetry>();
        IMeterFactory factory = app.GetRequiredService<IMeterFactory>();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == YuekaoTelemetry.Name && ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        meters.Start();
        activities = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, telemetry.Source),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(activities);
    }

    public IReadOnlyList<Measurement> Measured => [.. measured];

    public IReadOnlyList<Activity> Spans => [.. spans];

    public IReadOnlyList<Measurement> Of(string instrument, params IReadOnlyList<(string Tag, string Value)> tags) =>
        [.. measured.Where(one => one.Instrument == instrument && tags.All(tag => one.Tags.GetValueOrDefault(tag.Tag) as string == tag.Value))];

    public double Sum(string instrument, params IReadOnlyList<(string Tag, string Value)> tags) => Of(instrument, tags).Sum(one => one.Value);

    public void Dispose()
    {
        meters.Dispose();
        activities.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        measured.Enqueue(new Measurement(instrument.Name, value, new Dictionary<string, object?>(tags.ToArray())));
}
