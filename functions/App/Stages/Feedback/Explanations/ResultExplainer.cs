namespace Yuekao.App.Stages.Feedback;

/// <summary>Finds how results came about in what was recorded; nothing is computed again.</summary>
public sealed class ResultExplainer(CycleDocuments documents)
{
    /// <summary>Explains a subject's result to a caller who may see it.</summary>
    /// <exception cref="InvalidOperationException">The pool is not decided.</exception>
    public async Task<ResultExplanation> ExplainAsync(CycleContext context, Pool pool, SubjectId subject, Caller caller, CancellationToken cancellation)
    {
        PoolResult result = await documents.ResultAsync(context.Key, pool.Id, cancellation);
        AppealOutcome? appeal = await documents.FindAppealAsync(context.Key, subject, cancellation);
        DecidedOutcome outcome = result.Decided.Outcomes.Single(one => one.Proposed.Entry.Subject == subject);
        return new ResultExplanation
        {
            Subject = SubjectLabel.Of(context, subject),
            Pool = pool.Id,
            Summary = VisibleTies.Of(result.Decided.Pool, IsVisible),
            Proposed = OutcomeExplanation.Of(outcome.Proposed, IsVisible),
            Grade = outcome.Grade,
            Selected = outcome.Selected,
            Adjustment = outcome.Adjustment,
            Appeal = appeal is null ? null : Appeal(appeal),
        };

        bool IsVisible(SubjectId other) => other == subject || ResultAccess.IsFirst(pool, caller)
            || (context.TryFind(other, out FrozenTownship? township, out _) && caller.Has(Role.Township, township.Id.Value));

        AppealExplanation Appeal(AppealOutcome settled) => new(
            settled.Ruling,
            settled.At,
            settled.Decided?.Improved ?? false,
            settled.Decided?.Decided.Selected ?? false,
            settled.Decided?.Decided.Grade,
            settled.Decided is { } decided ? OutcomeExplanation.Of(decided.Recomputed, IsVisible) : null);
    }
}
