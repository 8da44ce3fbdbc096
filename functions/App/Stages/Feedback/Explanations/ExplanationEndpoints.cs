namespace Yuekao.App.Stages.Feedback;

/// <summary>Why this grade: found in what was recorded; nothing is computed again.</summary>
public sealed class ExplanationEndpoints(CycleContexts contexts, ResultAccess access, PoolResults results, AppealOutcomes appeals)
{
    [Function(nameof(GetExplanation))]
    [Access(Role.County, Role.Meeting, Role.Township)]
    [Access(Role.Cadre, Scope = "subject")]
    [Operation("How a subject's result came about, as it was recorded: readings, sums, seats, ties, gate, waivers, the meeting's adjustment, the appeal.")]
    [Answers(StatusCodes.Status200OK, typeof(ResultExplanation))]
    [Problems(404)]
    public async Task<IActionResult> GetExplanation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Subject + "/explanation")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        (SubjectId subject, Caller caller) = (request.Id<SubjectId>(), request.GetCaller());
        Pool pool = await access.RequireAsync(context, subject, caller, isReader: false, cancellation);
        PoolResult result = await results.ReadAsync(context.Key, pool.Id, cancellation);
        AppealOutcome? appeal = await appeals.FindAsync(context.Key, subject, cancellation);
        DecidedOutcome outcome = result.Decided.Outcomes.Single(one => one.Proposed.Entry.Subject == subject);
        return new OkObjectResult(new ResultExplanation
        {
            Subject = SubjectLabel.Of(context, subject),
            Pool = pool.Id,
            Summary = VisibleTies.Of(result.Decided.Pool, IsVisible),
            Proposed = OutcomeExplanation.Of(outcome.Proposed, IsVisible),
            Grade = outcome.Grade,
            Selected = outcome.Selected,
            Adjustment = outcome.Adjustment,
            Appeal = appeal is null ? null : AppealExplanation.Of(appeal, IsVisible),
        });

        bool IsVisible(SubjectId other) => other == subject || ResultAccess.IsFirst(pool, caller)
            || (context.TryFind(other, out FrozenTownship? township, out _) && caller.Has(Role.Township, township.Id.Value));
    }
}
