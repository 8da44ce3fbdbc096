namespace Yuekao.App.Stages.Grade;

/// <summary>What is proposed to a meeting (建议结果).</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="At">When it was computed.</param>
/// <param name="Summary">What holds for the pool: seats, boundaries, waivers, and the ties that the meeting should look at.</param>
/// <param name="Outcomes">Every subject's proposed outcome, in roster order.</param>
public sealed record ProposalView(PoolId Pool, int Round, DateTimeOffset At, PoolSummary Summary, IReadOnlyList<ProposedOutcome> Outcomes)
{
    internal static ProposalView Of(CycleContext context, PoolProposal proposal, bool withExplanations)
    {
        var tied = proposal.Proposal.Pool.Ties.SelectMany(tie => tie.Subjects).ToHashSet();
        return new ProposalView(
            proposal.Pool,
            proposal.Round,
            proposal.At,
            proposal.Proposal.Pool,
            [.. proposal.Proposal.Outcomes.Select(outcome => ProposedOutcome.Of(context, outcome, tied.Contains(outcome.Entry.Subject), withExplanations))]);
    }
}

/// <summary>One subject's proposed outcome.</summary>
public sealed record ProposedOutcome
{
    /// <summary>Whose it is.</summary>
    public required SubjectLabel Subject { get; init; }

    /// <summary>How far the subject came.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>The proposed grade; null when not assessed and in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Whether the ranking selects the subject.</summary>
    public required bool Selected { get; init; }

    /// <summary>The rank in the pool, from 1; null unless ranked.</summary>
    public int? Rank { get; init; }

    /// <summary>The exact score; null when gated or not assessed.</summary>
    public Score? Score { get; init; }

    /// <summary>The score with two decimals.</summary>
    public string? ShownScore { get; init; }

    /// <summary>Whether the subject ties across a line between grades, or of the selection.</summary>
    public required bool Tied { get; init; }

    /// <summary>How it was computed; null unless asked for.</summary>
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

    /// <summary>A tie with only the subjects that the reader may see.</summary>
    public static BoundaryTie Of(BoundaryTie tie, Func<SubjectId, bool> isVisible) => tie with { Subjects = [.. tie.Subjects.Where(isVisible)] };
}

/// <summary>How one outcome was computed, without what holds for the whole pool.</summary>
/// <param name="Readings">Every reading of the subject and of its village, with source and time.</param>
/// <param name="GateFailures">Every reading that failed the gate.</param>
/// <param name="Components">Each component's sum; empty when not scored.</param>
/// <param name="Bonus">What observations added.</param>
/// <param name="Deductions">What observations took away.</param>
/// <param name="Vetoes">The observations that vetoed.</param>
/// <param name="Tie">The tie across a line that the subject is part of.</param>
public sealed record ExplanationView(
    IReadOnlyList<ReadingLine> Readings,
    IReadOnlyList<Reading> GateFailures,
    IReadOnlyList<ComponentLine> Components,
    ObservationSum Bonus,
    ObservationSum Deductions,
    IReadOnlyList<Observation> Vetoes,
    BoundaryTie? Tie = null)
{
    internal static ExplanationView Of(Explanation explanation, Func<SubjectId, bool> isVisible) => new(
        explanation.Readings,
        explanation.GateFailures,
        explanation.Components,
        explanation.Bonus,
        explanation.Deductions,
        explanation.Vetoes,
        explanation.Tie is { } tie ? VisibleTies.Of(tie, isVisible) : null);
}
