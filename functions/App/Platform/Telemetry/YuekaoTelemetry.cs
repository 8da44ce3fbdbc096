using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace Yuekao.App.Platform;

/// <summary>
/// The app's one source of spans and one meter; each room makes its own instruments of them. Without a listener every instrument is off and costs a check.
/// Orchestrators are replayed and must not record here: their activities do, each after the write that makes the thing so. An activity may run again after a
/// crash, so what activities count is counted at least once where the repeat cannot tell, and once where storage says that it is done already; a crash between
/// write and count loses one.
/// </summary>
public sealed class YuekaoTelemetry : IDisposable
{
    public const string Name = "Yuekao";

    private readonly Counter<long> rejected;

    /// <param name="meters">Makes the meter; it is the app's own, so that two apps in a process keep apart.</param>
    public YuekaoTelemetry(IMeterFactory meters)
    {
        Source = new ActivitySource(Name, Version);
        Meter = meters.Create(new MeterOptions(Name) { Version = Version });
        Storage = new StorageMetrics(this);
        rejected = Meter.CreateCounter<long>("yuekao.requests.rejected", "{request}", "Requests that were answered with a problem.");
    }

    public static string Version { get; } = typeof(YuekaoTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    internal ActivitySource Source { get; }

    internal Meter Meter { get; }

    internal StorageMetrics Storage { get; }

    public void Dispose() => Source.Dispose();

    /// <summary>A histogram of calls, in seconds, with the boundaries that the OpenTelemetry semantic conventions name for HTTP clients.</summary>
    internal Histogram<double> CallDurations(string name, string description) => Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    });

    /// <summary>Counts a problem, and tells the request's span of it: an answer that is the app's fault is a failure, one that is the caller's is none.</summary>
    internal void Answered(ProblemException problem, Exception exception)
    {
        ProblemType type = problem.Type;
        rejected.Add(1, new(TelemetryTags.ErrorType, type.Type[(type.Type.LastIndexOf(':') + 1)..]), new(TelemetryTags.StatusCode, type.Status));
        if (Activity.Current is not { IsAllDataRequested: true } span)
            return;
        span.SetTag(TelemetryTags.StatusCode, type.Status);
        if (type.Status >= StatusCodes.Status500InternalServerError)
            span.Fail(exception);
    }
}

/// <summary>
/// The platform's tags of metrics and spans; other rooms' stand beside their instruments. Tags are places, rules and outcomes, never a person's name or id. Names
/// follow the OpenTelemetry semantic conventions where there is one: https://opentelemetry.io/docs/specs/semconv/.
/// </summary>
internal static class TelemetryTags
{
    public const string Outcome = "yuekao.outcome";

    /// <summary>What storage is called: <c>table</c> or <c>blob</c>.</summary>
    public const string StorageKind = "yuekao.storage.kind";

    /// <summary>The kind of problem, such as <c>rule-broken</c>; on spans an exception's type.</summary>
    public const string ErrorType = "error.type";

    public const string StatusCode = "http.response.status_code";

    public const string Function = "faas.name";

    /// <summary>What set the function off: <c>http</c>, <c>timer</c>, <c>other</c>.</summary>
    public const string Trigger = "faas.trigger";

    public const string Invocation = "faas.invocation_id";
}

internal static class FailedSpans
{
    /// <summary>Says that it failed, and by what type of exception: its message may name a person.</summary>
    public static void Fail(this Activity span, Exception exception)
    {
        Exception cause = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        span.SetStatus(ActivityStatusCode.Error).SetTag(TelemetryTags.ErrorType, cause.GetType().FullName);
    }
}
