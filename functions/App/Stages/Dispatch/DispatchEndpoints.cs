namespace Yuekao.App.Stages.Dispatch;

public sealed class DispatchEndpoints(
    DispatchPlaces places, DispatchStore dispatches, DispatchRounds rounds, DispatchCloser closer, RankingReadings readings, CycleContexts contexts, ResultAccess access)
{
    private const int LongestReason = 500;

    [Function(nameof(GetDispatch))]
    [Access(Role.County, Role.Supervision, Role.Department, Role.Meeting, Role.Township)]
    [Operation("How far a month's dispatch is, and on which projects nobody has reported: for a township and its meeting its own part, for a department the projects that it leads or helps with.")]
    [Answers(StatusCodes.Status200OK, typeof(DispatchProgress)), Problems(404)]
    public async Task<IActionResult> GetDispatch([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = DispatchRoutes.Dispatch)] HttpRequest request, CancellationToken cancellation)
    {
        DispatchRound round = await places.RequireRoundAsync(request, cancellation);
        if (await places.FindAsync(round, cancellation) is not { } dispatch)
            return new OkObjectResult(new DispatchProgress(round, []));
        HeardDispatch heard = await dispatches.ReadAsync(dispatch.Key, cancellation);
        Caller caller = request.GetCaller();
        bool seesAll = InspectionPeople.SeesAll(caller) || caller.Has(Role.Meeting, PoolId.County.Value);
        TownshipProgress[] visible = [.. round.Townships.Select(ProgressOf).Where(one => seesAll || SeesTownship(one.Township) || one.Projects > 0)];
        return new OkObjectResult(new DispatchProgress(round with { Townships = [.. visible.Select(one => new DispatchTownship(one.Township, one.Name))] }, visible));

        TownshipProgress ProgressOf(DispatchTownship one)
        {
            ProjectId[] projects = [.. dispatch.List.Of(one.Township).Where(project => seesAll || SeesTownship(one.Township) || InspectionPeople.IsResponsible(caller, project)).Select(project => project.Id)];
            return new TownshipProgress(one.Township, one.Name, projects.Length, [.. dispatch.SilentOf(one.Township, heard.Reports).Where(projects.Contains)]);
        }

        bool SeesTownship(TownshipId township) => caller.Has(Role.Township, township.Value) || caller.Has(Role.Meeting, township.Value);
    }

    [Function(nameof(ListProjectReadings))]
    [Access(Role.County, Role.Meeting, Role.Township)]
    [Operation("How the ranking's readings came about: which milestones, reports, findings and publicity gave or took which points. For a township its own, once the results are published.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<TownshipReadings>)), Problems(404)]
    public async Task<IActionResult> ListProjectReadings([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = DispatchRoutes.Readings)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        Caller caller = request.GetCaller();
        bool isFirst = context.Pools.Any(pool => ResultAccess.IsFirst(pool, caller));
        if (!isFirst)
        {
            foreach (Pool pool in context.Pools)
                await access.RequireAsync(context, pool, caller, pool.Townships.Any(township => caller.Has(Role.Township, township.Id.Value)), cancellation);
        }

        ClosedDispatch closed = await rounds.FindClosedAsync(context.Key, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"The dispatch of '{context.Key}' is not closed.");
        IEnumerable<TownshipReadings> visible = closed.Townships.Where(one => isFirst || caller.Has(Role.Township, one.Township.Value))
            .Select(one => new TownshipReadings(one.Township, one.Name, closed.Revision, closed.At, closed.ReadingsOf(context.Scheme, one.Township)));
        return new OkObjectResult(ListPages.Of(page, visible, one => one.Township.Value));
    }

    [Function(nameof(RecomputeProjectReadings))]
    [Access(Role.County)]
    [Operation("Computes the ranking's readings anew, until collecting ends: where reports were returned, or findings or publicity put right, since the dispatch closed. Else nothing changes.")]
    [Accepts(typeof(RecomputeRequest)), Answers(StatusCodes.Status200OK, typeof(DispatchRound)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> RecomputeProjectReadings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = DispatchRoutes.Readings)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        OpenedDispatch dispatch = await places.RequireAsync(request, cancellation);
        RecomputeRequest asked = await RequestBody.ReadAsync<RecomputeRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Text("$.reason", asked.Reason, LongestReason)]);
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        if (dispatch.Round.ClosedAt is null)
            throw new ProblemException(ProblemType.RuleBroken, "The dispatch is open: until it closes nothing is computed from it.");
        ClosedDispatch last = await rounds.ReadClosedAsync(dispatch.Round, cancellation);
        ClosedDispatch next = await closer.LookAgainAsync(dispatch, last, cancellation);
        // The archive finds what readings rest on, though this may be cut off before it says so.
        if (next != last)
            next = await closer.KeepAsync(dispatch.Round, next, cancellation);
        var actor = AuditActor.Of(request.GetCaller());
        IReadOnlySet<TownshipId> stored = await readings.SubmitAsync(client, context, next, actor, nameof(RecomputeProjectReadings), asked.Reason, cancellation);
        if (stored.Count == 0)
            throw new ProblemException(ProblemType.RuleBroken, "Collecting has ended: what was computed is settled unless the meeting returns it.");
        // Where collecting has ended, what its readings rest on stays.
        ClosedTownship[] townships = [.. next.Townships.Zip(last.Townships, (now, before) => stored.Contains(now.Township) ? now : before)];
        if (next != last)
            await closer.CorrectAsync(dispatch.Round, next with { Townships = townships }, actor, asked.Reason, cancellation);
        return new OkObjectResult(await rounds.ReadAsync(dispatch.Key, cancellation));
    }
}

/// <param name="Townships">In the county's order; none before it opens.</param>
public sealed record DispatchProgress(DispatchRound Round, IReadOnlyList<TownshipProgress> Townships);

/// <param name="Projects">How many projects it has to report on.</param>
/// <param name="Silent">Those that no report stands of.</param>
public sealed record TownshipProgress(TownshipId Township, string Name, int Projects, IReadOnlyList<ProjectId> Silent);

/// <param name="Revision">Of what the dispatch heard.</param>
/// <param name="At">As of when findings are open or overdue.</param>
/// <param name="Readings">In the scheme's order.</param>
public sealed record TownshipReadings(TownshipId Township, string Name, int Revision, DateTimeOffset At, IReadOnlyList<ComputedReading> Readings);

/// <param name="Reason">1 to 500 characters.</param>
public sealed record RecomputeRequest(string Reason);
