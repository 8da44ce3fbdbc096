using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Yuekao.App.Platform;

/// <summary>The app's own calls to storage, each attempt; the task hub's are its engine's.</summary>
internal sealed class StorageMetrics(YuekaoTelemetry telemetry)
{
    private readonly Counter<long> calls = telemetry.Meter.CreateCounter<long>("yuekao.storage.calls", "{call}", "Calls to the app's tables and blobs.");
    private readonly Histogram<double> durations = telemetry.CallDurations("yuekao.storage.call.duration", "How long storage took to answer.");

    /// <summary>Storage was called; a status of null is no answer.</summary>
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

internal enum StorageKind
{
    Table,
    Blob,
}

/// <summary>Counts and times a storage client's calls. It belongs to each retry: an attempt that storage throttles is a call, too.</summary>
internal sealed class StorageTelemetryPolicy(YuekaoTelemetry telemetry, StorageKind kind) : HttpPipelinePolicy
{
    // The app itself never calls storage synchronously.
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessAsync(message, pipeline).AsTask().GetAwaiter().GetResult();

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
            telemetry.Storage.Called(kind, status, Stopwatch.GetElapsedTime(start));
        }
    }
}

internal static class StorageTelemetry
{
    /// <summary>Has a storage client's calls counted and timed.</summary>
    public static T Measured<T>(this T options, IServiceProvider services, StorageKind kind) where T : ClientOptions
    {
        options.AddPolicy(new StorageTelemetryPolicy(services.GetRequiredService<YuekaoTelemetry>(), kind), HttpPipelinePosition.PerRetry);
        return options;
    }
}
