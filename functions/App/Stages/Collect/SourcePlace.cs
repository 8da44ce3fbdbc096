namespace Yuekao.App.Stages.Collect;

/// <summary>What the routes of submissions and observations name: a township of an open cycle, for observations also of one that has yet to open.</summary>
internal record TownshipPlace(CycleContext Context, Pool Pool, FrozenTownship Township)
{
    // How far the clocks of two machines may be apart.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    /// <summary>The township's part of the pool.</summary>
    public Pool Part { get; } = Pool.Townships.Count == 1 ? Pool : new Pool(Pool.Id, Pool.Name, [Township], Pool.Meeting);

    public string Resource => $"{Context.Key.Resource}/townships/{Township.Id}";

    public string Partition => SubmissionRows.Partition(Context.Key, Township.Id);

    /// <exception cref="ProblemException">There is no such cycle, or the township is not in it: not found.</exception>
    public static async Task<TownshipPlace> RequireAsync(CycleContexts contexts, HttpRequest request, CancellationToken cancellation) =>
        Of(await contexts.RequireAsync(request, cancellation), request.Id<TownshipId>());

    /// <exception cref="ProblemException">There is no such scheme, period or township: not found.</exception>
    public static async Task<TownshipPlace> RequireAsync(CycleContexts contexts, CycleDrafts drafts, HttpRequest request, CancellationToken cancellation)
    {
        (CycleKey key, TownshipId id) = (request.CycleKey(), request.Id<TownshipId>());
        CycleContext? open = await contexts.CurrentAsync(key, cancellation) is (var current, false) ? await contexts.FindAsync(current, cancellation) : null;
        return Of(open ?? await drafts.RequireAsync(key, id, cancellation), id);
    }

    /// <summary>Readings of the township alone, to be checked.</summary>
    public PoolInput InputOf(IReadOnlyList<Reading> readings) => new() { Period = Context.Key.Period, Roster = Part.Roster, Readings = readings };

    /// <summary>Whether readings are due, so that the pool may only wait for those that are missing.</summary>
    /// <param name="stored">A time after the change was stored.</param>
    public bool IsDue(DateTimeOffset stored) => stored >= Context.Times.CollectingDue - ClockSlack;

    // Where the township itself, its secretary or its organizers are assessed, nobody of the township reads what others say of it before it is decided.
    private bool IsConcerned => Context.Scheme.Document.Subject is SubjectKind.Township or SubjectKind.TownshipSecretary or SubjectKind.Organizer;

    /// <summary>The sources whose submissions and observations the caller may read: a department only its own, and so a township that is assessed itself.</summary>
    /// <exception cref="ProblemException">None of them: forbidden.</exception>
    public IReadOnlyList<SourceId> RequireReadable(Caller caller)
    {
        bool all = caller.Has(Role.County) || caller.Has(Role.Meeting, Pool.Meeting.Value) || (caller.Has(Role.Township, Township.Id.Value) && !IsConcerned);
        IReadOnlyList<SourceId> readable = all ? Context.Sources : [.. Context.Sources.Where(source => Reports(caller, source))];
        return readable.Count > 0 ? readable : throw new ProblemException(ProblemType.Forbidden);
    }

    public static TownshipPlace Of(CycleContext context, TownshipId id)
    {
        FrozenTownship township = context.RequireTownship(id);
        return new TownshipPlace(context, context.RequirePoolOf(id), township);
    }

    protected bool Reports(Caller caller, SourceId source) => source.IsReported && caller.Roles.Any(grant => grant.ToString() == SourceRole.Of(Township.Id, source));
}

internal sealed record SourcePlace(TownshipPlace Place, SourceId Source) : TownshipPlace(Place)
{
    /// <summary>The source, for a caller who reports for it.</summary>
    /// <exception cref="ProblemException">There is no such cycle, township or source: not found. It is not the caller's: forbidden.</exception>
    public static Task<SourcePlace> OfReporterAsync(CycleContexts contexts, HttpRequest request, CancellationToken cancellation) =>
        RequireAsync(RequireAsync(contexts, request, cancellation), request, (place, caller) => place.Reports(caller, place.Source));

    /// <summary>The source, for a caller who observes for it: also before the period's cycle opens.</summary>
    /// <exception cref="ProblemException">There is no such scheme, period, township or source: not found. It is not the caller's: forbidden.</exception>
    public static Task<SourcePlace> OfObserverAsync(CycleContexts contexts, CycleDrafts drafts, HttpRequest request, CancellationToken cancellation) =>
        RequireAsync(RequireAsync(contexts, drafts, request, cancellation), request, (place, caller) => place.Reports(caller, place.Source));

    /// <exception cref="ProblemException">One of the subjects is the caller: forbidden.</exception>
    public void RequireNotSelf(Caller caller, IEnumerable<SubjectId?> subjects)
    {
        if (subjects.OfType<SubjectId>().Any(caller.IsSelf))
            throw new ProblemException(ProblemType.Forbidden, $"Nobody reports what concerns themself: somebody else of '{Source}' must.");
    }

    /// <summary>The source, for a caller who may read what it reported.</summary>
    /// <exception cref="ProblemException">There is no such cycle, township or source: not found. The caller may not: forbidden.</exception>
    public static Task<SourcePlace> OfReaderAsync(CycleContexts contexts, HttpRequest request, CancellationToken cancellation) =>
        RequireAsync(RequireAsync(contexts, request, cancellation), request, (place, caller) => place.RequireReadable(caller).Contains(place.Source));

    private static async Task<SourcePlace> RequireAsync(Task<TownshipPlace> finding, HttpRequest request, Func<SourcePlace, Caller, bool> isTheirs)
    {
        TownshipPlace township = await finding;
        var place = new SourcePlace(township, request.Id<SourceId>());
        if (!place.Context.Sources.Contains(place.Source))
            throw new ProblemException(ProblemType.NotFound, $"The scheme has no source '{place.Source}'.");
        return isTheirs(place, request.GetCaller()) ? place : throw new ProblemException(ProblemType.Forbidden);
    }
}
