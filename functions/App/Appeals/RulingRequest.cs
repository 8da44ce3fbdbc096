using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Appeals;

/// <summary>What a meeting rules on an appeal.</summary>
public sealed record RulingRequest
{
    /// <summary>Whether the result stands, or readings are corrected.</summary>
    public required AppealRuling Ruling { get; init; }

    /// <summary>Why: 1 to 2000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Who attended, at least one.</summary>
    public required IReadOnlyList<string> Attendees { get; init; }

    /// <summary>The number of the meeting's minutes (会议纪要编号).</summary>
    public required string Minutes { get; init; }

    /// <summary>Readings in place of the sealed ones; only where the ruling is corrected.</summary>
    public IReadOnlyList<CorrectedReading> Readings { get; init; } = [];

    /// <summary>The ids of the appellant's observations that no longer count; only where the ruling is corrected.</summary>
    public IReadOnlyList<string> WithdrawnObservations { get; init; } = [];

    /// <summary>The ruling as the assessment takes it; null where the result stands.</summary>
    /// <param name="appellant">Who appealed.</param>
    /// <param name="at">When it was recorded: the time of the corrected readings.</param>
    internal Correction? CorrectionOf(SubjectId appellant, DateTimeOffset at) => Ruling == AppealRuling.Upheld
        ? null
        : new Correction { Appellant = appellant, Readings = [.. Readings.Select(reading => reading.At(at))], WithdrawnObservations = WithdrawnObservations };
}

/// <summary>A reading as it should have been. One of village level counts for the appellant alone.</summary>
/// <param name="Item">The item.</param>
/// <param name="Source">Whose reading it replaces.</param>
/// <param name="Value">What should have been read.</param>
/// <param name="Subject">The appellant, of an item of subject level; else null.</param>
/// <param name="Village">The appellant's village, of an item of village level; else null.</param>
public sealed record CorrectedReading(ItemId Item, SourceId Source, ReadingValue Value, SubjectId? Subject = null, VillageId? Village = null)
{
    internal Reading At(DateTimeOffset at) => new() { Item = Item, Source = Source, Subject = Subject, Village = Village, Value = Value, At = at };
}
