namespace Yuekao.App.Stages.Collect;

/// <summary>How far a source's submission for a township is.</summary>
public sealed record SubmissionState
{
    internal const int MostMissing = 200;

    public required TownshipId Township { get; init; }
    public required SourceId Source { get; init; }

    /// <summary>Whether it may still be replaced.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Whether the source said that it has nothing more to report, or all of its items are waived: once all are final, collecting may end before it is due.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>The version that counts, from 1 on; 0 before the first.</summary>
    public required int Version { get; init; }

    /// <summary>How many readings it has.</summary>
    public required int Count { get; init; }

    /// <summary>The SHA-256 of its content, in hexadecimal: also its ETag. Null before the first, as are when and by whom it was submitted.</summary>
    public string? Digest { get; init; }
    public DateTimeOffset? At { get; init; }
    public string? By { get; init; }
    public string? ByName { get; init; }

    /// <summary>How many of the source's readings are still missing. Whoever fails the baseline needs no others, so that another source may lower it.</summary>
    public required int MissingCount { get; init; }

    /// <summary>The first 200 of those missing, by item and roster order; null where only the count was asked for.</summary>
    public IReadOnlyList<MissingValue>? Missing { get; init; }

    internal static SubmissionState Of(SourceHead head, int missing) => new()
    {
        Township = head.Township,
        Source = head.Source,
        IsOpen = head.IsOpen,
        IsFinal = head.IsFinal,
        Version = head.Version?.Version ?? 0,
        Count = head.Version?.Count ?? 0,
        Digest = head.Version?.Digest,
        At = head.Version?.At,
        By = head.Version?.By,
        ByName = head.Version?.ByName,
        MissingCount = missing,
    };

    internal static SubmissionState Of(SourceHead head, IReadOnlyList<MissingReading> missing) =>
        Of(head, missing.Count) with { Missing = [.. missing.Take(MostMissing).Select(one => new MissingValue(one.Item, one.Subject, one.Village))] };
}

/// <summary>A reading of a source that scoring needs and that is not there.</summary>
/// <param name="Subject">Left out for an item of village level.</param>
/// <param name="Village">Left out for an item of subject level.</param>
public sealed record MissingValue(ItemId Item, SubjectId? Subject = null, VillageId? Village = null);

/// <summary>The submissions of a township.</summary>
/// <param name="Submissions">One for every source of the scheme that the caller may see, in the scheme's order.</param>
public sealed record SubmissionOverview(IReadOnlyList<SubmissionState> Submissions);
