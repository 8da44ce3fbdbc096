using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Yuekao.App.Platform;

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

/// <summary>Counts and times a storage client's calls. It belongs to each retry: an attempt that storage throttles is a call, too.</summary>
internal sealed class StorageTelemetryPolicy(YuekaoTelemetry telemetry, StorageKind kind) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        long start = Stopwatch.GetTimestamp();
        int? status = null;
        try
        {
            ProcessNext(message, pipeline);
            status = message.Response.Status;
        }
        finally
        {
            End(status, start);
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        long start = Stopwatch.GetTimestamp();
        int? status = null;
        try
        {
            await ProcessNextAsync(message, pipeline);
            status = message.Response.Status;
        }
        finally
        {
            End(status, start);
        }
    }

    private void End(int? status, long start) => telemetry.Storage.Called(kind, status, Stopwatch.GetElapsedTime(start));
}

/// <summary>Adds telemetry to the options of storage clients.</summary>
internal static class StorageTelemetry
{
    /// <summary>Has the client's calls counted and timed.</summary>
    /// <returns>The same options.</returns>
    public static T Measured<T>(this T options, IServiceProvider services, StorageKind kind)
        where T : ClientOptions
    {
        options.AddPolicy(new StorageTelemetryPolicy(services.GetRequiredService<YuekaoTelemetry>(), kind), HttpPipelinePosition.PerRetry);
        return options;
    }
}
