namespace Yuekao.App.Records;

/// <summary>Names a cycle (考核周期): one run of a scheme for one period in one county.</summary>
/// <param name="Scheme">The scheme, whose id starts with the county's.</param>
/// <param name="Period">The period, of the scheme's kind.</param>
public sealed record CycleKey(CountyId County, SchemeId Scheme, Period Period)
{
    /// <summary>The orchestration instance that runs the cycle: the same for every start, so that a second start is none.</summary>
    public string InstanceId => $"{Scheme}.{Period}";

    /// <summary>The path under the county, as the audit trail and messages name the cycle.</summary>
    public string Resource => $"schemes/{Scheme}/cycles/{Period}";

    /// <summary>Where its documents lie among the blobs.</summary>
    internal string Folder => $"{County}/{Scheme}/{Period}";

    /// <summary>The orchestration instance that runs one pool of the cycle.</summary>
    public string PoolInstanceId(PoolId pool) => $"{InstanceId}.{pool}";

    /// <summary>A cycle of the county and scheme that a route names.</summary>
    /// <exception cref="ProblemException">The scheme is another county's: not found.</exception>
    internal static CycleKey Of(HttpRequest request, Period period)
    {
        var key = new CycleKey(request.Id<CountyId>(), request.Id<SchemeId>(), period);
        return key.Scheme.Value.StartsWith($"{key.County}.", StringComparison.Ordinal)
            ? key
            : throw new ProblemException(ProblemType.NotFound, $"'{key.Scheme}' is no scheme of the county: it must start with '{key.County}.'.");
    }

    public override string ToString() => InstanceId;
}

/// <summary>A pool of a cycle: input of activities.</summary>
/// <param name="Key">The cycle.</param>
public sealed record PoolRef(CycleKey Key, PoolId Pool);

/// <summary>A subject of a cycle: input of activities.</summary>
/// <param name="Key">The cycle.</param>
public sealed record SubjectRef(CycleKey Key, SubjectId Subject);

/// <summary>A cycle's orchestration as somebody who acts.</summary>
internal static class CycleActor
{
    /// <summary>The actor of what a cycle does by itself.</summary>
    public static AuditActor Of(CycleKey key) => AuditActor.System(key.InstanceId);
}

/// <summary>A cycle at a time: input of activities.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="At">The time.</param>
public sealed record CycleMoment(CycleKey Key, DateTimeOffset At);
