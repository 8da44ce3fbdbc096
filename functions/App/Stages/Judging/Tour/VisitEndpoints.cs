namespace Yuekao.App.Stages.Judging;

/// <summary>The tour's visits (观摩): planned by the county, and told to townships and judges when the plan is out.</summary>
public sealed class VisitEndpoints(
    CompetitionPlaces places, CompetitionStore competitions, PanelStore panels, MessageActivities messages, AuditTrail audit, TimeProvider clock)
{
    private const string Route = CycleRoutes.Cycle + "/visits";

    [Function(nameof(PutVisits))]
    [Access(Role.County)]
    [Operation("Plans the visits of a period's tour, or replaces the plan: every nominated point once, in their order. Published, townships and judges are told. From then on nothing is nominated any more.")]
    [Tagged, Accepts(typeof(VisitPlanRequest)), Answers(StatusCodes.Status201Created, typeof(VisitPlan)), Answers(StatusCodes.Status200OK, typeof(VisitPlan)), Problems(404, 412, 422, 428)]
    public async Task<IActionResult> PutVisits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CompetitionPlace place = await RequireTourAsync(request, cancellation);
        VisitPlanRequest asked = await RequestBody.ReadAsync<VisitPlanRequest>(request, cancellation);
        CompetitionPeriod period = await competitions.ReadAsync(place.Key, cancellation);
        var next = VisitPlan.Of(asked, period.Visits, request.GetCaller(), clock.GetUtcNow());
        if (!ReferenceEquals(period.Visits, next))
        {
            request.RequireNamed(period.Visits?.Tag);
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, VisitRules.Check(asked, place, period.Nominations));
        }

        IActionResult answer = await WriteAsync(request, place, nameof(PutVisits), period.Visits, next, reason: null, cancellation);
        if (next.IsOut)
            await TellAsync(client, place, next, cancellation);
        return answer;
    }

    [Function(nameof(WithdrawVisits))]
    [Access(Role.County)]
    [Operation("Withdraws the plan of visits, so that townships can nominate anew, before anybody is scored. It stays on record with the reason.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(VisitPlan)), Problems(404, 409, 412)]
    public async Task<IActionResult> WithdrawVisits([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        string reason = QueryReader.ReasonOf(request);
        CompetitionPlace place = await RequireTourAsync(request, cancellation);
        CompetitionPeriod period = await competitions.ReadAsync(place.Key, cancellation);
        VisitPlan before = period.Visits ?? throw NotPlanned(place);
        VisitPlan next = before.Withdraw(reason, request.GetCaller(), clock.GetUtcNow());
        if (!ReferenceEquals(before, next) && period.Begun.Count > 0)
            throw new ProblemException(ProblemType.RuleBroken, "Judges have scored on the tour: its plan stays, be it with other times.");
        return await WriteAsync(request, place, nameof(WithdrawVisits), before, next, reason, cancellation);
    }

    [Function(nameof(GetVisits))]
    [Access(Role.County, Role.Judge, Role.Township, Role.Committee, Role.Meeting, Role.Supervision)]
    [Operation("The plan of visits: for all but the county once it is published.")]
    [Query("revision", typeof(int), "An earlier revision; for the county.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(VisitPlan)), Problems(404)]
    public async Task<IActionResult> GetVisits([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        int? revision = RevisedAnswer.Revision(request);
        CompetitionPlace place = await RequireTourAsync(request, cancellation);
        VisitPlan found = await competitions.FindVisitsAsync(place.Key, revision, cancellation) ?? throw NotPlanned(place);
        return request.GetCaller().Has(Role.County) || (found.IsOut && revision is null) ? RevisedAnswer.Of(request, found) : throw NotPlanned(place);
    }

    private async Task<CompetitionPlace> RequireTourAsync(HttpRequest request, CancellationToken cancellation)
    {
        CompetitionPlace place = await places.RequireAsync(request, cancellation);
        return place.Rules.Points.Count > 0 ? place : throw new ProblemException(ProblemType.NotFound, $"'{place.Scheme.Id}' has no points to visit.");
    }

    private Task<IActionResult> WriteAsync(HttpRequest request, CompetitionPlace place, string action, VisitPlan? before, VisitPlan next, string? reason, CancellationToken cancellation) =>
        RevisedAnswer.WriteAsync(request, audit, action, $"{place.Key.Resource}/visits", before, next, (one, stop) => competitions.TryWriteAsync(place.Key, one, stop), cancellation, reason);

    // Again, nobody is told twice of the same plan.
    private async Task TellAsync(DurableTaskClient client, CompetitionPlace place, VisitPlan plan, CancellationToken cancellation)
    {
        Panel[] seated = await Task.WhenAll(place.Scheme.Sources.Where(source => source.Sheets is MeanSheets or TrimmedMeanSheets)
            .Select(source => panels.ReadAsync(place.Key.County, place.Key.Scheme, source.Id, cancellation)));
        IEnumerable<RoleGrant> told = plan.Visits.Select(visit => new RoleGrant(Role.Township, visit.Township.Value))
            .Concat(seated.SelectMany(panel => panel.Judges).Select(judge => new RoleGrant(Role.Judge, judge.Id.Value)));
        await messages.PostMessages(
            [new MessageRequest(place.Key, Pool: null, MessageKind.VisitsPlanned, [.. told.Distinct().Select(role => role.ToString())], Occasion.Revision(plan.Revision), plan.Visits[0].At, plan.Visits.Count)],
            client, cancellation);
    }

    private static ProblemException NotPlanned(CompetitionPlace place) => new(ProblemType.NotFound, $"The visits of '{place.Key}' are not planned.");
}
