using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>The baseline (基础项): all conditions met, or not applicable, before a subject is scored.</summary>
public sealed record Gate
{
    /// <summary>The grade of a subject that fails it: the scheme's worst.</summary>
    /// <value>Null in a ranking, where whoever fails is not ranked.</value>
    public GradeId? Outcome { get; init; }

    /// <summary>The conditions, at least one.</summary>
    public required IReadOnlyList<GateCondition> Conditions { get; init; }
}

/// <summary>One condition of the gate: a check that is not "not met", or a number within a bound.</summary>
public sealed record GateCondition
{
    /// <summary>A check item, or a points or measure item with a bound.</summary>
    public required ItemId Item { get; init; }

    /// <summary>The smallest number that passes, inclusive, where more is better.</summary>
    public Quantity? AtLeast { get; init; }

    /// <summary>The largest number that passes, inclusive, where less is better.</summary>
    public Quantity? AtMost { get; init; }
}
