using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Aftermath;

/// <summary>What a subject or a village fell short in, and has to rectify (整改).</summary>
/// <param name="Subject">The subject who has to; null for an item of village level.</param>
/// <param name="Village">The village that has to; null for an item of subject level.</param>
/// <param name="Item">The item.</param>
/// <param name="Kind">In which way.</param>
/// <param name="Obtained">What the item gave, with raters their weighted mean; null where it gives no points in this pool, and for the gated where a reading is missing.</param>
/// <param name="Maximum">The most the item gives; null where it gives no points in this pool.</param>
public sealed record Shortfall(SubjectId? Subject, VillageId? Village, ItemId Item, ShortfallKind Kind, Score? Obtained, Points? Maximum);

/// <summary>In which way an item was fallen short in.</summary>
public enum ShortfallKind
{
    /// <summary>A condition of the gate (基础项) was not met. It stands before <see cref="Points"/> where an item is both.</summary>
    Baseline,

    /// <summary>The item gave less than the scheme's share of its maximum.</summary>
    Points,
}
