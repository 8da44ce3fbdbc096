using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>How scores become outcomes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(QuotaGrading), "quota")]
[JsonDerivedType(typeof(ThresholdGrading), "thresholds")]
[JsonDerivedType(typeof(RankingGrading), "ranking")]
public abstract record Grading
{
    private protected Grading()
    {
    }

    /// <summary>The grades' ids and titles, the best first; empty in a ranking.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<Grade> AllGrades { get; }
}

/// <summary>A grade (等次).</summary>
public abstract record Grade
{
    private protected Grade()
    {
    }

    /// <summary>The grade's id, unique in the scheme.</summary>
    public required GradeId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }
}

/// <summary>
/// Each grade has a share of the pool. Seats for a pool of n, gated and vetoed included: the largest remainder over n×share, equal remainders to the better grade.
/// </summary>
public sealed record QuotaGrading : Grading
{
    /// <summary>The grades, the best first; their shares add up to 1.</summary>
    public required IReadOnlyList<QuotaGrade> Grades { get; init; }

    /// <summary>
    /// The grade towards which a tie across a boundary is resolved: all who tie take it, or, where the tie lies on one side of it, the grade among theirs that is nearest to it.
    /// </summary>
    public required GradeId Middle { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<Grade> AllGrades => Grades;
}

/// <summary>A grade with its share of the pool.</summary>
public sealed record QuotaGrade : Grade
{
    /// <summary>Its share of the pool.</summary>
    public required Share Share { get; init; }
}

/// <summary>Each grade starts at a score, whatever the others have.</summary>
public sealed record ThresholdGrading : Grading
{
    /// <summary>The grades, the best first; the last one starts at 0.</summary>
    public required IReadOnlyList<ThresholdGrade> Grades { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<Grade> AllGrades => Grades;
}

/// <summary>A grade with the score it starts at.</summary>
public sealed record ThresholdGrade : Grade
{
    /// <summary>The smallest score of the grade, inclusive, compared unrounded.</summary>
    public required Points From { get; init; }
}

/// <summary>Ranks and no grades.</summary>
public sealed record RankingGrading : Grading
{
    /// <summary>How many of the first are selected, such as the 100 outstanding secretaries. A tie across that line selects none of those who tie, and is flagged.</summary>
    /// <value>Null: nobody is selected.</value>
    public int? Selects { get; init; }

    /// <summary>The cohort that those who are selected join when the cycle is sealed (选育), as far as it has places.</summary>
    /// <value>Null: none.</value>
    public CohortId? Cohort { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<Grade> AllGrades => [];
}
