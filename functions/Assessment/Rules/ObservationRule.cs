using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>What observed facts (日常监管、表彰) add or take: bonus or deduction rules under one cap.</summary>
public sealed record ObservationRules
{
    /// <summary>The most that all rules together add or take in one cycle.</summary>
    public required Points Cap { get; init; }

    /// <summary>The rules, at least one.</summary>
    public required IReadOnlyList<ObservationRule> Rules { get; init; }
}

/// <summary>
/// A rule for a dated, evidenced fact. No observation means that nothing happened: unlike a reading it is never missing.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FixedObservationRule), "fixed")]
[JsonDerivedType(typeof(LevelObservationRule), "level")]
[JsonDerivedType(typeof(RangeObservationRule), "range")]
public abstract record ObservationRule
{
    private protected ObservationRule()
    {
    }

    /// <summary>The rule's id, unique among bonus, deduction and veto rules.</summary>
    public required RuleId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Whether the published source names it.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Who may note it, at least one.</summary>
    public required IReadOnlyList<SourceId> Sources { get; init; }

    /// <summary>The most this rule adds or takes in one cycle.</summary>
    /// <value>Null: only the cap of all rules holds.</value>
    public Points? Cap { get; init; }

    /// <summary>How several observations of one subject count.</summary>
    /// <value>The default is each.</value>
    public Counting Counting { get; init; }
}

/// <summary>How several observations under one rule count.</summary>
public enum Counting
{
    /// <summary>Each counts.</summary>
    Each,

    /// <summary>Only the one with the most points counts, such as the highest commendation.</summary>
    Highest,
}

/// <summary>The same points each time.</summary>
public sealed record FixedObservationRule : ObservationRule
{
    /// <summary>The points of one observation.</summary>
    public required Points Points { get; init; }
}

/// <summary>Points by a named level, such as commendation by the centre, the province, the city or the county.</summary>
public sealed record LevelObservationRule : ObservationRule
{
    /// <summary>The levels, the one with the most points first.</summary>
    public required IReadOnlyList<Level> Levels { get; init; }
}

/// <summary>Points that whoever notes the fact chooses, up to a maximum.</summary>
public sealed record RangeObservationRule : ObservationRule
{
    /// <summary>The most points of one observation.</summary>
    public required Points Maximum { get; init; }
}

/// <summary>A fact that settles the outcome whatever the score (一票否决).</summary>
public sealed record VetoRule
{
    /// <summary>The rule's id, unique among bonus, deduction and veto rules.</summary>
    public required RuleId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Whether the published source names it.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Who may note it, at least one.</summary>
    public required IReadOnlyList<SourceId> Sources { get; init; }

    /// <summary>The grade it sets, any but the best.</summary>
    /// <value>Null in a ranking, where a vetoed subject is not ranked.</value>
    public GradeId? Outcome { get; init; }
}
