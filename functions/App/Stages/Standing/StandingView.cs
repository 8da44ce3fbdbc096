namespace Yuekao.App.Stages.Standing;

/// <summary>A subject's standing in a year (年度资格) as it is shown.</summary>
public sealed record StandingView
{
    /// <summary>Whose it is, as of their latest period.</summary>
    public required SubjectLabel Subject { get; init; }

    public required int Year { get; init; }

    /// <summary>The last published period: later ones are still to come.</summary>
    public required Period Through { get; init; }

    /// <summary>What the year has come to.</summary>
    public required StandingStatus Status { get; init; }

    /// <summary>The rules that bar, each with the periods it counts.</summary>
    public required IReadOnlyList<RuleStanding> Reasons { get; init; }

    /// <summary>Every rule with the periods it counts.</summary>
    public required IReadOnlyList<RuleStanding> Rules { get; init; }

    /// <summary>The grade of every published period, in order.</summary>
    public required IReadOnlyList<PeriodOutcome> Periods { get; init; }

    /// <summary>The periods not assessed, which count nowhere.</summary>
    public required IReadOnlyList<Period> NotAssessed { get; init; }
}

/// <summary>A period that counts in a standing.</summary>
/// <param name="Grade">The decided grade; null when not assessed.</param>
public sealed record PeriodOutcome(Period Period, GradeId? Grade = null);
