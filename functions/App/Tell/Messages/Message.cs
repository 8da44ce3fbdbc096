using Azure;

namespace Yuekao.App.Tell;

/// <summary>A message in the inbox of a role: everybody who has the role sees the same messages.</summary>
public sealed record Message
{
    /// <summary>Its id, unique in the county: the same however often it is posted. It tells the recipient, the cycle, the pool, the kind and the number.</summary>
    public required string Id { get; init; }

    /// <summary>The role that it is for, as tokens have it: <c>county</c>, <c>township:gaowan</c>.</summary>
    public required string Recipient { get; init; }

    /// <summary>What the recipient is called.</summary>
    public required string RecipientName { get; init; }

    /// <summary>What it is about.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The cycle's path under the county: <c>schemes/haixing.village-monthly/cycles/2026-10</c>.</summary>
    public required string Cycle { get; init; }

    /// <summary>The pool; null for the whole cycle.</summary>
    public PoolId? Pool { get; init; }

    /// <summary>What it says, in a line without markup.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What it says, a paragraph a line, without markup.</summary>
    public required LocalText Text { get; init; }

    /// <summary>The API resource to go on with, under the API's root: <c>counties/haixing/schemes/...</c>.</summary>
    public required string Link { get; init; }

    /// <summary>When what it asks for is due; null for nothing.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>How many it is about; null where that says nothing.</summary>
    public int? Count { get; init; }

    /// <summary>When somebody of the role read it first; null while nobody has.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The name of who read it first.</summary>
    public string? ReadBy { get; init; }

    /// <summary>Guards it in storage.</summary>
    internal ETag ETag { get; init; }
}

/// <summary>What a message to somebody who works on a cycle is about.</summary>
public enum MessageKind
{
    /// <summary>To a source: collecting is open.</summary>
    CollectingOpened,

    /// <summary>To a source: readings are still missing, and due soon.</summary>
    ReadingsMissing,

    /// <summary>To the county: readings are overdue; extend, or waive items.</summary>
    CollectingOverdue,

    /// <summary>To a source: the meeting returned its readings.</summary>
    ReadingsReturned,

    /// <summary>To the meeting: a proposal waits for its decision.</summary>
    ProposalReady,

    /// <summary>To the county and the meeting: the decision is overdue.</summary>
    DecisionOverdue,

    /// <summary>To the township: the results are out.</summary>
    ResultsPublished,

    /// <summary>To the township: notices are not acknowledged.</summary>
    NoticesUnacknowledged,

    /// <summary>To the county: notices stay unacknowledged.</summary>
    AcknowledgementOverdue,

    /// <summary>To the meeting: a subject appeals.</summary>
    AppealFiled,

    /// <summary>To the county and the meeting: appeals wait for a decision and the window is over.</summary>
    AppealsOverdue,

    /// <summary>To the township: rectifications are due soon.</summary>
    RectificationsDue,

    /// <summary>To the county: rectifications are overdue.</summary>
    RectificationsOverdue,

    /// <summary>To the county: the cycle cannot be frozen.</summary>
    CycleBlocked,

    /// <summary>To the county and the finance officer: the cycle is sealed.</summary>
    CycleSealed,
}
