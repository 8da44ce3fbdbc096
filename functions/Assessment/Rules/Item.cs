using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>Where an item, or a rule, comes from.</summary>
public enum Provenance
{
    /// <summary>The published source names it.</summary>
    Source,

    /// <summary>An example chosen from ordinary village work: a county replaces it by its own.</summary>
    Example,

    /// <summary>One cycle added it (单项考核).</summary>
    Cycle,
}

/// <summary>What one reading of an item is about.</summary>
public enum ItemLevel
{
    /// <summary>The subject itself.</summary>
    Subject,

    /// <summary>A village: one reading counts for each of its subjects.</summary>
    Village,
}

/// <summary>Something that is read of every subject, or of every village.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CheckItem), "check")]
[JsonDerivedType(typeof(PointsItem), "points")]
[JsonDerivedType(typeof(MeasureItem), "measure")]
[JsonDerivedType(typeof(LevelItem), "level")]
public abstract record Item
{
    private protected Item()
    {
    }

    /// <summary>The item's id, unique in the scheme.</summary>
    public required ItemId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Whether the published source names it.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Who reports it, or <c>projects</c> or <c>results</c> for what is computed.</summary>
    /// <value>Null exactly when its component has raters: then each of them does.</value>
    public SourceId? Source { get; init; }

    /// <summary>Whether one reading is about a subject or about a village.</summary>
    /// <value>The default is the subject.</value>
    public ItemLevel Level { get; init; }

    /// <summary>The most points the item can give; null when it gives none.</summary>
    internal abstract Points? Most { get; }
}

/// <summary>Met, not met or not applicable. In the gate not applicable passes; in a component met and not applicable both give the maximum.</summary>
public sealed record CheckItem : Item
{
    /// <summary>The points for being met.</summary>
    /// <value>Null for an item that only stands in the gate.</value>
    public Points? Maximum { get; init; }

    internal override Points? Most => Maximum;
}

/// <summary>Points that the source gives directly: 0 to the maximum inclusive, two decimals.</summary>
public sealed record PointsItem : Item
{
    /// <summary>The most points the source can give.</summary>
    public required Points Maximum { get; init; }

    /// <summary>How the points are computed from a township's projects, or from the results of another scheme.</summary>
    /// <value>Null exactly unless the source is <c>projects</c> or <c>results</c>.</value>
    public ComputedRule? Rule { get; init; }

    internal override Points? Most => Maximum;
}

/// <summary>Which way a measured number gets better.</summary>
public enum Direction
{
    /// <summary>More is better, such as income.</summary>
    Higher,

    /// <summary>Less is better, such as complaints or age.</summary>
    Lower,
}

/// <summary>A measured number, turned into points by bands.</summary>
public sealed record MeasureItem : Item
{
    /// <summary>The number's unit.</summary>
    public required LocalText Unit { get; init; }

    /// <summary>The smallest number there can be: a smaller one is a mistake, such as minus three petitions.</summary>
    public required Quantity Least { get; init; }

    /// <summary>The greatest number there can be, above the least: a greater one is a mistake, such as 150 %.</summary>
    public required Quantity Greatest { get; init; }

    /// <summary>The most decimals a number can have: 0 for what is counted, 2 at most.</summary>
    public required int Decimals { get; init; }

    /// <summary>Which way it gets better.</summary>
    /// <value>The default is higher.</value>
    public Direction Better { get; init; }

    /// <summary>
    /// The bands, ascending, from the least to the greatest number: a number from a band's <see cref="Band.From"/> inclusive to the next band's exclusive gives that band's points.
    /// Below the first band a number gives nothing when higher is better, and the first band's points when lower is better.
    /// </summary>
    /// <value>Empty for an item that only stands in the gate.</value>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    internal override Points? Most => Bands.Count == 0 ? null : Bands.Max(band => band.Points);

    internal LocalizableString Expected => Decimals switch
    {
        0 => (LocalizableString)$"a whole number from {Least} to {Greatest} ({Unit.ZhCn})",
        1 => $"a number from {Least} to {Greatest} with at most 1 decimal ({Unit.ZhCn})",
        _ => $"a number from {Least} to {Greatest} with at most {Decimals} decimals ({Unit.ZhCn})",
    };

    internal bool Takes(long hundredths) =>
        hundredths >= Least.Hundredths && hundredths <= Greatest.Hundredths && hundredths % (Decimals switch { 0 => 100, 1 => 10, _ => 1 }) == 0;
}

/// <summary>One step of a measure's points.</summary>
public sealed record Band
{
    /// <summary>The smallest number of the band.</summary>
    public required Quantity From { get; init; }

    /// <summary>What the band gives.</summary>
    public required Points Points { get; init; }
}

/// <summary>A named level, turned into points (优秀、良好、一般、较差).</summary>
public sealed record LevelItem : Item
{
    /// <summary>The levels, the best first; points never rise down the list.</summary>
    public required IReadOnlyList<Level> Levels { get; init; }

    internal override Points? Most => Levels.Count == 0 ? null : Levels.Max(level => level.Points);
}

/// <summary>A named level and what it gives.</summary>
public sealed record Level
{
    /// <summary>The level's id, unique in its item or rule.</summary>
    public required LevelId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What it gives.</summary>
    public required Points Points { get; init; }
}
