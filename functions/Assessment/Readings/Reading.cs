using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Readings;

/// <summary>One source's value for one item (读数), about one subject or about one village.</summary>
public sealed record Reading
{
    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Who read it.</summary>
    public required SourceId Source { get; init; }

    /// <summary>The subject it is about.</summary>
    /// <value>Null for an item of village level.</value>
    public SubjectId? Subject { get; init; }

    /// <summary>The village it is about.</summary>
    /// <value>Null for an item of subject level.</value>
    public VillageId? Village { get; init; }

    /// <summary>What was read.</summary>
    public required ReadingValue Value { get; init; }

    /// <summary>How the value came about.</summary>
    /// <value>Null for what its source said itself.</value>
    public ReadingBasis? Basis { get; init; }

    /// <summary>When it was reported.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Takes an item out of the gate and out of its component for the whole pool: a missing reading is never zero.</summary>
public sealed record Waiver
{
    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A dated, evidenced fact about one subject (日常监管、表彰、否决), under a bonus, deduction or veto rule.</summary>
public sealed record Observation
{
    /// <summary>The observation's own id, unique in the pool, so that noting it twice counts once.</summary>
    public required string Id { get; init; }

    /// <summary>The rule it falls under.</summary>
    public required RuleId Rule { get; init; }

    /// <summary>The subject.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>Who noted it: one of the rule's sources.</summary>
    public required SourceId Source { get; init; }

    /// <summary>The day of the fact, within the period.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The level, under a rule with levels.</summary>
    public LevelId? Level { get; init; }

    /// <summary>The points, under a rule with a range: above 0, up to its maximum.</summary>
    public Points? Points { get; init; }

    /// <summary>What shows it.</summary>
    public required string Evidence { get; init; }

    /// <summary>When it was noted.</summary>
    public required DateTimeOffset At { get; init; }
}
