using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Projects;

/// <summary>An item's points as its rule computes them, and how they came about. What does not belong to the rule's kind is empty.</summary>
public sealed record ComputedReading
{
    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Its points: from 0 to the item's maximum.</summary>
    public required Points Points { get; init; }

    /// <summary>The share of the maximum before anything is taken off; null where the rule knows none.</summary>
    public SharePart? Share { get; init; }

    /// <summary>The dispatch's milestones that the share is made of.</summary>
    public IReadOnlyList<CountedMilestone> Milestones { get; init; } = [];

    /// <summary>The projects that the dispatch heard nothing of.</summary>
    public IReadOnlyList<ProjectId> Silent { get; init; } = [];

    /// <summary>The findings that took points off.</summary>
    public IReadOnlyList<FindingFact> Findings { get; init; } = [];

    /// <summary>What silence and findings take off together, where so much is there.</summary>
    public Points TakenOff { get; init; }

    /// <summary>What was published that gave points.</summary>
    public IReadOnlyList<PublishedPoints> Published { get; init; } = [];
}

/// <summary>A part of a whole, in weights: 3 of 4. Where the whole is 0 nothing was asked for, and the share is whole.</summary>
/// <param name="Part">From 0 to the whole.</param>
/// <param name="Whole">From 0 on.</param>
public sealed record SharePart(long Part, long Whole)
{
    /// <summary>The share of a maximum, rounded once, half up, to two decimals.</summary>
    internal Points Of(Points maximum) => Whole == 0 ? maximum : Points.FromHundredths(((2 * maximum.Hundredths * Part) + Whole) / (2 * Whole));
}

/// <summary>A milestone that the dispatch counts.</summary>
/// <param name="Project">Its project.</param>
/// <param name="Milestone">The milestone.</param>
/// <param name="Weight">The project's weight.</param>
/// <param name="Due">The last day for it.</param>
/// <param name="Done">The day it was done; null while it is not.</param>
/// <param name="IsOnTime">Whether it was done by its day.</param>
public sealed record CountedMilestone(ProjectId Project, MilestoneId Milestone, int Weight, DateOnly Due, DateOnly? Done, bool IsOnTime);

/// <summary>What a channel gave.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Level">Its level.</param>
/// <param name="Count">How many items were published.</param>
/// <param name="Points">What they give together, be it more than the item's maximum.</param>
public sealed record PublishedPoints(PublicityChannel Channel, PublicityLevel Level, int Count, Points Points);
