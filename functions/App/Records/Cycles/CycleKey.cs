namespace Yuekao.App.Records;

/// <summary>Names a cycle (考核周期): one run of a scheme for one period in one county.</summary>
/// <param name="Scheme">The scheme, whose id starts with the county's.</param>
public sealed record CycleKey(CountyId County, SchemeId Scheme, Period Period)
{
    /// <summary>The orchestration instance that runs the cycle: the same for every start, so that a second start is none.</summary>
    public string InstanceId => $"{Scheme}.{Period}";

    /// <summary>Who does what the cycle's orchestration does by itself.</summary>
    internal AuditActor Actor => AuditActor.System(InstanceId);

    /// <summary>The path under the county, as the audit trail and messages name the cycle.</summary>
    public string Resource => $"schemes/{Scheme}/cycles/{Period}";

    /// <summary>Where its documents lie among the blobs.</summary>
    internal string Folder => $"{County}/{Scheme}/{Period}";

    /// <summary>The orchestration instance that runs the month's dispatch, which no pool is called like.</summary>
    public string DispatchInstanceId => $"{InstanceId}~dispatch";

    public string PoolInstanceId(PoolId pool) => $"{InstanceId}.{pool}";

    /// <summary>A cycle of the county and scheme that a route names; not found where the scheme is another county's.</summary>
    internal static CycleKey Of(HttpRequest request, Period period)
    {
        var key = new CycleKey(request.Id<CountyId>(), request.Id<SchemeId>(), period);
        return key.Scheme.Value.StartsWith($"{key.County}.", StringComparison.Ordinal)
            ? key
            : throw new ProblemException(ProblemType.NotFound, $"'{key.Scheme}' is no scheme of the county: it must start with '{key.County}.'.");
    }

    public override string ToString() => InstanceId;
}

public sealed record PoolRef(CycleKey Key, PoolId Pool);

public sealed record SubjectRef(CycleKey Key, SubjectId Subject);

/// <summary>A cycle at a time: input of activities.</summary>
public sealed record CycleMoment(CycleKey Key, DateTimeOffset At);

/// <summary>The routes under a cycle, and what they name, read one way by every stage: not found where it is no id, or there is no such open cycle or pool.</summary>
internal static class CycleRoutes
{
    public const string Cycles = "counties/{county}/schemes/{scheme}/cycles";
    public const string Cycle = Cycles + "/{period}";
    public const string Pool = Cycle + "/pools/{pool}";
    public const string Township = Cycle + "/townships/{township}";
    public const string Subject = Cycle + "/subjects/{subject}";

    public static CycleKey CycleKey(this HttpRequest request) => Records.CycleKey.Of(request, request.Id<Period>());

    public static Task<CycleContext> RequireAsync(this CycleContexts contexts, HttpRequest request, CancellationToken cancellation) =>
        contexts.RequireAsync(request.CycleKey(), cancellation);

    public static async Task<(CycleContext Cycle, Pool Pool)> RequirePoolAsync(this CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        CycleContext cycle = await contexts.RequireAsync(request, cancellation);
        return (cycle, cycle.RequirePool(request.Id<PoolId>()));
    }
}
