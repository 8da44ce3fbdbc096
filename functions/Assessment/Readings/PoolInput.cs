using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Readings;

/// <summary>All that one pool's outcome depends on beside the scheme. The order of readings, waivers and observations changes nothing.</summary>
public sealed record PoolInput
{
    /// <summary>The period, of the scheme's kind.</summary>
    public required Period Period { get; init; }

    /// <summary>The pool's subjects, in roster order: the order in which odd fen are handed out.</summary>
    public required IReadOnlyList<RosterEntry> Roster { get; init; }

    /// <summary>One reading for each item, source and subject or village.</summary>
    public required IReadOnlyList<Reading> Readings { get; init; }

    /// <summary>Items taken out for this pool.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Facts noted during the period.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];
}

/// <summary>One thing in the input that the scheme does not allow.</summary>
/// <param name="Path">Where it is, such as <c>$.readings[12]</c>.</param>
/// <param name="Code">What kind of mistake it is: a stable word, such as <c>out-of-range</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record InputProblem(string Path, string Code, LocalizableString Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>A reading that scoring needs and that is not there.</summary>
/// <param name="Item">The item.</param>
/// <param name="Source">Who should report it.</param>
/// <param name="Subject">The subject it is about; null for an item of village level.</param>
/// <param name="Village">The village it is about; null for an item of subject level.</param>
public sealed record MissingReading(ItemId Item, SourceId Source, SubjectId? Subject, VillageId? Village);
