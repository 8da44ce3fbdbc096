using System.Collections.Concurrent;
using System.Diagnostics;

namespace Yuekao.Benchmarks.County;

/// <summary>On whose behalf the app goes to storage.</summary>
internal enum CallMaker
{
    /// <summary>Nobody's: activities, and the start of a cycle, which is the timer's in daily life.</summary>
    App,

    /// <summary>A source's that submits readings or notes an observation.</summary>
    Submissions,

    /// <summary>Somebody's who writes anything else: decisions, acknowledgements, appeals, extensions.</summary>
    People,

    /// <summary>Somebody's who only looks, the benchmark's own polling included.</summary>
    Readers,
}

/// <summary>Gives each request a trace of its own and remembers who made it. What a request starts, a cycle, goes on in its trace, and is the app's.</summary>
internal sealed class RequestTraces : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, CallMaker> makers = new(StringComparer.Ordinal);

    public RequestTraces()
        : base(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null })
    {
    }

    /// <summary>Who made a call that names a trace; the app where it names none, or none of a request.</summary>
    public CallMaker MakerOf(string? trace) => trace is not null && makers.TryGetValue(trace, out CallMaker maker) ? maker : CallMaker.App;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string trace = ActivityTraceId.CreateRandom().ToHexString();
        makers[trace] = MakerOf(request);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        return base.SendAsync(request, cancellationToken);
    }

    private static CallMaker MakerOf(HttpRequestMessage request)
    {
        string path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Get)
            return CallMaker.Readers;
        if (path.EndsWith("/cycles", StringComparison.Ordinal))
            return CallMaker.App;
        return path.Contains("/submissions/", StringComparison.Ordinal) || path.Contains("/observations/", StringComparison.Ordinal) ? CallMaker.Submissions : CallMaker.People;
    }
}
