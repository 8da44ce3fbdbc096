namespace Yuekao.App.Stages.Grade;

/// <summary>What is proposed to a meeting.</summary>
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

/// <summary>One subject's proposed outcome.</summary>
public sealed record ProposedOutcome
{
    public required SubjectLabel Subject { get; init; }
    public required OutcomeKind Kind { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>Null when not assessed and in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Whether the ranking selects the subject.</summary>
    public required bool Selected { get; init; }

    /// <summary>In the pool, from 1; null unless ranked.</summary>
    public int? Rank { get; init; }

    /// <summary>Null when gated or not assessed.</summary>
    public Score? Score { get; init; }

    /// <summary>With two decimals.</summary>
    public string? ShownScore { get; init; }

    /// <summary>Whether the subject ties across a line between grades, or of the selection.</summary>
    public required bool Tied { get; init; }

    /// <summary>Null unless asked for.</summary>
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
