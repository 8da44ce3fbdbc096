using Yuekao.App.Cycles;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Results;

/// <summary>A result as it is shown.</summary>
public sealed record ResultView
{
    /// <summary>Whose it is.</summary>
    public required SubjectLabel Subject { get; init; }

    /// <summary>The period.</summary>
    public required Period Period { get; init; }

    /// <summary>Which of the subject's results of the cycle it is, from 1: a higher one superseded those before.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How far the subject came.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>The grade; null when not assessed and in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Whether a ranking selects the subject.</summary>
    public required bool Selected { get; init; }

    /// <summary>The rank in the pool, from 1; null unless ranked.</summary>
    public int? Rank { get; init; }

    /// <summary>How many were assessed in the pool.</summary>
    public required int PoolSize { get; init; }

    /// <summary>The exact score, a fraction; null when gated or not assessed.</summary>
    public Score? Score { get; init; }

    /// <summary>The score with two decimals.</summary>
    public string? ShownScore { get; init; }

    /// <summary>Whether the meeting set it otherwise than proposed.</summary>
    public required bool Adjusted { get; init; }

    /// <summary>What superseded the revision before; null for the first.</summary>
    public Supersession? Supersession { get; init; }

    internal static ResultView Of(CycleContext context, RecordedResult result) => new()
    {
        Subject = SubjectLabel.Of(context, result.Subject),
        Period = result.Period,
        Revision = result.Revision,
        At = result.At,
        Kind = result.Kind,
        Reason = result.Reason,
        Grade = result.Grade,
        Selected = result.Selected,
        Rank = result.Rank,
        PoolSize = result.PoolSize,
        Score = result.Score,
        ShownScore = result.Score?.Shown,
        Adjusted = result.Adjusted,
        Supersession = result.Supersession,
    };
}

/// <summary>A subject's result with those that it superseded.</summary>
/// <param name="Current">The one that holds.</param>
/// <param name="Superseded">The ones before, the first one first.</param>
public sealed record SubjectResult(ResultView Current, IReadOnlyList<ResultView> Superseded)
{
    internal static SubjectResult Of(CycleContext context, ResultHistory history) =>
        new(ResultView.Of(context, history.Current), [.. history.Revisions.SkipLast(1).Select(result => ResultView.Of(context, result))]);
}
