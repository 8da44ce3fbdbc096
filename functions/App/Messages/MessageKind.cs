namespace Yuekao.App.Messages;

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
