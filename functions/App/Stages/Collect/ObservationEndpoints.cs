namespace Yuekao.App.Stages.Collect;

/// <summary>What the sources note during the period (日常监管). It wakes no pool: whether something is missing, no observation tells.</summary>
public sealed class ObservationEndpoints(CycleContexts contexts, ObservationStore observations, ObservationWriter writer)
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
        SourcePlace place = await SourcePlace.OfReporterAsync(contexts, request, cancellation);
        ObservationRequest asked = await RequestBody.ReadAsync<ObservationRequest>(request, cancellation);
        (ObservationRecord stored, bool isNew) = await writer.PutAsync(place, IdOf(request), asked, request, cancellation);
        return Answer(request, stored, isNew);
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
        var query = new QueryReader(request.Query);
        string reason = query.Text("reason") ?? "";
        if (!CollectingRules.IsReason(reason))
            query.Wrong("reason", CollectingRules.ExpectedReason);
        query.ThrowIfWrong();
        SourcePlace place = await SourcePlace.OfReporterAsync(contexts, request, cancellation);
        return Answer(request, await writer.WithdrawAsync(place, IdOf(request), reason, request, cancellation), isNew: false);
    }

    [Function(nameof(ListObservations))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Committee, Scope = "township"), Access(Role.Meeting, Role.Department)]
    [Operation("Lists a township's observations by id, those withdrawn included; for a department only its own.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<ObservationRecord>)), Problems(404)]
    public async Task<IActionResult> ListObservations([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        TownshipPlace place = await TownshipPlace.RequireAsync(contexts, request, cancellation);
        IReadOnlyList<ObservationRecord> found = await observations.ListAsync(place, place.RequireReadable(request.GetCaller()), page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, one => one.Id));
    }

    /// <summary>The ETag of an observation: the same content has the same, until it is withdrawn.</summary>
    internal static ETag TagOf(ObservationRecord observation) => new($"\"{observation.Digest}{(observation.Withdrawn is null ? "" : "-withdrawn")}\"");

    private static ObjectResult Answer(HttpRequest request, ObservationRecord stored, bool isNew)
    {
        request.HttpContext.Response.SetETag(TagOf(stored));
        return new ObjectResult(stored) { StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    // Spelled as every id is.
    private static string IdOf(HttpRequest request) => request.Id<RuleId>("id").Value;
}
