namespace Yuekao.App.Records;

public sealed class FindingEndpoints(InspectionStore inspections, ProjectDuties duties, AuditTrail audit, TimeProvider clock)
{
    private const string One = InspectionEndpoints.One + "/findings/{finding}";

    [Function(nameof(PutFinding))]
    [Access(Role.Supervision, Role.Department)]
    [Operation("Notes what an inspection of the caller's office found fault with, or replaces it until the township reports on it. The same content again changes nothing.")]
    [Tagged, Accepts(typeof(FindingRequest)), Answers(StatusCodes.Status201Created, typeof(Finding)), Answers(StatusCodes.Status200OK, typeof(Finding)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutFinding([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, InspectionId id, Caller caller) = (request.Id<CountyId>(), request.Id<InspectionId>(), request.GetCaller());
        Inspection inspection = await inspections.FindAsync(county, id, revision: null, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"There is no inspection '{id}'.");
        caller.RequireOf(inspection.Office);
        Finding? before = await inspections.FindAsync(county, id, request.Id<FindingId>(), revision: null, cancellation);
        FindingRequest asked = await RequestBody.ReadAsync<FindingRequest>(request, cancellation);
        foreach (TownshipId township in (TownshipId[])[asked.Township, before?.Township ?? asked.Township])
            caller.RequireNotOwn(township, "inspects");
        var next = Finding.Of(inspection, request.Id<FindingId>(), asked, before, caller, clock.GetUtcNow());
        if (!ReferenceEquals(before, next))
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, await CheckAsync(county, asked, cancellation));
        return await StoreAsync(request, nameof(PutFinding), before, next, reason: null, cancellation);
    }

    [Function(nameof(WithdrawFinding))]
    [Access(Role.Supervision, Role.Department)]
    [Operation("Withdraws a finding of the caller's office. It stays on record with the reason, and does not count.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Finding)), Problems(404, 412)]
    public async Task<IActionResult> WithdrawFinding([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        string reason = QueryReader.ReasonOf(request);
        Finding before = await RequireAsync(request, revision: null, cancellation);
        request.GetCaller().RequireOf(before.Office);
        Caller caller = request.GetCaller();
        caller.RequireNotOwn(before.Township, "withdraws");
        return await StoreAsync(request, nameof(WithdrawFinding), before, before.Withdraw(reason, caller, clock.GetUtcNow()), reason, cancellation);
    }

    [Function(nameof(PutFindingReport))]
    [Access(Role.Township)]
    [Operation("Reports a finding against the caller's township as rectified. Until it is verified, another report replaces it.")]
    [Tagged, Accepts(typeof(RemedyReportRequest)), Answers(StatusCodes.Status200OK, typeof(Finding)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutFindingReport([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/report")] HttpRequest request, CancellationToken cancellation)
    {
        Finding before = await RequireAsync(request, revision: null, cancellation);
        if (!request.GetCaller().Has(Role.Township, before.Township.Value))
            throw new ProblemException(ProblemType.Forbidden, "The finding is against another township.");
        RemedyReportRequest body = await RequestBody.ReadAsync<RemedyReportRequest>(request, cancellation);
        return await StoreAsync(request, nameof(PutFindingReport), before, before.Rectify(one => one.Report(body, request.GetCaller(), clock.GetUtcNow())), reason: null, cancellation);
    }

    [Function(nameof(PutFindingVerification))]
    [Access(Role.Supervision, Role.Department)]
    [Operation("Verifies what was reported as rectified: closes the finding, or opens it again with a note. The inspecting office does, or the supervision office; never who reported it.")]
    [Tagged, Accepts(typeof(RemedyVerificationRequest)), Answers(StatusCodes.Status200OK, typeof(Finding)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutFindingVerification([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/verification")] HttpRequest request, CancellationToken cancellation)
    {
        Finding before = await RequireAsync(request, revision: null, cancellation);
        Caller caller = request.GetCaller();
        if (!caller.Has(Role.Supervision))
            caller.RequireOf(before.Office);
        caller.RequireNotOwn(before.Township, "verifies");
        RemedyVerificationRequest body = await RequestBody.ReadAsync<RemedyVerificationRequest>(request, cancellation);
        return await StoreAsync(request, nameof(PutFindingVerification), before, before.Rectify(one => one.Verify(body, caller, clock.GetUtcNow())), body.Note, cancellation);
    }

    [Function(nameof(GetFinding))]
    [Access(Role.County, Role.Supervision, Role.Department, Role.Township)]
    [Operation("A finding: for a department one of its own inspections, for a township one against it.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Finding)), Problems(404)]
    public async Task<IActionResult> GetFinding([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        Finding one = await RequireAsync(request, RevisedAnswer.Revision(request), cancellation);
        Caller caller = request.GetCaller();
        return InspectionPeople.SeesAll(caller) || caller.IsOf(one.Office) || caller.Has(Role.Township, one.Township.Value)
            ? RevisedAnswer.Of(request, one)
            : throw new ProblemException(ProblemType.Forbidden);
    }

    [Function(nameof(ListFindings))]
    [Access(Role.County, Role.Supervision, Role.Department, Role.Township)]
    [Operation("Lists findings by inspection: for a department those of its own, for a township those against it.")]
    [Query("project", typeof(ProjectId), "Only those against this project.")]
    [Query("township", typeof(TownshipId), "Only those against this township.")]
    [Query("status", typeof(RemedyStatus), "Only those of this status.")]
    [Query("overdue", typeof(bool), "Only those that are overdue, or only those that are not.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Finding>)), AnswersTables]
    public async Task<IActionResult> ListFindings([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/findings")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        var filter = new FindingFilter(
            query.Id<ProjectId>("project"), query.Id<TownshipId>("township"), query.Choice<RemedyStatus>("status"), query.Flag("overdue"), clock.GetUtcNow(),
            InspectionPeople.ReadersOf(request.GetCaller()));
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        return await InspectionLists.Findings.AnswerAsync(
            request, page, async part => part.Answer(await inspections.ListAsync(request.Id<CountyId>(), filter, part.Place, part.Top, cancellation), one => $"{one.Inspection}|{one.Id}"));
    }

    private async Task<Finding> RequireAsync(HttpRequest request, int? revision, CancellationToken cancellation) =>
        await inspections.FindAsync(request.Id<CountyId>(), request.Id<InspectionId>(), request.Id<FindingId>(), revision, cancellation)
        ?? throw new ProblemException(ProblemType.NotFound, $"The inspection '{request.Id<InspectionId>()}' has no finding '{request.Id<FindingId>()}'{RevisedAnswer.In(revision)}.");

    private async Task<IReadOnlyList<ProblemError>> CheckAsync(CountyId county, FindingRequest asked, CancellationToken cancellation)
    {
        ProblemError[] past = asked.Due > clock.GetUtcNow() ? [] : [new ProblemError("$.due", "must be in the future.")];
        return [.. await duties.CheckAsync(county, asked.Project, asked.Township, cancellation), .. past, .. TextRules.Text("$.what", asked.What, RemedySteps.LongestText)];
    }

    private Task<IActionResult> StoreAsync(HttpRequest request, string action, Finding? before, Finding next, string? reason, CancellationToken cancellation) => RevisedAnswer.WriteAsync(
        request, audit, action, next.Resource, before, next, (one, stop) => inspections.TryWriteAsync(request.Id<CountyId>(), one, stop), cancellation, reason);
}
