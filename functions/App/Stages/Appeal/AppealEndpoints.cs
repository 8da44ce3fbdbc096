namespace Yuekao.App.Stages.Appeal;

public sealed class AppealEndpoints(AppealStore appeals, CycleContexts contexts, CycleStore cycles, AuditTrail audit, TimeProvider clock)
{
    private const string Route = CycleRoutes.Subject + "/appeal";

    private static readonly TimeSpan Shortly = TimeSpan.FromMinutes(1);

    [Function(nameof(PutAppeal))]
    [Access(Role.Cadre, Scope = "subject"), Access(Role.Township, Scope = "subject")]
    [Operation("Files an appeal, once a cycle, while the window is open; a township for itself. The same content again changes nothing.")]
    [Accepts(typeof(AppealRequest)), Answers(StatusCodes.Status201Created, typeof(AppealRecord))]
    [Answers(StatusCodes.Status200OK, typeof(AppealRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> PutAppeal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        AppealPlace place = await AppealPlace.ReadAsync(contexts, request, cancellation);
        CycleKey key = place.Context.Key;
        place.RequireAppellant(request.GetCaller());
        AppealRequest appeal = await RequestBody.ReadAsync<AppealRequest>(request, cancellation);
        Digest digest = Digest.OfJson(appeal);
        if (await appeals.FindAsync(key, place.Subject, cancellation) is { } there)
            return await ExistingAsync(client, place, there, digest, cancellation);
        if (await cycles.FindAsync(key, place.Pool.Id, cancellation) is not { Phase: PoolPhase.Published })
            throw new ProblemException(ProblemType.RuleBroken, "Appeals are filed against results, and these are not out yet.");
        appeals.RequireOpen(place.Context, await appeals.FindGateAsync(key, cancellation));
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, AppealRules.Check(appeal, place.Context.Scheme));

        Caller caller = request.GetCaller();
        var record = new AppealRecord(place.Subject, place.Pool.Id, place.Township, appeal, clock.GetUtcNow(), caller.Id, caller.Name);
        var entry = new AuditEntry(caller.County, AuditActor.Of(caller), nameof(PutAppeal), place.Resource, Before: null, digest);
        AppealRecord stored = await audit.RecordAsync(entry, stop => appeals.FileAsync(place.Context, record, stop), cancellation);
        if (!ReferenceEquals(stored, record))
            return await ExistingAsync(client, place, stored, digest, cancellation);
        await client.RaiseAsync(key, new AppealFiled(place.Subject, place.Pool.Id), cancellation);
        return new ObjectResult(stored) { StatusCode = StatusCodes.Status201Created };
    }

    [Function(nameof(GetAppeal))]
    [Access(Role.Cadre, Scope = "subject"), Access(Role.County, Role.Meeting, Role.Township)]
    [Operation("A subject's appeal, with the meeting's ruling and what came of it. A township sees its own, a meeting those that it decides.")]
    [Answers(StatusCodes.Status200OK, typeof(AppealRecord)), Problems(404)]
    public async Task<IActionResult> GetAppeal([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        AppealPlace place = await AppealPlace.ReadAsync(contexts, request, cancellation);
        Caller caller = request.GetCaller();
        if (!ResultAccess.IsFirst(place.Pool, caller) && !caller.Has(Role.Cadre, place.Subject.Value) && !caller.Has(Role.Township, place.Township.Value))
            throw new ProblemException(ProblemType.Forbidden, "Only the appellant, their township, the meeting that decides and the county see an appeal.");
        return new OkObjectResult(await appeals.RequireAsync(place.Context.Key, place.Subject, cancellation));
    }

    [Function(nameof(ListAppeals))]
    [Access(Role.County, Role.Meeting, Role.Township)]
    [Operation("Lists a pool's appeals, by subject. A township sees its own, a meeting those that it decides.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<AppealRecord>)), Problems(404)]
    public async Task<IActionResult> ListAppeals(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Pool + "/appeals")] HttpRequest request, CancellationToken cancellation)
    {
        (CycleContext cycle, Pool asked) = await contexts.RequirePoolAsync(request, cancellation);
        TownshipId[]? townships = SeenBy(request.GetCaller(), asked);
        PageRequest page = PageRequest.Read(request);
        IReadOnlyList<AppealRecord> listed = await appeals.ListAsync(cycle.Key, asked.Id, townships, page.After<SubjectId>(SubjectId.TryOf), page.Top, cancellation);
        return new OkObjectResult(page.Answer(listed, one => one.Subject.Value));
    }

    /// <summary>Whose appeals the caller sees: those of some townships, or of all where it is null.</summary>
    private static TownshipId[]? SeenBy(Caller caller, Pool pool)
    {
        if (caller.Has(Role.County) || caller.Has(Role.Meeting, pool.Meeting.Value))
            return null;
        TownshipId[] own = [.. pool.Townships.Select(township => township.Id).Where(township => caller.Has(Role.Township, township.Value))];
        return own.Length > 0 ? own : throw new ProblemException(ProblemType.Forbidden, $"The caller has no part in the pool '{pool.Id}'.");
    }

    // Raised again shortly after, for the first time may have been lost. Later the orchestration looks by itself.
    private async Task<IActionResult> ExistingAsync(DurableTaskClient client, AppealPlace place, AppealRecord there, Digest digest, CancellationToken cancellation)
    {
        if (!Digest.OfJson(there.Appeal).Equals(digest))
            throw new ProblemException(ProblemType.Conflict, $"'{there.Subject}' appealed before: a subject appeals once a cycle.");
        if (there.Ruling is null && clock.GetUtcNow() - there.FiledAt < Shortly)
            await client.RaiseAsync(place.Context.Key, new AppealFiled(place.Subject, place.Pool.Id), cancellation);
        return new OkObjectResult(there);
    }
}

/// <summary>Where in a cycle an appeal belongs, by the appellant.</summary>
internal sealed record AppealPlace(CycleContext Context, Pool Pool, TownshipId Township, SubjectId Subject)
{
    public string Resource => $"{Context.Key.Resource}/subjects/{Subject}/appeal";

    public static async Task<AppealPlace> ReadAsync(CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        SubjectId id = request.Id<SubjectId>();
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        return context.TryFind(id, out FrozenTownship? township, out _)
            ? new AppealPlace(context, context.RequirePoolOf(township.Id), township.Id, id)
            : throw new ProblemException(ProblemType.NotFound, $"'{id}' is not in the cycle.");
    }

    // Somebody may be called as the township is.
    public void RequireAppellant(Caller caller)
    {
        Role role = Context.Scheme.Document.Subject == SubjectKind.Township ? Role.Township : Role.Cadre;
        if (!caller.Has(role, Subject.Value))
            throw new ProblemException(ProblemType.Forbidden);
    }
}
