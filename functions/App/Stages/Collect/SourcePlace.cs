namespace Yuekao.App.Stages.Collect;

/// <summary>What the routes of submissions and observations name: a township of an open cycle.</summary>
/// <param name="Context">The cycle.</param>
/// <param name="Pool">The pool that the township is in.</param>
internal record TownshipPlace(CycleContext Context, Pool Pool, FrozenTownship Township)
{
    // How far the clocks of two machines may be apart.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    /// <summary>The township's part of the pool.</summary>
    public Pool Part { get; } = Pool.Townships.Count == 1 ? Pool : new Pool(Pool.Id, Pool.Name, [Township], Pool.Meeting);

    /// <summary>The path under the county, as the audit trail names it.</summary>
    public string Resource => $"{Context.Key.Resource}/townships/{Township.Id}";

    /// <summary>
    /// Whether what a source changed may let its pool be graded at once, so that the pool must be woken. No round is proposed before the period ends, and
    /// the pool's timer of that moment reads all that was stored before it.
    /// </summary>
    /// <param name="stored">A time after the change was stored.</param>
    public bool MayBeGraded(DateTimeOffset stored) => stored >= Context.Times.PeriodEnds - ClockSlack;

    /// <summary>Reads a route.</summary>
    /// <exception cref="ProblemException">There is no such cycle, or the township is not in it: not found.</exception>
    public static async Task<TownshipPlace> RequireAsync(CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        FrozenTownship one = context.RequireTownship(request.Id<TownshipId>());
        return new TownshipPlace(context, context.RequirePoolOf(one.Id), one);
    }

    /// <summary>The sources whose submissions and observations the caller may read: a department only its own.</summary>
    /// <exception cref="ProblemException">None of them: forbidden.</exception>
    public IReadOnlyList<SourceId> RequireReadable(Caller caller)
    {
        bool all = caller.Has(Role.County) || caller.Has(Role.Township, Township.Id.Value) || caller.Has(Role.Meeting, Pool.Meeting.Value);
        IReadOnlyList<SourceId> readable = all ? Context.Sources : [.. Context.Sources.Where(source => IsOf(caller, source))];
        return readable.Count > 0 ? readable : throw new ProblemException(ProblemType.Forbidden);
    }

    /// <summary>Whether the caller reports for a source of this township.</summary>
    protected bool IsOf(Caller caller, SourceId source) => source == SourceId.Township
        ? caller.Has(Role.Township, Township.Id.Value)
        : caller.Roles.Any(grant => grant.Role == Role.Department && grant.ToString() == source.Value);
}

/// <summary>One source of a township.</summary>
/// <param name="Place">The township.</param>
/// <param name="Source">The source, one of the scheme's.</param>
internal sealed record SourcePlace(TownshipPlace Place, SourceId Source) : TownshipPlace(Place)
{
    /// <summary>Reads a route.</summary>
    /// <exception cref="ProblemException">There is no such cycle, township or source: not found.</exception>
    public static new async Task<SourcePlace> RequireAsync(CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        TownshipPlace place = await TownshipPlace.RequireAsync(contexts, request, cancellation);
        SourceId id = request.Id<SourceId>();
        return place.Context.Sources.Contains(id) ? new SourcePlace(place, id) : throw new ProblemException(ProblemType.NotFound, $"The scheme has no source '{id}'.");
    }

    /// <summary>Requires that the caller reports for the source.</summary>
    /// <exception cref="ProblemException">Not so: forbidden.</exception>
    public void RequireReporter(Caller caller) => Require(IsOf(caller, Source));

    /// <summary>Requires that the caller may read what the source reported.</summary>
    /// <exception cref="ProblemException">Not so: forbidden.</exception>
    public void RequireReader(Caller caller) => Require(RequireReadable(caller).Contains(Source));

    private static void Require(bool allowed)
    {
        if (!allowed)
            throw new ProblemException(ProblemType.Forbidden);
    }
}
