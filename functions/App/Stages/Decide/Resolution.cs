namespace Yuekao.App.Stages.Decide;

/// <summary>What a meeting may resolve on a proposal.</summary>
public enum ResolutionKind
{
    /// <summary>The proposal stands as it is.</summary>
    Approve,

    /// <summary>It stands but for some subjects.</summary>
    Adjust,

    /// <summary>It goes back to named sources.</summary>
    Return,
}

/// <summary>A meeting's resolution on one round's proposal, as it was recorded: what the request said, and who recorded it when.</summary>
public sealed record Resolution
{
    public required ResolutionKind Kind { get; init; }
    public required int Round { get; init; }
    public required IReadOnlyList<string> Attendees { get; init; }
    public required string Minutes { get; init; }
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];
    public string? OverrideReason { get; init; }
    public IReadOnlyList<ReturnedSource> Returns { get; init; } = [];
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>What the meeting does to the proposal.</summary>
    internal MeetingDecision ToDecision() => new() { Adjustments = Adjustments, OverrideReason = OverrideReason };
}

/// <summary>A source that must report again.</summary>
/// <param name="Township">The township whose readings they are.</param>
public sealed record ReturnedSource(TownshipId Township, SourceId Source, string Reason);

/// <summary>What a meeting resolved, as its chair sends it.</summary>
/// <param name="Round">The round whose proposal was before the meeting, as the proposal says.</param>
/// <param name="Attendees">1 to 100 names of at most 50 characters.</param>
/// <param name="Minutes">The number of the meeting's minutes (会议纪要编号): 1 to 100 characters.</param>
public sealed record DecisionRequest(ResolutionKind Kind, int Round, IReadOnlyList<string> Attendees, string Minutes)
{
    /// <summary>The subjects who get another outcome than proposed, each with a reason; where the kind is adjust, and only there.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>Why the seats need not hold this time: 1 to 2,000 characters; left out: they must.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>The sources that must report again, each with a reason; where the kind is return, and only there.</summary>
    public IReadOnlyList<ReturnedSource> Returns { get; init; } = [];

    internal Resolution By(AuditActor actor, DateTimeOffset at) => new()
    {
        Kind = Kind,
        Round = Round,
        Attendees = Attendees,
        Minutes = Minutes,
        Adjustments = Adjustments,
        OverrideReason = OverrideReason,
        Returns = Returns,
        At = at,
        By = actor.Id,
        ByName = actor.Name,
    };
}
