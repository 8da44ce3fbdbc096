namespace Yuekao.App.Records;

public sealed class DissectionEndpoints(DissectionStore dissections, ProjectDuties duties, AuditTrail audit, TimeProvider clock)
{
    private const string All = "counties/{county}/dissections";
    private const string One = All + "/{dissection}";

    [Function(nameof(PutDissection))]
    [Access(Role.County, Role.Supervision)]
    [Operation("Has a township's key project supervised on site. Who comes last in a ranking is by itself. The same content again changes nothing.")]
    [Tagged, Accepts(typeof(DissectionRequest)), Answers(StatusCodes.Status201Created, typeof(Dissection)), Answers(StatusCodes.Status200OK, typeof(Dissection)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutDissection([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, string id, Caller caller) = (request.Id<CountyId>(), DissectionIds.Of(request), request.GetCaller());
        Dissection? before = await dissections.FindAsync(county, id, revision: null, cancellation);
        DissectionRequest asked = await RequestBody.ReadAsync<DissectionRequest>(request, cancellation);
        if (before is not null)
        {
            return (before.Township, before.Project, before.Remedy.Due) == (asked.Township, asked.Project, asked.Due)
                ? RevisedAnswer.Of(request, before)
                : throw new ProblemException(ProblemType.Conflict, $"The dissection '{id}' is of something else: withdraw it, and open another.");
        }

        // Those that a ranking opens by itself have it in their ids.
        if (id.Contains(DissectionIds.Between, StringComparison.Ordinal))
            throw new ProblemException(ProblemType.Unacceptable, "The id is kept for townships that a ranking has supervised.", [new ProblemError("dissection", $"must not have '{DissectionIds.Between}'.")]);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, await CheckAsync(county, asked, cancellation));
        var next = new Dissection
        {
            Id = id,
            Township = asked.Township,
            Reason = DissectionReason.KeyProject,
            Project = asked.Project,
            OpenedAt = clock.GetUtcNow(),
            OpenedBy = caller.Id,
            Remedy = new Remedy(asked.Due),
        };
        return await StoreAsync(request, nameof(PutDissection), before: null, next, cancellation);
    }

    [Function(nameof(PutDissectionVisit))]
    [Access(Role.County, Role.Supervision)]
    [Operation("Records what was found on site: holes, causes, and what is to be done. Until the township reports, another record replaces it.")]
    [Tagged, Accepts(typeof(VisitRequest)), Answers(StatusCodes.Status200OK, typeof(Dissection)), Problems(404, 409, 412, 422)]
    public Task<IActionResult> PutDissectionVisit([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/visit")] HttpRequest request, CancellationToken cancellation) =>
        StepAsync<VisitRequest>(request, nameof(PutDissectionVisit), (one, body) => NotOwn(one, request).Record(body, request.GetCaller(), clock.GetUtcNow()), cancellation);

    [Function(nameof(PutDissectionReport))]
    [Access(Role.Township)]
    [Operation("Reports that the caller's township has done what the visit asks for. Until it is verified, another report replaces it.")]
    [Tagged, Accepts(typeof(RemedyReportRequest)), Answers(StatusCodes.Status200OK, typeof(Dissection)), Problems(404, 409, 412, 422)]
    public Task<IActionResult> PutDissectionReport([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/report")] HttpRequest request, CancellationToken cancellation) =>
        StepAsync<RemedyReportRequest>(request, nameof(PutDissectionReport), (one, body) => one.Rectify(remedy => remedy.Report(body, request.GetCaller(), clock.GetUtcNow())), cancellation);

    [Function(nameof(PutDissectionVerification))]
    [Access(Role.County, Role.Supervision)]
    [Operation("Verifies what the township reported: closes the dissection, or opens it again with a note. Who reported does not.")]
    [Tagged, Accepts(typeof(RemedyVerificationRequest)), Answers(StatusCodes.Status200OK, typeof(Dissection)), Problems(404, 409, 412, 422)]
    public Task<IActionResult> PutDissectionVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/verification")] HttpRequest request, CancellationToken cancellation) =>
        StepAsync<RemedyVerificationRequest>(request, nameof(PutDissectionVerification), (one, body) => NotOwn(one, request).Rectify(remedy => remedy.Verify(body, request.GetCaller(), clock.GetUtcNow())), cancellation);

    [Function(nameof(WithdrawDissection))]
    [Access(Role.County, Role.Supervision)]
    [Operation("Withdraws a dissection. It stays on record with the reason.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Dissection)), Problems(404, 412)]
    public async Task<IActionResult> WithdrawDissection([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        string reason = QueryReader.ReasonOf(request);
        Dissection before = NotOwn(await RequireAsync(request, revision: null, cancellation), request);
        return await StoreAsync(request, nameof(WithdrawDissection), before, before.Withdraw(reason, request.GetCaller(), clock.GetUtcNow()), cancellation, reason);
    }

    [Function(nameof(GetDissection))]
    [Access(Role.County, Role.Supervision, Role.Township)]
    [Operation("A dissection: for a township one of its own.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Dissection)), Problems(404)]
    public async Task<IActionResult> GetDissection([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation) =>
        RevisedAnswer.Of(request, await RequireAsync(request, RevisedAnswer.Revision(request), cancellation));

    [Function(nameof(ListDissections))]
    [Access(Role.County, Role.Supervision, Role.Township)]
    [Operation("Lists dissections by id: for a township its own.")]
    [Query("status", typeof(RemedyStatus), "Only those of this status.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Dissection>)), AnswersTables]
    public async Task<IActionResult> ListDissections([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        RemedyStatus? status = query.Choice<RemedyStatus>("status");
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        Caller caller = request.GetCaller();
        string[]? townships = InspectionPeople.SeesAll(caller) ? null : [.. caller.IdsOf(Role.Township)];
        return await DissectionList.Formats.AnswerAsync(
            request, page, async part => part.Answer(await dissections.ListAsync(request.Id<CountyId>(), townships, status, part.Place, part.Top, cancellation), one => one.Id));
    }

    private async Task<IActionResult> StepAsync<TBody>(HttpRequest request, string action, Func<Dissection, TBody, Dissection> step, CancellationToken cancellation) where TBody : notnull
    {
        Dissection before = await RequireAsync(request, revision: null, cancellation);
        return await StoreAsync(request, action, before, step(before, await RequestBody.ReadAsync<TBody>(request, cancellation)), cancellation);
    }

    /// <exception cref="ProblemException">There is none: not found. It is of another township than the caller's: forbidden.</exception>
    private async Task<Dissection> RequireAsync(HttpRequest request, int? revision, CancellationToken cancellation)
    {
        string id = DissectionIds.Of(request);
        Dissection one = await dissections.FindAsync(request.Id<CountyId>(), id, revision, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"There is no dissection '{id}'{RevisedAnswer.In(revision)}.");
        Caller caller = request.GetCaller();
        return InspectionPeople.SeesAll(caller) || caller.Has(Role.Township, one.Township.Value) ? one : throw new ProblemException(ProblemType.Forbidden, "The dissection is of another township.");
    }

    private static Dissection NotOwn(Dissection one, HttpRequest request)
    {
        Caller caller = request.GetCaller();
        caller.RequireNotOwn(one.Township, "supervises");
        return one;
    }

    private async Task<IReadOnlyList<ProblemError>> CheckAsync(CountyId county, DissectionRequest asked, CancellationToken cancellation)
    {
        return
        [
            .. await duties.CheckAsync(county, asked.Project, asked.Township, cancellation),
            .. asked.Due > clock.GetUtcNow() ? (ProblemError[])[] : [new ProblemError("$.due", "must be in the future.")],
        ];
    }

    private Task<IActionResult> StoreAsync(HttpRequest request, string action, Dissection? before, Dissection next, CancellationToken cancellation, string? reason = null) => RevisedAnswer.WriteAsync(
        request, audit, action, next.Resource, before, next, (one, stop) => dissections.TryWriteAsync(request.Id<CountyId>(), one, stop), cancellation, reason);
}
