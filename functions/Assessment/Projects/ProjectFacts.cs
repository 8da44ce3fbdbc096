using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Projects;

/// <summary>The days that a month's dispatch is about: those since the last one was due, up to its own due day; both inclusive.</summary>
/// <param name="From">The first of the month, where no dispatch was before it.</param>
/// <param name="Until">The last of the month at the latest.</param>
public sealed record DispatchDays(DateOnly From, DateOnly Until)
{
    /// <summary>Whether a day is one of them.</summary>
    public bool Has(DateOnly day) => day >= From && day <= Until;
}

/// <summary>What is known of one township's projects when a month's dispatch closes. The order of everything in it changes no points.</summary>
/// <param name="Projects">The projects that the township has to report on.</param>
/// <param name="Findings">The findings against it whose rectifications are not verified.</param>
/// <param name="Published">What was published of it in the month.</param>
public sealed record ProjectFacts(IReadOnlyList<ProjectFact> Projects, IReadOnlyList<FindingFact> Findings, IReadOnlyList<PublishedFact> Published);

/// <summary>A project of a township.</summary>
/// <param name="Project">The project.</param>
/// <param name="Weight">How much it counts beside others, from 1 on.</param>
/// <param name="IsReported">Whether the month's dispatch has a report of it that stands.</param>
/// <param name="Milestones">All of its milestones.</param>
public sealed record ProjectFact(ProjectId Project, int Weight, bool IsReported, IReadOnlyList<MilestoneFact> Milestones);

/// <summary>A milestone of a project.</summary>
/// <param name="Milestone">The milestone.</param>
/// <param name="Due">The last day for it.</param>
/// <param name="Done">The day it was done; null while it is not.</param>
public sealed record MilestoneFact(MilestoneId Milestone, DateOnly Due, DateOnly? Done);

/// <summary>A finding whose rectification is not verified.</summary>
/// <param name="Inspection">The inspection.</param>
/// <param name="Finding">The finding.</param>
/// <param name="Project">The project it is against.</param>
/// <param name="IsOverdue">Whether the rectification was due before the dispatch closed.</param>
public sealed record FindingFact(InspectionId Inspection, FindingId Finding, ProjectId Project, bool IsOverdue);

/// <summary>How much was published in a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Level">Its level.</param>
/// <param name="Count">How many items.</param>
public sealed record PublishedFact(PublicityChannel Channel, PublicityLevel Level, int Count);
