using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Feedback;

/// <summary>What a feedback notice (反馈通知) tells one subject about each item.</summary>
public sealed record SubjectFeedback
{
    /// <summary>The subject.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>Every item, in the scheme's order.</summary>
    public required IReadOnlyList<ItemFeedback> Items { get; init; }

    /// <summary>
    /// What the subject is good at, the best first, at most five: items that gave their maximum, or lead the pool's average by a tenth of their maximum or more.
    /// The greater the lead, measured by the item's maximum, the better; equals stand in the scheme's order. Neither an item of <see cref="Shortfalls"/> is a strength,
    /// nor a check that did not apply.
    /// </summary>
    /// <value>Empty when the subject was not assessed.</value>
    public required IReadOnlyList<ItemFeedback> Strengths { get; init; }

    /// <summary>What the subject and its village have to rectify, in the scheme's order.</summary>
    /// <value>Empty when the subject was not assessed.</value>
    public required IReadOnlyList<Shortfall> Shortfalls { get; init; }
}
