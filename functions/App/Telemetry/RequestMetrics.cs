using System.Diagnostics.Metrics;
using Yuekao.App.Problems;

namespace Yuekao.App.Telemetry;

/// <summary>What requests are answered with a problem.</summary>
internal sealed class RequestMetrics(Meter meter)
{
    private readonly Counter<long> rejected = meter.CreateCounter<long>("yuekao.requests.rejected", "{request}", "Requests that were answered with a problem.");

    /// <summary>A request was answered with a problem.</summary>
    public void Rejected(ProblemType type) => rejected.Add(1, new(TelemetryTags.ErrorType, type.Type[(type.Type.LastIndexOf(':') + 1)..]), new(TelemetryTags.StatusCode, type.Status));
}
