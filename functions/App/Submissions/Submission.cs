using Yuekao.Assessment.Values;

namespace Yuekao.App.Submissions;

/// <summary>A source's submission (报送): all of its readings for one township and cycle. What it leaves out stays missing; it is never zero.</summary>
/// <param name="Readings">The readings; stored and answered in the scheme's order of items, then in roster order.</param>
public sealed record Submission(IReadOnlyList<ReportedReading> Readings);

/// <summary>A reading (读数) as its source reports it. Who reports it and when is not the source's to say.</summary>
public sealed record ReportedReading
{
    /// <summary>The item, one of the source's.</summary>
    public required ItemId Item { get; init; }

    /// <summary>The subject it is about.</summary>
    /// <value>Null for an item of village level.</value>
    public SubjectId? Subject { get; init; }

    /// <summary>The village it is about.</summary>
    /// <value>Null for an item of subject level.</value>
    public VillageId? Village { get; init; }

    /// <summary>What was read.</summary>
    public required ReportedValue Value { get; init; }
}
