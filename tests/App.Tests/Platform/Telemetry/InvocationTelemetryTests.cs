using System.Diagnostics;

namespace Yuekao.App.Tests.Platform.Telemetry;

/// <summary>The spans of invocations.</summary>
public sealed class InvocationTelemetryTests(AppFixture fixture)
{
    [Theory]
    [InlineData("health/live", "GetLiveness", null, ActivityStatusCode.Unset, null)]
    [InlineData("counties/haixing/schemes", "ListSchemes", 401, ActivityStatusCode.Unset, null)]
    [InlineData("probes/failure/0", "ProbeFailure", 500, ActivityStatusCode.Error, "System.InvalidOperationException")]
    [InlineData("probes/failure/1", "ProbeFailure", 503, ActivityStatusCode.Error, "Azure.RequestFailedException")]
    public async Task Request_HoweverAnswered_IsASpan(string path, string function, int? answer, ActivityStatusCode status, string? error)
    {
        using var recorder = new TelemetryRecorder(fixture.App.Services);

        (await fixture.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).Dispose();

        // Other tests may ask for the same: what answers alike is alike.
        Activity span = recorder.Spans.First(one => one.OperationName == function && one.GetTagItem("http.response.status_code") as int? == answer);
        Assert.Equal((function, ActivityKind.Server, status), (span.OperationName, span.Kind, span.Status));
        Assert.Equal((function, "http", answer, error), (span.GetTagItem("faas.name"), span.GetTagItem("faas.trigger"), span.GetTagItem("http.response.status_code") as int?, span.GetTagItem("error.type")));
        Assert.False(string.IsNullOrEmpty(span.GetTagItem("faas.invocation_id") as string));
    }
}
