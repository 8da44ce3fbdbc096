using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Standings;

/// <summary>One period's decided grade of one subject.</summary>
/// <param name="Period">The period.</param>
/// <param name="Grade">The grade; null when the subject was not assessed.</param>
public sealed record PeriodGrade(Period Period, GradeId? Grade);

/// <summary>What a year has come to so far.</summary>
public enum StandingStatus
{
    /// <summary>No rule bars, whatever the rest of the year brings.</summary>
    Eligible,

    /// <summary>The rest of the year decides.</summary>
    Open,

    /// <summary>A rule bars, whatever the rest of the year brings.</summary>
    Barred,
}

/// <summary>A subject's standing (年度资格) in one year.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Year">The year.</param>
/// <param name="Status">What it has come to.</param>
/// <param name="Rules">Each rule with the periods that count.</param>
/// <param name="NotAssessed">The periods not assessed, which count nowhere.</param>
public sealed record Standing(SubjectId Subject, int Year, StandingStatus Status, IReadOnlyList<RuleStanding> Rules, IReadOnlyList<Period> NotAssessed)
{
    /// <summary>The rules that bar: the reasons, each naming its periods.</summary>
    public IEnumerable<RuleStanding> Reasons => Rules.Where(rule => rule.Status == StandingStatus.Barred);
}

/// <summary>One rule of a standing.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Periods">The periods with the rule's grade, in order.</param>
/// <param name="Status">What the rule has come to.</param>
public sealed record RuleStanding(StandingRule Rule, IReadOnlyList<Period> Periods, StandingStatus Status);
