namespace Yuekao.App.Records;

/// <summary>Names a cycle (考核周期): one run of a scheme for one period in one county.</summary>
/// <param name="Scheme">The scheme, whose id starts with the county's.</param>
/// <param name="Edition">From 1: a cycle that is frozen anew, or opened anew when it was cancelled, is the next one. Routes name the current one, and leave it out.</param>
public sealed record CycleKey(CountyId County, SchemeId Scheme, Period Period, int Edition = 1)
{
    // No period has it.
    private const string EditionMark = "-e";

    /// <summary>The orchestration instance that runs the cycle: the same for every start, so that a second start is none.</summary>
    public string InstanceId => $"{Scheme}.{Run}";

    /// <summary>The period and, from the second on, the edition: <c>2026-10</c>, <c>2026-10-e2</c>.</summary>
    internal string Run => Edition == 1 ? Period.Value : string.Create(CultureInfo.InvariantCulture, $"{Period}{EditionMark}{Edition}");

    /// <summary>Who does what the cycle's orchestration does by itself.</summary>
    internal AuditActor Actor => AuditActor.System(InstanceId);

    /// <summary>The path under the county, as the audit trail and messages name the cycle.</summary>
    public string Resource => $"schemes/{Scheme}/cycles/{Period}";

    /// <summary>Where its documents lie among the blobs.</summary>
    internal string Folder => $"{County}/{Scheme}/{Run}";

    /// <summary>The orchestration instance that runs the month's dispatch, which no pool is called like.</summary>
    public string DispatchInstanceId => $"{Scheme}.{Period}~dispatch";

    public string PoolInstanceId(PoolId pool) => $"{InstanceId}.{pool}";

    /// <summary>The cycle whose orchestration, or a pool's, or a dispatch's, has an id; null where it is no cycle's.</summary>
    internal static CycleKey? OfInstance(string id)
    {
        // A scheme's name has dots as it likes; what follows the first part that is a period is the pool.
        string[] parts = id.Split('~')[0].Split('.');
        for (int part = 2; part < parts.Length; part++)
        {
            string[] run = parts[part].Split(EditionMark);
            if (Period.TryOf(run[0], out Period period))
                return new CycleKey(CountyId.Of(parts[0]), SchemeId.Of(string.Join('.', parts[..part])), period, run.Length == 1 ? 1 : int.Parse(run[1], CultureInfo.InvariantCulture));
        }

        return null;
    }

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

/// <summary>A cycle's edition is over: it was cancelled, or frozen anew, and what was to be done is not to be done any more.</summary>
public sealed class EditionOverException(CycleKey key)
    : ProblemException(ProblemType.RuleBroken, $"The cycle '{key.Scheme}.{key.Period}' was cancelled or opened anew: look at it as it is now.");

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

    /// <summary>The cycle that a route names, in its first edition: for what is the same in all of them.</summary>
    public static CycleKey CycleKey(this HttpRequest request) => Records.CycleKey.Of(request, request.Id<Period>());

    /// <summary>The open cycle that a route names, in its current edition.</summary>
    /// <exception cref="ProblemException">It is not open: not found. It was cancelled, and the request would change something: rule broken.</exception>
    public static async Task<CycleContext> RequireAsync(this CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        (CycleKey current, bool isCancelled) = await contexts.CurrentAsync(key, cancellation) ?? throw CycleContexts.NotOpen(key);
        if (isCancelled && !HttpMethods.IsGet(request.Method))
            throw new EditionOverException(current);
        if (await contexts.FindAsync(current, cancellation) is { } context)
            return context;
        // What was reported to an edition that is over can be read until the next one is open.
        for (int edition = current.Edition - 1; edition > 0 && HttpMethods.IsGet(request.Method); edition--)
        {
            if (await contexts.FindAsync(current with { Edition = edition }, cancellation) is { } before)
                return before;
        }

        throw CycleContexts.NotOpen(key);
    }

    public static async Task<(CycleContext Cycle, Pool Pool)> RequirePoolAsync(this CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        CycleContext cycle = await contexts.RequireAsync(request, cancellation);
        return (cycle, cycle.RequirePool(request.Id<PoolId>()));
    }
}
