using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Outcomes;

/// <summary>What is proposed for one subject, and how it came about.</summary>
public sealed record SubjectOutcome
{
    /// <summary>The subject as the roster had it.</summary>
    public required RosterEntry Entry { get; init; }

    /// <summary>How far the subject came.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>The grade; null when not assessed and in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Whether a ranking selects the subject.</summary>
    public bool Selected { get; init; }

    /// <summary>The exact score; null when gated or not assessed.</summary>
    public Score? Score { get; init; }

    /// <summary>The rank in the pool from 1, equal for equals, the next one skipping them; null unless scored and not vetoed.</summary>
    public int? Rank { get; init; }

    /// <summary>How it came about: "why this grade?" needs no second computation.</summary>
    public required Explanation Explanation { get; init; }
}

/// <summary>How one outcome came about, as data: whoever shows it finds the words.</summary>
public sealed record Explanation
{
    /// <summary>What holds for the whole pool: scheme version, size, seats, boundaries, waivers.</summary>
    public required PoolSummary Pool { get; init; }

    /// <summary>Every reading of the subject and of its village, with source and time, in the scheme's order.</summary>
    public required IReadOnlyList<ReadingLine> Readings { get; init; }

    /// <summary>Every reading that failed the gate, not only the first.</summary>
    public IReadOnlyList<Reading> GateFailures { get; init; } = [];

    /// <summary>Each component's sum; empty when not scored.</summary>
    public IReadOnlyList<ComponentLine> Components { get; init; } = [];

    /// <summary>What observations added.</summary>
    public required ObservationSum Bonus { get; init; }

    /// <summary>What observations took away.</summary>
    public required ObservationSum Deductions { get; init; }

    /// <summary>The observations that vetoed.</summary>
    public IReadOnlyList<Observation> Vetoes { get; init; } = [];

    /// <summary>The tie across a line that the subject is part of.</summary>
    public BoundaryTie? Tie { get; init; }
}

/// <summary>One reading and what it gave.</summary>
/// <param name="Reading">The reading, with source and time; of a mean also how it came about.</param>
/// <param name="Points">The points it gave, those of a mean rounded half up to two decimals; null for an item that only stands in the gate, or was waived.</param>
public readonly record struct ReadingLine(Reading Reading, Points? Points)
{
    /// <summary>What it gave, exact.</summary>
    internal Score? Gave => Points is not { } points ? null : Reading.Value.Mean?.ToScore() ?? Score.Of(points);
}

/// <summary>One component's sum.</summary>
/// <param name="Component">The component.</param>
/// <param name="Obtained">What its items gave together; with raters their weighted mean.</param>
/// <param name="Contribution">What that is of the score.</param>
public readonly record struct ComponentLine(ComponentId Component, Score Obtained, Score Contribution);
