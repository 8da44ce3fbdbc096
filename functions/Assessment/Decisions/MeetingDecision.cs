using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Decisions;

/// <summary>What the leadership meeting (党政领导班子联席会) resolved on a proposal: it approves, and may adjust.</summary>
public sealed record MeetingDecision
{
    /// <summary>The proposal as it is.</summary>
    public static MeetingDecision Approval { get; } = new();

    /// <summary>The subjects who get another outcome than proposed.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>Why the seats need not hold this time.</summary>
    /// <value>Null: they must.</value>
    public string? OverrideReason { get; init; }
}

/// <summary>One subject's outcome as the meeting set it.</summary>
public sealed record Adjustment
{
    /// <summary>The subject.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>The grade; null in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Whether the subject is selected; null outside a ranking that selects.</summary>
    public bool? Selected { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>What a decision came to: <see cref="Decided"/> or <see cref="DecisionRefused"/>.</summary>
public abstract record DecisionResult
{
    private protected DecisionResult()
    {
    }
}

/// <summary>The decided outcome of a pool.</summary>
/// <param name="Pool">What held for the pool when it was proposed.</param>
/// <param name="Outcomes">Every subject, in roster order.</param>
/// <param name="Breaches">Rules that the decision set aside, with its reason.</param>
public sealed record Decided(PoolSummary Pool, IReadOnlyList<DecidedOutcome> Outcomes, IReadOnlyList<DecisionBreach> Breaches) : DecisionResult;

/// <summary>The decision cannot stand.</summary>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="Breaches">Rules that it would set aside without giving a reason.</param>
public sealed record DecisionRefused(IReadOnlyList<InputProblem> Problems, IReadOnlyList<DecisionBreach> Breaches) : DecisionResult;

/// <summary>One subject's decided outcome.</summary>
/// <param name="Proposed">What was proposed, with its explanation.</param>
/// <param name="Grade">The decided grade; null when not assessed and in a ranking.</param>
/// <param name="Selected">Whether a ranking selects the subject.</param>
/// <param name="Adjustment">The meeting's adjustment; null where it followed the proposal.</param>
public sealed record DecidedOutcome(SubjectOutcome Proposed, GradeId? Grade, bool Selected, Adjustment? Adjustment);

/// <summary>Which rule a decision sets aside.</summary>
public enum BreachKind
{
    /// <summary>More subjects have the grade, or are selected, than there are seats.</summary>
    TooMany,

    /// <summary>Fewer subjects have a grade below the middle than there are seats.</summary>
    TooFew,

    /// <summary>A subject gets a better grade than the gate or a veto allows.</summary>
    Raised,
}

/// <summary>A rule that a decision sets aside.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Grade">The grade; null for the selection of a ranking.</param>
/// <param name="Allowed">How many may, or must, have it; 0 for a raised subject.</param>
/// <param name="Given">How many would; 1 for a raised subject.</param>
/// <param name="Subject">The raised subject; else null.</param>
public sealed record DecisionBreach(BreachKind Kind, GradeId? Grade, int Allowed, int Given, SubjectId? Subject);
