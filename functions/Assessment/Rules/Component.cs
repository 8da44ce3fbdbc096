using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>A weighted part of the score: what its items gave of their total maximum, times its weight.</summary>
public sealed record Component
{
    /// <summary>The component's id, unique in the scheme.</summary>
    public required ComponentId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Whether the published source names it, where the document says so.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Its part of 100 points; all components' weights add up to 100.</summary>
    public required Weight Weight { get; init; }

    /// <summary>The items it sums. May be empty only where a cycle adds special items.</summary>
    public required IReadOnlyList<ItemId> Items { get; init; }

    /// <summary>Who rates: each rater reads every item of the component, and the component is their weighted mean.</summary>
    /// <value>Empty: each item's own source reads it.</value>
    public IReadOnlyList<Rater> Raters { get; init; } = [];
}

/// <summary>One of the raters of a component.</summary>
public sealed record Rater
{
    /// <summary>Who rates.</summary>
    public required SourceId Source { get; init; }

    /// <summary>The rater's part of the component; the raters' weights add up to 100.</summary>
    /// <value>Null for all raters of a component: they count alike.</value>
    public Weight? Weight { get; init; }
}

/// <summary>Where a cycle may add special items (单项考核).</summary>
public sealed record SpecialItemRules
{
    /// <summary>The component they join.</summary>
    public required ComponentId Component { get; init; }

    /// <summary>How many a cycle may add, from 1 on.</summary>
    public required int AtMost { get; init; }

    /// <summary>The most points one of them may give.</summary>
    public required Points Maximum { get; init; }
}
