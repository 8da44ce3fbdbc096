namespace Yuekao.App.Tell;

/// <summary>A message in the inbox of a role: everybody who has the role sees the same messages. It is unique by its id, however often it is posted.</summary>
public sealed record Message : Stored
{
    /// <summary>Tells the recipient, the cycle, the pool, the kind and the occasion: see <see cref="MessageIds"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The role that it is for, as tokens have it: <c>county</c>, <c>township:gaowan</c>.</summary>
    public required string Recipient { get; init; }

    public required string RecipientName { get; init; }

    public required MessageKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The cycle's path under the county: <c>schemes/haixing.village-monthly/cycles/2026-10</c>; null where it is about none.</summary>
    public string? Cycle { get; init; }

    public PoolId? Pool { get; init; }

    /// <summary>What it says, in a line without markup.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What it says, a paragraph a line, without markup.</summary>
    public required LocalText Text { get; init; }

    /// <summary>The API resource to go on with, under the API's root: <c>counties/haixing/schemes/...</c>.</summary>
    public required string Link { get; init; }

    public DateTimeOffset? Due { get; init; }

    public int? Count { get; init; }

    /// <summary>When somebody of the role read it first.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    public string? ReadBy { get; init; }

    /// <summary>What became of it by the channels, as far as it is known; none where it leaves by none.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];
}

/// <summary>What a message to somebody who works on a cycle is about.</summary>
public enum MessageKind
{
    CollectingOpened, // to sources
    ReadingsMissing, // to sources
    CollectingOverdue, // to the county, which extends or waives
    ReadingsReturned, // to sources
    ProposalReady, // to the meeting
    DecisionOverdue, // to the county and the meeting
    ResultsPublished, // to townships
    NoticesUnacknowledged, // to townships
    AcknowledgementOverdue, // to the county
    AppealFiled, // to the meeting
    AppealsOverdue, // to the county and the meeting
    RectificationsDue, // to townships
    RectificationsOverdue, // to the county
    ActionsDue, // to whoever owes them
    ActionsOverdue, // to whoever owes them, and the county
    CycleBlocked, // to the county
    CycleStopped, // to the county, which takes it up
    CycleCancelled, // to whoever was asked for something: sources, meetings
    OutageOver, // to the county
    DeliveriesDelayed, // to the county
    CycleSealed, // to the county and the finance officer
    DispatchOpened, // to townships
    DispatchReportsMissing, // to townships
    DispatchClosed, // to the county
    DispatchBlocked, // to the county
    CohortFilled, // to the county
    CohortFull, // to who was selected and found no place
    TalksOverdue, // to townships, and the county
    RotationsShort, // to townships, and the county
    ReviewsOverdue, // to townships, and the county
    DevelopmentStopped, // to the county
}

internal static class MessageKinds
{
    /// <summary>What needs nobody to do anything by a time may wait for what does.</summary>
    public static Urgency UrgencyOf(MessageKind kind) =>
        kind is MessageKind.ResultsPublished or MessageKind.CycleSealed or MessageKind.OutageOver or MessageKind.DeliveriesDelayed or MessageKind.DispatchClosed
            or MessageKind.CohortFilled or MessageKind.CohortFull ? Urgency.Bulk : Urgency.Deadline;

    /// <summary>Whether its detail is what somebody wrote or reported, and so may name a person.</summary>
    public static bool MayNamePeople(MessageKind kind) => kind is MessageKind.ReadingsReturned or MessageKind.CycleBlocked or MessageKind.CycleStopped or MessageKind.CycleCancelled
            or MessageKind.CohortFilled or MessageKind.DevelopmentStopped || IsOfDevelopment(kind);

    /// <summary>Whether it is about the development of people, and no cycle.</summary>
    public static bool IsOfDevelopment(MessageKind kind) => kind is MessageKind.TalksOverdue or MessageKind.RotationsShort or MessageKind.ReviewsOverdue or MessageKind.DevelopmentStopped;
}
