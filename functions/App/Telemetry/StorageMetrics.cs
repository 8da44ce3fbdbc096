using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Yuekao.App.Telemetry;

/// <summary>The app's own calls to storage, each attempt; the task hub's are its engine's.</summary>
internal sealed class StorageMetrics(Meter meter)
{
    private readonly Counter<long> calls = meter.CreateCounter<long>("yuekao.storage.calls", "{call}", "Calls to the app's tables and blobs.");
    private readonly Histogram<double> durations = meter.CreateHistogram(
        "yuekao.storage.call.duration", "s", "How long storage took to answer.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = CallDurations.Boundaries });

    /// <summary>Storage was called.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="status">Its answer's status; null for no answer.</param>
    /// <param name="took">How long it took.</param>
    public void Called(StorageKind kind, int? status, TimeSpan took)
    {
        TagList tags = new([new(TelemetryTags.StorageKind, kind == StorageKind.Table ? "table" : "blob"), new(TelemetryTags.Outcome, Outcome(status))]);
        calls.Add(1, tags);
        durations.Record(took.TotalSeconds, tags);
    }

    // A refusal is mostly an answer: it is not there, it is there already, it was changed.
    private static string Outcome(int? status) => status switch
    {
        null => "unanswered",
        429 or >= 500 => "failed",
        >= 400 => "refused",
        _ => "answered",
    };
}

/// <summary>Storage that the app calls.</summary>
internal enum StorageKind
{
    /// <summary>Table Storage.</summary>
    Table,

    /// <summary>Blob Storage.</summary>
    Blob,
}
