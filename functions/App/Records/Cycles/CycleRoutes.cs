namespace Yuekao.App.Records;

/// <summary>The routes under a cycle, and what they name: read one way by every stage.</summary>
internal static class CycleRoutes
{
    public const string Cycles = "counties/{county}/schemes/{scheme}/cycles";
    public const string Cycle = Cycles + "/{period}";
    public const string Pool = Cycle + "/pools/{pool}";
    public const string Township = Cycle + "/townships/{township}";
    public const string Subject = Cycle + "/subjects/{subject}";

    /// <summary>The cycle that the route names.</summary>
    /// <exception cref="ProblemException">One part is no id, or the scheme is another county's: not found.</exception>
    public static CycleKey CycleKey(this HttpRequest request) => Records.CycleKey.Of(request, request.Id<Period>());

    /// <summary>The open cycle that the route names.</summary>
    /// <exception cref="ProblemException">There is none such: not found.</exception>
    public static Task<CycleContext> RequireAsync(this CycleContexts contexts, HttpRequest request, CancellationToken cancellation) => contexts.RequireAsync(request.CycleKey(), cancellation);

    /// <summary>The pool of an open cycle that the route names.</summary>
    /// <exception cref="ProblemException">There is none such: not found.</exception>
    public static async Task<(CycleContext Cycle, Pool Pool)> RequirePoolAsync(this CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        CycleContext cycle = await contexts.RequireAsync(request, cancellation);
        return (cycle, cycle.RequirePool(request.Id<PoolId>()));
    }
}
