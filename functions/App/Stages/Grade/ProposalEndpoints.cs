namespace Yuekao.App.Stages.Grade;

public sealed class ProposalEndpoints(CycleContexts contexts, CycleStore cycles, Proposals proposals)
{
    [Function(nameof(GetProposal))]
    [Access(Role.County, Role.Meeting)]
    [Operation("What is proposed to a pool's meeting: seats, boundaries, ties, and every subject's outcome.")]
    [Query("round", typeof(int), "An earlier round.")]
    [Query("explanations", typeof(bool), "Whether to tell how each outcome came about; false when not given.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(ProposalView)), Answers(StatusCodes.Status304NotModified), Problems(404)]
    public async Task<IActionResult> GetProposal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Pool + "/proposal")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        int asked = query.Number("round", otherwise: 0, minimum: 1, maximum: int.MaxValue);
        bool withExplanations = query.Flag("explanations") == true;
        query.ThrowIfWrong();
        (CycleContext cycle, Pool pool) = await contexts.RequirePoolAsync(request, cancellation);
        if (!ResultAccess.IsFirst(pool, request.GetCaller()))
            throw new ProblemException(ProblemType.Forbidden);
        PoolRecord? record = await cycles.FindAsync(cycle.Key, pool.Id, cancellation);
        // While a round collects, what was proposed last is the round before.
        int latest = record is { Phase: PoolPhase.Collecting } ? record.Round - 1 : record?.Round ?? 0;
        int round = asked == 0 ? latest : asked;
        LocalizableString nothing = asked == 0 ? (LocalizableString)$"Nothing is proposed for the pool '{pool.Id}' yet." : $"The pool '{pool.Id}' has no proposal of round {asked}.";
        if (round < 1 || round > latest)
            throw new ProblemException(ProblemType.NotFound, nothing);

        // A round's proposal never changes, so its name is tag enough.
        string tag = string.Create(CultureInfo.InvariantCulture, $"\"{cycle.Key}.{pool.Id}.{round}{(withExplanations ? ".explained" : "")}\"");
        request.HttpContext.Response.SetETag(new ETag(tag));
        if (request.Headers.IfNoneMatch.Contains(tag))
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        // What ended with its edition may have ended before there was one.
        PoolProposal proposal = await proposals.FindAsync(cycle.Key, pool.Id, round, cancellation) ?? throw new ProblemException(ProblemType.NotFound, nothing);
        return new OkObjectResult(ProposalView.Of(cycle, proposal, withExplanations));
    }
}

/// <param name="Summary">What holds for the pool: seats, boundaries, waivers, and the ties that the meeting should look at.</param>
/// <param name="Outcomes">In roster order.</param>
public sealed record ProposalView(PoolId Pool, int Round, DateTimeOffset At, PoolSummary Summary, IReadOnlyList<ProposedOutcome> Outcomes)
{
    internal static ProposalView Of(CycleContext context, PoolProposal kept, bool withExplanations)
    {
        Proposal proposal = kept.Proposal;
        var tied = proposal.Pool.Ties.SelectMany(tie => tie.Subjects).ToHashSet();
        IEnumerable<ProposedOutcome> outcomes = proposal.Outcomes.Select(outcome => ProposedOutcome.Of(context, outcome, tied.Contains(outcome.Entry.Subject), withExplanations));
        return new ProposalView(kept.Pool, kept.Round, kept.At, proposal.Pool, [.. outcomes]);
    }
}

/// <summary>
/// One subject's proposed outcome. Null is a reason when assessed, a grade when not assessed and in a ranking, a rank (in the pool, from 1) unless ranked, a
/// score (exact, and shown with two decimals) when gated or not assessed, an explanation unless asked for. Tied is who ties across a line between grades, or of
/// the selection.
/// </summary>
public sealed record ProposedOutcome
{
    public required SubjectLabel Subject { get; init; }
    public required OutcomeKind Kind { get; init; }
    public NotAssessedReason? Reason { get; init; }
    public GradeId? Grade { get; init; }
    public required bool Selected { get; init; }
    public int? Rank { get; init; }
    public Score? Score { get; init; }
    public string? ShownScore { get; init; }
    public required bool Tied { get; init; }
    public ExplanationView? Explanation { get; init; }

    internal static ProposedOutcome Of(CycleContext context, SubjectOutcome outcome, bool isTied, bool withExplanation) => new()
    {
        Subject = SubjectLabel.Of(context, outcome.Entry.Subject),
        Kind = outcome.Kind,
        Reason = outcome.Reason,
        Grade = outcome.Grade,
        Selected = outcome.Selected,
        Rank = outcome.Rank,
        Score = outcome.Score,
        ShownScore = outcome.Score?.Shown,
        Tied = isTied,
        Explanation = withExplanation ? ExplanationView.Of(outcome.Explanation, _ => true) : null,
    };
}

/// <summary>Ties as a reader may see them: a person reads only their own result, so that who else ties is left out.</summary>
internal static class VisibleTies
{
    /// <summary>A pool's summary with the ties that concern what the reader may see.</summary>
    public static PoolSummary Of(PoolSummary pool, Func<SubjectId, bool> isVisible) =>
        pool with { Ties = [.. pool.Ties.Select(tie => Of(tie, isVisible)).Where(tie => tie.Subjects.Count > 0)] };

    public static BoundaryTie Of(BoundaryTie tie, Func<SubjectId, bool> isVisible) => tie with { Subjects = [.. tie.Subjects.Where(isVisible)] };
}

/// <summary>How one outcome was computed, without what holds for the whole pool.</summary>
/// <param name="Readings">Every reading of the subject and of its village, with source and time.</param>
/// <param name="GateFailures">Every reading that failed the gate.</param>
/// <param name="Components">Each component's sum; empty when not scored.</param>
/// <param name="Tie">The tie across a line that the subject is part of.</param>
public sealed record ExplanationView(
    IReadOnlyList<ReadingLine> Readings, IReadOnlyList<Reading> GateFailures, IReadOnlyList<ComponentLine> Components,
    ObservationSum Bonus, ObservationSum Deductions, IReadOnlyList<Observation> Vetoes, BoundaryTie? Tie = null)
{
    internal static ExplanationView Of(Explanation explanation, Func<SubjectId, bool> isVisible) => new(
        explanation.Readings, explanation.GateFailures, explanation.Components, explanation.Bonus, explanation.Deductions, explanation.Vetoes,
        explanation.Tie is { } tie ? VisibleTies.Of(tie, isVisible) : null);
}
