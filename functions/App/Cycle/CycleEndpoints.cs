namespace Yuekao.App.Cycle;

/// <summary>Starts cycles, and tells how far they are.</summary>
public sealed class CycleEndpoints(CycleStarter starter, CycleStore cycles, CycleProgressReader progress, AuditTrail audit)
{
    [Function(nameof(StartCycle))]
    [Access(Role.County)]
    [Operation("Starts a cycle by hand, on the scheme's dates or on the county's own; one that was cancelled, anew. A second start changes nothing, but that special items it adds freeze a cycle anew that collects.")]
    [Accepts(typeof(CycleRequest)), Answers(StatusCodes.Status202Accepted, typeof(CycleRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> StartCycle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = CycleRoutes.Cycles)] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CycleRequest wanted = await RequestBody.ReadAsync<CycleRequest>(request, cancellation);
        CycleKey key = CycleKey.Of(request, wanted.Period);
        Scheme found = await starter.RequireBegunAsync(key, wanted.SchemeVersion, wanted.Dates, cancellation);
        CycleRecord started = await starter.StartAsync(client, key, found, wanted, AuditActor.Of(request.GetCaller()), cancellation);
        return new AcceptedResult($"/api/counties/{key.County}/{key.Resource}", started);
    }

    [Function(nameof(ListCycles))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision, Role.Finance)]
    [Operation("Lists the cycles of a scheme, the earliest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<CycleRecord>))]
    public async Task<IActionResult> ListCycles([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycles)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        IReadOnlyList<CycleRecord> found = await cycles.ListAsync(request.Id<CountyId>(), request.Id<SchemeId>(), page.After<Period>(Period.TryOf), page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, one => one.Key.Period.Value));
    }

    [Function(nameof(GetCycle))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision, Role.Finance)]
    [Operation("How far a cycle is, pool by pool, and whom it waits for.")]
    [Answers(StatusCodes.Status200OK, typeof(CycleProgress)), Problems(404)]
    public async Task<IActionResult> GetCycle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle)] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        CycleProgress found = await progress.FindAsync(client, key, cancellation) ?? throw NotStarted(key);
        return new OkObjectResult(request.GetCaller().Has(Role.County) ? found : found.WithoutFailures());
    }

    [Function(nameof(TakeUpCycle))]
    [Access(Role.County)]
    [Operation("Takes up a cycle that stopped, or some of whose pools did: each goes on where it was. Where nothing stopped nothing changes.")]
    [Answers(StatusCodes.Status202Accepted), Problems(404, 409)]
    public async Task<IActionResult> TakeUpCycle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = CycleRoutes.Cycle + "/take-up")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        (CycleRecord cycle, IReadOnlyList<PoolRecord> pools) = await cycles.FindWithPoolsAsync(key, cancellation) ?? throw NotStarted(key);
        if (cycle.Phase == CyclePhase.Cancelled)
            throw new ProblemException(ProblemType.RuleBroken, $"The cycle '{key}' was cancelled: nothing of it goes on. A start opens the period anew.");
        key = cycle.Key;
        await audit.AppendAsync(new AuditEntry(key.County.Value, AuditActor.Of(request.GetCaller()), nameof(TakeUpCycle), key.Resource, Before: null, After: null), cancellation);
        // An orchestration that is gone from the hub, or was ended there, begins anew.
        if (cycle.Phase == CyclePhase.Sealed || !await client.StartOnceAsync(nameof(CountyCycleOrchestrator), key.InstanceId, new CycleStart(key), cancellation))
            await client.RaiseAsync(key, new TakeUp(), cancellation);
        foreach (PoolRecord pool in pools)
            await client.RaiseAsync(key, pool.Pool, new TakeUp(), cancellation);
        await client.WakeAsync(key.DispatchInstanceId, nameof(TakeUp), new TakeUp(), cancellation);
        return new AcceptedResult();
    }

    internal static ProblemException NotStarted(CycleKey key) => new(ProblemType.NotFound, $"Nobody started the cycle '{key}'.");
}

/// <param name="Period">The period, of the scheme's kind.</param>
/// <param name="SchemeVersion">The scheme's version; the newest one on the day on which the cycle opens unless given.</param>
public sealed record CycleRequest(Period Period, int? SchemeVersion = null)
{
    /// <summary>The items that this cycle adds to the scheme's (单项考核).</summary>
    public IReadOnlyList<Item> SpecialItems { get; init; } = [];

    /// <summary>The dates that differ from the scheme's calendar. A period whose collecting is over by the calendar needs them.</summary>
    public CycleDates Dates { get; init; } = CycleDates.None;
}
