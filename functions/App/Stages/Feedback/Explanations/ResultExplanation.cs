namespace Yuekao.App.Stages.Feedback;

/// <summary>How a subject's result came about, as it was recorded.</summary>
public sealed record ResultExplanation
{
    /// <summary>Whose result it is.</summary>
    public required SubjectLabel Subject { get; init; }

    /// <summary>The pool that the subject was ranked in.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>What held for the pool: scheme version, size, seats, boundaries, waivers, and the ties that the reader may see.</summary>
    public required PoolSummary Summary { get; init; }

    /// <summary>What was proposed, and why.</summary>
    public required OutcomeExplanation Proposed { get; init; }

    /// <summary>The grade that the meeting decided; null when not assessed and in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Whether the meeting's decision selects the subject.</summary>
    public required bool Selected { get; init; }

    /// <summary>What the meeting set otherwise than proposed, and why; null where it followed the proposal.</summary>
    public Adjustment? Adjustment { get; init; }

    /// <summary>What an appeal came to; null where there was none, or it is not settled.</summary>
    public AppealExplanation? Appeal { get; init; }
}

/// <summary>One outcome, and how it was computed.</summary>
public sealed record OutcomeExplanation
{
    /// <summary>How far the subject came.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>The grade; null when not assessed and in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Whether a ranking selects the subject.</summary>
    public required bool Selected { get; init; }

    /// <summary>The exact score; null when gated or not assessed.</summary>
    public Score? Score { get; init; }

    /// <summary>The score with two decimals.</summary>
    public string? ShownScore { get; init; }

    /// <summary>The rank in the pool, from 1; null unless ranked.</summary>
    public int? Rank { get; init; }

    /// <summary>How it was computed.</summary>
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

/// <summary>What an appeal came to.</summary>
/// <param name="Ruling">What the meeting ruled.</param>
/// <param name="At">When it was settled.</param>
/// <param name="Improved">Whether grade or selection changed.</param>
/// <param name="Selected">Whether the subject is selected from then on; false where the result was upheld.</param>
/// <param name="Grade">The grade that holds from then on; null where the result was upheld, and in a ranking.</param>
/// <param name="Recomputed">What the corrected readings give against the sealed pool; null where the result was upheld.</param>
public sealed record AppealExplanation(
    AppealRuling Ruling, DateTimeOffset At, bool Improved, bool Selected, GradeId? Grade = null, OutcomeExplanation? Recomputed = null)
{
    internal static AppealExplanation Of(AppealOutcome settled, Func<SubjectId, bool> isVisible) => new(
        settled.Ruling,
        settled.At,
        settled.Decided?.Improved ?? false,
        settled.Decided?.Decided.Selected ?? false,
        settled.Decided?.Decided.Grade,
        settled.Decided is { } decided ? OutcomeExplanation.Of(decided.Recomputed, isVisible) : null);
}
