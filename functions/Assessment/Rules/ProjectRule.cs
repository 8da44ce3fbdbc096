using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>How an item's points of a township and month follow from its projects (清单台账): from the dispatch, from inspections, from what was published.</summary>
public abstract record ProjectRule : ComputedRule
{
    private protected ProjectRule()
    {
    }
}

/// <summary>
/// The maximum times the share, weighted as the projects are, of the dispatch's milestones that were done by their day; less what each fault takes off, never below 0. They are
/// those due since the last dispatch was, up to its own due day, and those due before that were still not done then: done late they count once more, as missed. Where there is
/// none the share is whole.
/// </summary>
public sealed record ProgressRule : ProjectRule
{
    /// <summary>The only project that counts.</summary>
    /// <value>Null: all of the township's.</value>
    public ProjectId? Project { get; init; }

    /// <summary>What each project takes off of which the dispatch heard nothing.</summary>
    /// <value>The default is 0.</value>
    public Points Silent { get; init; }

    /// <summary>What each finding takes off whose rectification is not verified.</summary>
    /// <value>The default is 0.</value>
    public Points OpenFinding { get; init; }

    /// <summary>What each of those takes off besides, whose rectification is overdue.</summary>
    /// <value>The default is 0.</value>
    public Points OverdueFinding { get; init; }
}

/// <summary>The maximum times the share, weighted as the projects are, of the projects that the month's dispatch has a report of. Where there is none the share is whole.</summary>
public sealed record ReportsRule : ProjectRule;

/// <summary>Points for each item that was published in the month, up to the maximum.</summary>
public sealed record PublicityRule : ProjectRule
{
    /// <summary>What each channel gives, at least one; a channel, or its level, that is not named gives nothing.</summary>
    public required IReadOnlyList<ChannelPoints> Channels { get; init; }
}

/// <summary>What an item in a channel gives.</summary>
public sealed record ChannelPoints
{
    /// <summary>The channel.</summary>
    public required PublicityChannel Channel { get; init; }

    /// <summary>The level.</summary>
    public required PublicityLevel Level { get; init; }

    /// <summary>What each item gives.</summary>
    public required Points Points { get; init; }
}

/// <summary>Where something is published (“3+N”宣传体系): the county's own three, and papers and online media.</summary>
public enum PublicityChannel
{
    /// <summary>The party-building site (党建网).</summary>
    Site,

    /// <summary>The public account (公众号).</summary>
    PublicAccount,

    /// <summary>The monthly (月刊).</summary>
    Monthly,

    /// <summary>A newspaper (报纸).</summary>
    Newspaper,

    /// <summary>Online media (网媒).</summary>
    OnlineMedia,
}

/// <summary>Of which level a channel is.</summary>
public enum PublicityLevel
{
    /// <summary>The county's (县级).</summary>
    County,

    /// <summary>The city's (市级).</summary>
    City,

    /// <summary>The province's (省级).</summary>
    Province,

    /// <summary>The country's (中央).</summary>
    Central,
}

/// <summary>The monthly dispatch (调度): each township reports on each of its projects.</summary>
public sealed record DispatchRules
{
    /// <summary>When townships can begin to report.</summary>
    public required CalendarMoment Opens { get; init; }

    /// <summary>When all reports are due and the dispatch closes: not after the readings are due.</summary>
    public required CalendarMoment Due { get; init; }

    /// <summary>How many hours before it closes the silent are reminded, the earliest reminder first.</summary>
    /// <value>The default is 48 and 24.</value>
    public IReadOnlyList<int> RemindHoursBefore { get; init; } = [48, 24];
}
