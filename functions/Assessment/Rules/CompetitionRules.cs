using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>What judges are shown beside the items: the points that each township nominates to be visited, and the topic.</summary>
public sealed record CompetitionRules
{
    /// <summary>The points (观摩点) that each township nominates, one of each, in the order in which they are called.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<CompetitionPoint> Points { get; init; } = [];

    /// <summary>Who sets the topic (选题) of a period: each township its own, or the county one for all.</summary>
    /// <value>Null: there is no topic.</value>
    public Tier? Topic { get; init; }
}

/// <summary>A kind of point that each township shows, such as the model of party building.</summary>
public sealed record CompetitionPoint
{
    /// <summary>Its id, unique in the scheme.</summary>
    public required PointId Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }
}
