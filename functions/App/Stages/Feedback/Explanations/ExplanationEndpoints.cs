namespace Yuekao.App.Stages.Feedback;

/// <summary>Why this grade: found in what was recorded; nothing is computed again.</summary>
public sealed class ExplanationEndpoints(CycleContexts contexts, ResultAccess access, ResultExplanations explanations)
{
    [Function(nameof(GetExplanation))]
    [Access(Role.County, Role.Meeting, Role.Township), Access(Role.Cadre, Scope = "subject")]
    [Operation("How a subject's result came about, as it was recorded: readings, sums, seats, ties, gate, waivers, the meeting's adjustment, the appeal.")]
    [Answers(StatusCodes.Status200OK, typeof(ResultExplanation)), Problems(404)]
    public async Task<IActionResult> GetExplanation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Subject + "/explanation")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        (SubjectId subject, Caller caller) = (request.Id<SubjectId>(), request.GetCaller());
        Pool pool = await access.RequireAsync(context, subject, caller, isReader: false, cancellation);
        return new OkObjectResult(await explanations.OfAsync(context, pool, subject, IsVisible, cancellation));

        bool IsVisible(SubjectId other) => other == subject || ResultAccess.IsFirst(pool, caller)
            || (context.TryFind(other, out FrozenTownship? township, out _) && caller.Has(Role.Township, township.Id.Value));
    }
}

public sealed class ResultExplanations(PoolResults results, AppealOutcomes appeals)
{
    /// <param name="isVisible">Whom the reader may see where subjects tie.</param>
    public async Task<ResultExplanation> OfAsync(CycleContext context, Pool pool, SubjectId subject, Func<SubjectId, bool> isVisible, CancellationToken cancellation)
    {
        PoolResult result = await results.ReadAsync(context.Key, pool.Id, cancellation);
        AppealOutcome? appeal = await appeals.FindAsync(context.Key, subject, cancellation);
        DecidedOutcome outcome = result.Decided.Outcomes.Single(one => one.Proposed.Entry.Subject == subject);
        PoolSummary summary = VisibleTies.Of(result.Decided.Pool, isVisible);
        return new ResultExplanation(SubjectLabel.Of(context, subject), pool.Id, summary, OutcomeExplanation.Of(outcome.Proposed, isVisible))
        {
            Grade = outcome.Grade,
            Selected = outcome.Selected,
            Adjustment = outcome.Adjustment,
            Appeal = appeal is null ? null : AppealExplanation.Of(appeal, isVisible),
        };
    }
}

/// <summary>
/// How a subject's result came about, as it was recorded. Grade and selection are as the meeting decided; a grade is null when not assessed and in a ranking,
/// an adjustment where the meeting followed the proposal, an appeal where there was none, or it is not settled. Of the pool's ties the summary has those that
/// the reader may see.
/// </summary>
public sealed record ResultExplanation(SubjectLabel Subject, PoolId Pool, PoolSummary Summary, OutcomeExplanation Proposed)
{
    public GradeId? Grade { get; init; }
    public required bool Selected { get; init; }
    public Adjustment? Adjustment { get; init; }
    public AppealExplanation? Appeal { get; init; }
}

/// <summary>
/// One outcome, and how it was computed. Null is a reason when assessed, a grade when not assessed and in a ranking, a score when gated or not assessed, a rank
/// (from 1) unless ranked. The score is exact, and shown with two decimals.
/// </summary>
public sealed record OutcomeExplanation
{
    public required OutcomeKind Kind { get; init; }
    public NotAssessedReason? Reason { get; init; }
    public GradeId? Grade { get; init; }
    public required bool Selected { get; init; }
    public Score? Score { get; init; }
    public string? ShownScore { get; init; }
    public int? Rank { get; init; }
    public required ExplanationView Explanation { get; init; }

    internal static OutcomeExplanation Of(SubjectOutcome outcome, Func<SubjectId, bool> isVisible) => new()
    {
        Kind = outcome.Kind,
        Reason = outcome.Reason,
        Grade = outcome.Grade,
        Selected = outcome.Selected,
        Score = outcome.Score,
        ShownScore = outcome.Score?.Shown,
        Rank = outcome.Rank,
        Explanation = ExplanationView.Of(outcome.Explanation, isVisible),
    };
}

/// <summary>What an appeal came to. Where the result was upheld nothing improved, nobody is selected, and the rest is null.</summary>
/// <param name="Improved">Grade or selection changed.</param>
/// <param name="Recomputed">What the corrected readings give against the sealed pool.</param>
public sealed record AppealExplanation(
    AppealRuling Ruling, DateTimeOffset At, bool Improved, bool Selected, GradeId? Grade = null, OutcomeExplanation? Recomputed = null)
{
    internal static AppealExplanation Of(AppealOutcome settled, Func<SubjectId, bool> isVisible) => settled.Decided is { } decided
        ? new(settled.Ruling, settled.At, decided.Improved, decided.Decided.Selected, decided.Decided.Grade, OutcomeExplanation.Of(decided.Recomputed, isVisible))
        : new(settled.Ruling, settled.At, Improved: false, Selected: false);
}
