using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>What the periods of a year add up to (年度资格): who is barred from the annual excellent grade, and what those get who are not.</summary>
public sealed record StandingRules
{
    /// <summary>What a barred subject cannot get that year.</summary>
    public required LocalText BarredFrom { get; init; }

    /// <summary>The conditions; any one of them bars.</summary>
    public required IReadOnlyList<StandingRule> Rules { get; init; }

    /// <summary>Where those who are not barred come first, such as awards and civil-servant selection.</summary>
    public IReadOnlyList<LocalText> PriorityFor { get; init; } = [];
}

/// <summary>A number of periods of one grade that bars.</summary>
public sealed record StandingRule
{
    /// <summary>The grade that is counted. Periods not assessed are counted nowhere.</summary>
    public required GradeId Grade { get; init; }

    /// <summary>Which way the number bars.</summary>
    public required StandingBar Bars { get; init; }

    /// <summary>The number of periods, from 1 on.</summary>
    public required int Periods { get; init; }
}

/// <summary>Which way a number of periods bars.</summary>
public enum StandingBar
{
    /// <summary>Fewer periods than the number bar: "excellent fewer than 6 times".</summary>
    FewerThan,

    /// <summary>As many periods as the number, or more, bar: "poor 3 times or more".</summary>
    AtLeast,
}
