using Yuekao.App.AuditTrail;
using Yuekao.Assessment.Decisions;

namespace Yuekao.App.Decisions;

/// <summary>What a meeting resolved, as its chair sends it.</summary>
/// <param name="Kind">Approve, adjust, or return to sources.</param>
/// <param name="Round">The round whose proposal was before the meeting, as the proposal says.</param>
/// <param name="Attendees">Who attended: 1 to 100 names of at most 50 characters.</param>
/// <param name="Minutes">The number of the meeting's minutes (会议纪要编号): 1 to 100 characters.</param>
public sealed record DecisionRequest(ResolutionKind Kind, int Round, IReadOnlyList<string> Attendees, string Minutes)
{
    /// <summary>The subjects who get another outcome than proposed, each with a reason; where the kind is adjust, and only there.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>Why the seats need not hold this time: 1 to 2,000 characters; left out: they must.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>The sources that must report again, each with a reason; where the kind is return, and only there.</summary>
    public IReadOnlyList<ReturnedSource> Returns { get; init; } = [];

    /// <summary>The resolution to be recorded.</summary>
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
