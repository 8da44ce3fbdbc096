using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace Yuekao.App.Telemetry;

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
