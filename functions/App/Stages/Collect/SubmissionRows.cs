namespace Yuekao.App.Stages.Collect;

/// <summary>
/// The table's rows. Partition <c>county|scheme|period|township</c>, for waivers the pool instead of the township. Rows: <c>head|source</c>, <c>observation|id</c>,
/// <c>waivers</c>, and after all that is current, from <c>~</c> on, <c>~version|source|number</c>.
/// </summary>
internal static class SubmissionRows
{
    public const string HeadPrefix = "head|";
    public const string ObservationPrefix = "observation|";
    public const string Waivers = "waivers";
    public const string Open = "Open";
    public const string Returned = "Returned";
    private const string Version = "Version";

    /// <summary>Above the keys of everything that is current.</summary>
    public const string History = "~";

    /// <summary>What there is of a head beside its readings.</summary>
    public static IReadOnlyList<string> HeadColumns { get; } = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), Open, Returned, Version];

    public static string Partition(CycleKey key, TownshipId township) => $"{key.County}|{key.Scheme}|{key.Period}|{township}";

    public static string Partition(CycleKey key, PoolId pool) => $"{key.County}|{key.Scheme}|{key.Period}|{pool}";

    public static string HeadKey(SourceId source) => $"{HeadPrefix}{source}";

    public static string ObservationKey(string id) => $"{ObservationPrefix}{id}";

    public static string VersionKey(SourceId source, int version) => $"{History}version|{source}|{version:00000000}";

    /// <summary>A head with which nothing was submitted yet.</summary>
    public static TableEntity NewHead(string partition, SourceId source) => new(partition, HeadKey(source)) { [Open] = true };

    /// <summary>Says whether the meeting returned a head to its source, which has not answered yet, and opens it.</summary>
    public static TableEntity Return(string partition, SourceId source, bool isReturned) => new(partition, HeadKey(source)) { [Open] = true, [Returned] = isReturned };

    /// <summary>Opens or closes a head or the waivers, and leaves the rest of the row.</summary>
    public static TableEntity Gate(string partition, string row, bool isOpen) => new(partition, row) { [Open] = isOpen };

    /// <summary>A submission, as the current one or as one of the versions.</summary>
    /// <exception cref="ProblemException">It does not fit a row: too large.</exception>
    public static TableEntity Submission(string partition, string row, DocumentVersion version, Submission content)
    {
        var entity = new TableEntity(partition, row) { [Open] = true, [Version] = JsonSerializer.Serialize(version, DocumentJson.Options) };
        try
        {
            return JsonRow.Put(entity, content);
        }
        catch (InvalidDataException large)
        {
            throw new ProblemException(ProblemType.TooLarge, "These are more readings than a submission can hold.", innerException: large);
        }
    }

    public static SourceHead ReadHead(TableEntity row, TownshipId township) =>
        new(township, SourceId.Of(row.RowKey[HeadPrefix.Length..]), row.GetBoolean(Open)!.Value, ReadVersion(row), row.GetBoolean(Returned) == true) { ETag = row.ETag };

    public static CollectedSource ReadSource(TableEntity row, TownshipId township)
    {
        SourceHead head = ReadHead(row, township);
        return new CollectedSource(head, head.Version is null ? [] : ReadContent(row).Readings);
    }

    public static Submission ReadContent(TableEntity row) => JsonRow.Read<Submission>(row);

    public static DocumentVersion? ReadVersion(TableEntity row) => row.GetString(Version) is { } json ? JsonSerializer.Deserialize<DocumentVersion>(json, DocumentJson.Options) : null;

    public static PoolWaivers ReadWaivers(TableEntity row) => new(row.GetBoolean(Open)!.Value, JsonRow.Read<IReadOnlyList<WaiverRecord>>(row)) { ETag = row.ETag };

    public static TableEntity WaiversRow(string partition, IReadOnlyList<WaiverRecord> waivers) => JsonRow.Put(Gate(partition, Waivers, isOpen: true), waivers);
}
