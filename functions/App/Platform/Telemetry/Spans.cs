using System.Diagnostics;

namespace Yuekao.App.Platform;

/// <summary>What spans are told.</summary>
internal static class Spans
{
    /// <summary>Says which cycle, and pool, the current invocation works on.</summary>
    public static void Describe(CycleKey key, PoolId? pool = null)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
            span.Describe(key, pool);
    }

    /// <summary>Says which cycle, and pool, a span is about.</summary>
    public static void Describe(this Activity span, CycleKey key, PoolId? pool)
    {
        span.SetTag(TelemetryTags.County, key.County.Value).SetTag(TelemetryTags.Scheme, key.Scheme.Value).SetTag(TelemetryTags.Period, key.Period.Value);
        if (pool is { } one)
            span.SetTag(TelemetryTags.Pool, one.Value);
    }

    /// <summary>Counts a problem, and tells the request's span of it: an answer that is the app's fault is a failure, one that is the caller's is none.</summary>
    public static void Answered(this YuekaoTelemetry telemetry, ProblemException problem, Exception exception)
    {
        telemetry.Requests.Rejected(problem.Type);
        if (Activity.Current is not { IsAllDataRequested: true } span)
            return;
        span.SetTag(TelemetryTags.StatusCode, problem.Type.Status);
        if (problem.Type.Status >= StatusCodes.Status500InternalServerError)
            span.Fail(exception);
    }

    /// <summary>Says that it failed, and by what type of exception: its message may name a person.</summary>
    public static void Fail(this Activity span, Exception exception)
    {
        Exception cause = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        span.SetStatus(ActivityStatusCode.Error).SetTag(TelemetryTags.ErrorType, cause.GetType().FullName);
    }
}
