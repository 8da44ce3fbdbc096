using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Feedback;

/// <summary>One item of one subject, beside its pool.</summary>
public sealed record ItemFeedback
{
    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Whether it was read of the subject or of its village.</summary>
    public required ItemLevel Level { get; init; }

    /// <summary>The readings, one of each source in the scheme's order; empty where there is none.</summary>
    public required IReadOnlyList<ReadingLine> Readings { get; init; }

    /// <summary>What the item gave, exact; with raters their weighted mean.</summary>
    /// <value>Null where it only stands in the gate or is waived, where a source's reading is missing (the gated need none) and when the subject was not assessed.</value>
    public Score? Obtained { get; init; }

    /// <summary>The most the item gives; null where it only stands in the gate or is waived.</summary>
    public Points? Maximum { get; init; }

    /// <summary>What the item gave on average, exact, over the assessed who have all of its readings, gated ones included.</summary>
    /// <value>Null where there is no such subject.</value>
    public Score? Average { get; init; }

    /// <summary>Whether the item failed the subject's gate.</summary>
    public required bool FailedGate { get; init; }

    /// <summary>Whether the item is waived for the pool.</summary>
    public required bool Waived { get; init; }
}
