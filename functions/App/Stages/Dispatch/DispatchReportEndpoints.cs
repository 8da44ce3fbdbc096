namespace Yuekao.App.Stages.Dispatch;

public sealed class DispatchReportEndpoints(DispatchPlaces places, DispatchStore dispatches, AuditTrail audit, TimeProvider clock)
{
    private const int LongestReason = 500;

    [Function(nameof(PutDispatchReport))]
    [Access(Role.Township, Scope = "township")]
    [Operation("Reports on a project of the township in a month's dispatch, with evidence; until it closes another report replaces it. The same content again changes nothing.")]
    [Tagged, Accepts(typeof(DispatchReportRequest)), Answers(StatusCodes.Status201Created, typeof(DispatchReport))]
    [Answers(StatusCodes.Status200OK, typeof(DispatchReport)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutDispatchReport([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = DispatchRoutes.Report)] HttpRequest request, CancellationToken cancellation)
    {
        OpenedDispatch dispatch = await places.RequireAsync(request, cancellation);
        (TownshipId township, Project project) = ProjectOf(request, dispatch);
        DispatchReportRequest asked = await RequestBody.ReadAsync<DispatchReportRequest>(request, cancellation);
        // When it is due it is over, though what closes it may be late.
        DispatchHead head = clock.GetUtcNow() < dispatch.Round.Due && await dispatches.FindHeadAsync(dispatch.Key, township, cancellation) is { IsOpen: true } open
            ? open
            : throw new ProblemException(ProblemType.RuleBroken, $"The dispatch of {dispatch.Key.Period} is closed: what it was not told, the next month's is.");
        DispatchReport? before = await dispatches.FindAsync(dispatch.Key, township, project.Id, revision: null, cancellation);
        var next = DispatchReport.Of(township, project.Id, asked, before, request.GetCaller(), clock.GetUtcNow());
        if (!ReferenceEquals(before, next))
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, DispatchReportRules.Check(asked, project, dispatch.Round.Days, clock.Today()));
        return await RevisedAnswer.WriteAsync(
            request, audit, nameof(PutDispatchReport), ResourceOf(dispatch, next), before, next, (one, stop) => WriteAsync(dispatch.Key, head, one, stop), cancellation);
    }

    [Function(nameof(ReturnDispatchReport))]
    [Access(Role.County, Role.Supervision, Role.Department)]
    [Operation("Says that a report does not stand, and why: the project's department does, the supervision office, or the county. The township reports anew while the dispatch is open.")]
    [Tagged, Accepts(typeof(ReturnRequest)), Answers(StatusCodes.Status200OK, typeof(DispatchReport)), Problems(404, 412, 422)]
    public async Task<IActionResult> ReturnDispatchReport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = DispatchRoutes.Report + "/return")] HttpRequest request, CancellationToken cancellation)
    {
        OpenedDispatch dispatch = await places.RequireAsync(request, cancellation);
        (TownshipId township, Project project) = ProjectOf(request, dispatch);
        Caller caller = request.GetCaller();
        if (!InspectionPeople.SeesAll(caller) && !caller.IsOf(project.Department.Value))
            throw new ProblemException(ProblemType.Forbidden, "Another department leads the project.");
        if (dispatch.Round.Townships.Any(one => caller.IsOwn(one.Township)))
            throw new ProblemException(ProblemType.Forbidden, "Who works for a township that is ranked returns no township's report.");
        DispatchReport before = await RequireAsync(dispatch, township, project.Id, revision: null, cancellation);
        ReturnRequest asked = await RequestBody.ReadAsync<ReturnRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Text("$.reason", asked.Reason, LongestReason)]);
        DispatchReport next = before.Return(asked.Reason, caller, clock.GetUtcNow());
        return await RevisedAnswer.WriteAsync(
            request, audit, nameof(ReturnDispatchReport), ResourceOf(dispatch, next), before, next, (one, stop) => dispatches.TryWriteAsync(dispatch.Key, one, stop), cancellation, asked.Reason);
    }

    [Function(nameof(GetDispatchReport))]
    [Access(Role.County, Role.Supervision, Role.Department), Access(Role.Township, Scope = "township")]
    [Operation("A report; for a department one on a project that it leads or helps with.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(DispatchReport)), Problems(404)]
    public async Task<IActionResult> GetDispatchReport([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = DispatchRoutes.Report)] HttpRequest request, CancellationToken cancellation)
    {
        int? revision = RevisedAnswer.Revision(request);
        OpenedDispatch dispatch = await places.RequireAsync(request, cancellation);
        (TownshipId township, Project project) = ProjectOf(request, dispatch);
        if (!IsVisible(request.GetCaller(), township, project))
            throw new ProblemException(ProblemType.Forbidden, "Other departments lead the project.");
        return RevisedAnswer.Of(request, await RequireAsync(dispatch, township, project.Id, revision, cancellation));
    }

    [Function(nameof(ListDispatchReports))]
    [Access(Role.County, Role.Supervision, Role.Department, Role.Township)]
    [Operation("Lists a dispatch's reports by township and project: for a township its own, for a department those on projects that it leads or helps with.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<DispatchReport>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListDispatchReports([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = DispatchRoutes.Reports)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        OpenedDispatch dispatch = await places.RequireAsync(request, cancellation);
        Caller caller = request.GetCaller();
        HeardDispatch heard = await dispatches.ReadAsync(dispatch.Key, cancellation);
        IEnumerable<DispatchReport> visible = heard.Reports.Where(report => dispatch.List.Find(report.Project) is { } project && IsVisible(caller, report.Township, project));
        return DispatchReportTable.Formats.Answer(request, page, part => ListPages.Of(part, visible, report => $"{report.Township}|{report.Project}"));
    }

    private static bool IsVisible(Caller caller, TownshipId township, Project project) =>
        InspectionPeople.SeesAll(caller) || caller.Has(Role.Township, township.Value) || InspectionPeople.IsResponsible(caller, project);

    private static (TownshipId Township, Project Project) ProjectOf(HttpRequest request, OpenedDispatch dispatch) =>
        (request.Id<TownshipId>(), dispatch.Require(request.Id<TownshipId>(), request.Id<ProjectId>()));

    private async Task<DispatchReport> RequireAsync(OpenedDispatch dispatch, TownshipId township, ProjectId project, int? revision, CancellationToken cancellation) =>
        await dispatches.FindAsync(dispatch.Key, township, project, revision, cancellation)
        ?? throw new ProblemException(ProblemType.NotFound, $"'{township}' has not reported on '{project}'{RevisedAnswer.In(revision)}.");

    // Somebody else's report on another of the township's projects is no conflict: then it is tried again.
    private async Task<bool> WriteAsync(CycleKey key, DispatchHead head, DispatchReport next, CancellationToken cancellation)
    {
        while (!await dispatches.TryReportAsync(key, head, next, cancellation))
        {
            DispatchHead now = (await dispatches.FindHeadAsync(key, head.Township, cancellation))!;
            if (!now.IsOpen || now.ETag == head.ETag)
                return false;
            head = now;
        }

        return true;
    }

    private static string ResourceOf(OpenedDispatch dispatch, DispatchReport report) => $"{dispatch.Round.Resource}/townships/{report.Township}/projects/{report.Project}";
}
