using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Outcomes;

/// <summary>What assessing a pool came to: a <see cref="Proposal"/>, <see cref="Incomplete"/> or <see cref="Refused"/>.</summary>
public abstract record AssessmentResult
{
    private protected AssessmentResult()
    {
    }
}

/// <summary>The input has readings or other things that the scheme does not allow.</summary>
/// <param name="Problems">All of them.</param>
public sealed record Refused(IReadOnlyList<InputProblem> Problems) : AssessmentResult;

/// <summary>Readings are missing. A missing reading is never zero: it is reported, or waived.</summary>
/// <param name="Missing">All of them, by item and roster order.</param>
public sealed record Incomplete(IReadOnlyList<MissingReading> Missing) : AssessmentResult;

/// <summary>The proposed outcome of a whole pool (建议结果), each subject's with its explanation.</summary>
/// <param name="Pool">What holds for the pool as a whole.</param>
/// <param name="Outcomes">Every subject of the roster, in roster order.</param>
public sealed record Proposal(PoolSummary Pool, IReadOnlyList<SubjectOutcome> Outcomes) : AssessmentResult;

/// <summary>What holds for a pool as a whole, and belongs to each of its explanations.</summary>
public sealed record PoolSummary
{
    /// <summary>The scheme and its version.</summary>
    public required SchemeKey Scheme { get; init; }

    /// <summary>The period.</summary>
    public required Period Period { get; init; }

    /// <summary>How many were assessed, gated and vetoed included: the n of the seats.</summary>
    public required int Assessed { get; init; }

    /// <summary>How many were ranked.</summary>
    public required int Ranked { get; init; }

    /// <summary>The grades, the best first; empty in a ranking.</summary>
    public required IReadOnlyList<GradeLine> Grades { get; init; }

    /// <summary>The components as they counted in this pool.</summary>
    public required IReadOnlyList<ComponentScaleLine> Components { get; init; }

    /// <summary>Ties across a line between grades or across the line of selection: for the meeting to look at.</summary>
    public required IReadOnlyList<BoundaryTie> Ties { get; init; }

    /// <summary>Items taken out for the pool, by item.</summary>
    public required IReadOnlyList<Waiver> Waivers { get; init; }
}

/// <summary>One grade in one pool.</summary>
public sealed record GradeLine
{
    /// <summary>The grade.</summary>
    public required GradeId Grade { get; init; }

    /// <summary>Its seats by quota; null under thresholds.</summary>
    public int? Seats { get; init; }

    /// <summary>The score it starts at; null under a quota.</summary>
    public Points? From { get; init; }

    /// <summary>How many were proposed for it.</summary>
    public required int Given { get; init; }

    /// <summary>How many of those by the gate or a veto.</summary>
    public required int Settled { get; init; }

    /// <summary>The highest ranked score that has it; null where none has.</summary>
    public Score? Highest { get; init; }

    /// <summary>The lowest ranked score that has it; null where none has.</summary>
    public Score? Lowest { get; init; }
}

/// <summary>A component as it counted in one pool.</summary>
/// <param name="Component">The component.</param>
/// <param name="Maximum">The most that its items could give, waived ones left out.</param>
/// <param name="Weight">Its part of 100 points; more than the scheme says where another component was waived altogether, 0 where this one was.</param>
public sealed record ComponentScaleLine(ComponentId Component, Score Maximum, Score Weight);

/// <summary>Subjects who are equal after every tie-breaker and stand across a line.</summary>
/// <param name="Subjects">Who ties, in roster order.</param>
/// <param name="Rank">The rank they share.</param>
/// <param name="Better">The best grade their places have; null at the line of selection.</param>
/// <param name="Worse">The worst grade their places have; null at the line of selection.</param>
/// <param name="Taken">The grade they all take; null at the line of selection, where none of them is selected.</param>
public sealed record BoundaryTie(IReadOnlyList<SubjectId> Subjects, int Rank, GradeId? Better, GradeId? Worse, GradeId? Taken);
