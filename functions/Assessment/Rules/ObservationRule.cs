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

    /// <summary>The periods of the year that count under it by themselves, in a scheme of a year: each on its last day. They count as its first source's.</summary>
    /// <value>Null: somebody notes it.</value>
    public GradedPeriods? Periods { get; init; }
}

/// <summary>The periods of a year in which a subject had a grade of another scheme, such as the excellent months, or was among the first of its ranking.</summary>
public sealed record GradedPeriods
{
    /// <summary>The other scheme of the same county, without the county's name: <c>village-monthly</c>.</summary>
    public required SchemeId Scheme { get; init; }

    /// <summary>A grade of that scheme.</summary>
    /// <value>Null exactly where places count.</value>
    public GradeId? Grade { get; init; }

    /// <summary>How many places of its ranking count, from 1 on.</summary>
    /// <value>Null exactly where a grade counts.</value>
    public int? Places { get; init; }
}

/// <summary>Points by a named level, such as commendation by the centre, the province, the city or the county.</summary>
public sealed record LevelObservationRule : ObservationRule
{
    /// <summary>The levels, the one with the most points first.</summary>
    public required IReadOnlyList<Level> Levels { get; init; }

    /// <summary>
    /// Whether the commendations that are on record count under it by themselves, each by its level: <c>central</c>, <c>provincial</c>, <c>city</c> or <c>county</c>. Only a bonus.
    /// They count as its first source's.
    /// </summary>
    /// <value>The default is that somebody notes them.</value>
    public bool Commendations { get; init; }
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

    /// <summary>
    /// The scheme, of the same county and without its name, whose standing in the year (年度资格) notes it by itself for whoever it bars, in a scheme of a year with thresholds. Such a veto
    /// settles nothing: the subject is scored and ranked, and has the outcome at best. It counts as its first source's.
    /// </summary>
    /// <value>Null: somebody notes it, and it settles the outcome.</value>
    public SchemeId? Standing { get; init; }
}
