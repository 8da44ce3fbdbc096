namespace Yuekao.App.Stages.Collect;

/// <summary>
/// What sources note by date all through the period (日常监管), until collecting ends; it does not wait for the cycle to open. It wakes no pool: whether something is
/// missing, no observation tells.
/// </summary>
public sealed class ObservationEndpoints(
    CycleContexts contexts, CycleDrafts drafts, VersionStore versions, ObservationStore observations, AuditTrail audit, TimeProvider clock)
{
    private const string All = CycleRoutes.Township + "/observations";
    private const string One = All + "/{source}/{id}";

    [Function(nameof(PutObservation))]
    [Access(Role.Township, Scope = "township", Where = "source=township"), Access(Role.Committee, Scope = "township", Where = "source=committee")]
    [Access(Role.Department, Scope = "source")]
    [Operation("Notes a dated, evidenced fact about a subject, or replaces it. The same content again changes nothing.")]
    [Tagged, Accepts(typeof(ObservationRequest)), Answers(StatusCodes.Status201Created, typeof(ObservationRecord))]
    [Answers(StatusCodes.Status200OK, typeof(ObservationRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> PutObservation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        SourcePlace place = await SourcePlace.OfObserverAsync(contexts, drafts, request, cancellation);
        ObservationRequest asked = await RequestBody.ReadAsync<ObservationRequest>(request, cancellation);
        place.RequireNotSelf(request.GetCaller(), [asked.Subject]);
        (string id, Caller caller) = (IdOf(request), request.GetCaller());
        return await StorageRaces.RetryAsync(async () =>
        {
            (SourceHead? head, ObservationRecord? current) = await ReadAsync(place, id, cancellation);
            ObservationRecord next = ObservationRecord.Of(asked, place, id, caller, clock.GetUtcNow());
            if (current?.Withdrawn is not null)
                throw new ProblemException(ProblemType.RuleBroken, $"The observation '{id}' was withdrawn, and stays so: note it under another id.");
            if (current?.Digest == next.Digest)
                return Answer(request, current, isNew: false);
            request.RequireMatch(current?.Tag);
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, ObservationRules.Check(place, next));
            AuditEntry entry = Entry(place, nameof(PutObservation), id, caller) with { Before = current?.Digest, After = next.Digest };
            await audit.RecordAsync(entry, stop => observations.PutAsync(place, head, current, next, stop), cancellation);
            return Answer(request, next, current is null);
        }, cancellation);
    }

    [Function(nameof(WithdrawObservation))]
    [Access(Role.Township, Scope = "township", Where = "source=township"), Access(Role.Committee, Scope = "township", Where = "source=committee")]
    [Access(Role.Department, Scope = "source")]
    [Operation("Withdraws an observation. It stays on record with the reason, and does not count.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(ObservationRecord)), Problems(404, 409)]
    public async Task<IActionResult> WithdrawObservation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        string reason = QueryReader.ReasonOf(request);
        SourcePlace place = await SourcePlace.OfObserverAsync(contexts, drafts, request, cancellation);
        (string id, Caller caller) = (IdOf(request), request.GetCaller());
        return await StorageRaces.RetryAsync(async () =>
        {
            (SourceHead? head, ObservationRecord? current) = await ReadAsync(place, id, cancellation);
            if (current is null)
                throw new ProblemException(ProblemType.NotFound, $"There is no observation '{id}'.");
            if (current.Withdrawn is not null)
                return Answer(request, current, isNew: false);
            request.RequireMatch(current.Tag);
            ObservationRecord next = current with { Withdrawn = new Withdrawal(reason, clock.GetUtcNow(), caller.Id, caller.Name) };
            AuditEntry entry = Entry(place, nameof(WithdrawObservation), id, caller) with { Before = current.Digest, Reason = reason };
            await audit.RecordAsync(entry, stop => observations.PutAsync(place, head, current, next, stop), cancellation);
            return Answer(request, next, isNew: false);
        }, cancellation);
    }

    [Function(nameof(ListObservations))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Committee, Scope = "township"), Access(Role.Meeting, Role.Department)]
    [Operation("Lists a township's observations by id, those withdrawn included; for a department only its own.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<ObservationRecord>)), Problems(404)]
    public async Task<IActionResult> ListObservations([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        TownshipPlace place = await TownshipPlace.RequireAsync(contexts, drafts, request, cancellation);
        IReadOnlyList<ObservationRecord> found = await observations.ListAsync(place, place.RequireReadable(request.GetCaller()), page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, one => one.Id));
    }

    /// <exception cref="ProblemException">Collecting ended, or another source has that id.</exception>
    private async Task<(SourceHead? Head, ObservationRecord? Current)> ReadAsync(SourcePlace place, string id, CancellationToken cancellation)
    {
        Task<SourceHead?> reading = versions.FindHeadAsync(place, cancellation);
        Task<ObservationRecord?> finding = observations.FindAsync(place, id, cancellation);
        await Task.WhenAll(reading, finding);
        (SourceHead? head, ObservationRecord? current) = (await reading, await finding);
        if (head is not null && !place.Context.IsDraft)
            CollectingRules.RequireOpen(place.Context.Key, head);
        if (current is not null && current.Source != place.Source)
            throw new ProblemException(ProblemType.Conflict, $"The observation '{id}' is another source's: an id is unique in the township.");
        return (head, current);
    }

    private static AuditEntry Entry(SourcePlace place, string action, string id, Caller caller) =>
        new(caller.County, AuditActor.Of(caller), action, $"{place.Resource}/observations/{place.Source}/{id}", Before: null, After: null);

    private static ObjectResult Answer(HttpRequest request, ObservationRecord stored, bool isNew)
    {
        request.HttpContext.Response.SetETag(stored.Tag);
        return new ObjectResult(stored) { StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    // Spelled as every id is.
    private static string IdOf(HttpRequest request) => request.Id<RuleId>("id").Value;
}
