namespace Yuekao.App.Stages.Collect;

internal static class SubmissionTable
{
    public const string Name = "Submissions";
}

/// <summary>
/// The table's rows. Partition <c>county|scheme|period|township</c>, for waivers the pool instead of the township. Rows: <c>head|source</c>, <c>observation|id</c>,
/// <c>waivers</c>, and after all that is current, from <c>~</c> on, <c>~version|source|number</c>.
/// </summary>
internal static class SubmissionRows
{
    public const string HeadPrefix = "head|";
    public const string ObservationPrefix = "observation|";
    public const string Waivers = "waivers";

    /// <summary>Above the keys of everything that is current.</summary>
    public const string History = "~";

    private const string Open = "Open";
    private const string Returned = "Returned";
    private const string Final = "Final";
    private const string Version = "Version";
    private const string Edition = "Edition";
    private const string Last = "Last";

    /// <summary>What there is of a head beside its readings.</summary>
    public static IReadOnlyList<string> HeadColumns { get; } = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), Open, Returned, Final, Version, Edition, Last];

    public static string Partition(CycleKey key, TownshipId township) => Partition(key, PoolId.Of(township));

    public static string Partition(CycleKey key, PoolId pool) => $"{key.County}|{key.Scheme}|{key.Period}|{pool}";

    public static string HeadKey(SourceId source) => $"{HeadPrefix}{source}";

    public static string ObservationKey(string id) => $"{ObservationPrefix}{id}";

    public static string VersionKey(SourceId source, int version) => $"{History}version|{source}|{version:00000000}";

    /// <summary>A head of a cycle that opens: nothing is submitted yet.</summary>
    /// <param name="last">The last version of an earlier edition: versions go on counting.</param>
    public static TableEntity NewHead(CycleKey key, TownshipId township, SourceId source, int last = 0) =>
        new(Partition(key, township), HeadKey(source)) { [Open] = true, [Edition] = key.Edition, [Last] = last };

    /// <summary>A head goes over into the next edition as it is.</summary>
    public static TableEntity Carried(CycleKey key, SourceHead head, bool isFinal) =>
        new(Partition(key, head.Township), HeadKey(head.Source)) { [Open] = true, [Returned] = false, [Final] = isFinal, [Edition] = key.Edition };

    /// <summary>Opens or closes a head, and leaves the rest of the row. Where the cycle has yet to open a new head is no more than that.</summary>
    public static TableEntity Gate(CycleKey key, TownshipId township, SourceId source, bool isOpen) => new(Partition(key, township), HeadKey(source)) { [Open] = isOpen };

    /// <summary>Opens or closes a pool's waivers, and leaves the rest of the row.</summary>
    public static TableEntity Gate(CycleKey key, PoolId pool, bool isOpen) => new(Partition(key, pool), Waivers) { [Open] = isOpen };

    /// <summary>Opens a head, and says whether the meeting returned it to its source, which has not answered yet, and whether the source is done.</summary>
    public static TableEntity Mark(CycleKey key, TownshipId township, SourceId source, bool isReturned, bool isFinal) =>
        new(Partition(key, township), HeadKey(source)) { [Open] = true, [Returned] = isReturned, [Final] = isFinal };

    public static TableTransactionAction Merge(TableEntity row, ETag tag) => new(TableTransactionActionType.UpdateMerge, row, tag);

    /// <summary>A submission, as the current one or as one of the versions.</summary>
    /// <exception cref="ProblemException">It does not fit a row: too large.</exception>
    public static TableEntity Submission(CycleKey key, string partition, string row, DocumentVersion version, Submission content, bool isFinal = false)
    {
        var entity = new TableEntity(partition, row)
        {
            [Open] = true,
            [Final] = isFinal,
            [Version] = JsonSerializer.Serialize(version, DocumentJson.Options),
            [Edition] = key.Edition,
            [Last] = version.Version,
        };
        try
        {
            return JsonRow.Put(entity, content);
        }
        catch (InvalidDataException large)
        {
            throw new ProblemException(ProblemType.TooLarge, "These are more readings than a submission can hold.", innerException: large);
        }
    }

    public static TableEntity WaiversRow(CycleKey key, PoolId pool, IReadOnlyList<WaiverRecord> waivers)
    {
        TableEntity row = Gate(key, pool, isOpen: true);
        row[Edition] = key.Edition;
        return JsonRow.Put(row, waivers);
    }

    public static SourceHead ReadHead(TableEntity row, TownshipId township) =>
        new(township, SourceId.Of(row.RowKey[HeadPrefix.Length..]), row.GetBoolean(Open)!.Value, ReadVersion(row), row.GetBoolean(Returned) == true, row.GetBoolean(Final) == true)
        {
            Edition = EditionOf(row),
            Last = row.GetInt32(Last) ?? 0,
            ETag = row.ETag,
        };

    public static CollectedSource ReadSource(TableEntity row, TownshipId township) =>
        new(ReadHead(row, township), ReadVersion(row) is null ? [] : JsonRow.Read<Submission>(row).Readings);

    /// <summary>Null for a head with which nothing was submitted yet.</summary>
    public static DocumentVersion? ReadVersion(TableEntity row) =>
        row.GetString(Version) is { } json ? JsonSerializer.Deserialize<DocumentVersion>(json, DocumentJson.Options) : null;

    public static PoolWaivers ReadWaivers(TableEntity row) => new(row.GetBoolean(Open)!.Value, JsonRow.Read<IReadOnlyList<WaiverRecord>>(row)) { Edition = EditionOf(row), ETag = row.ETag };

    /// <summary>Of which edition of its cycle a row is; 0 where it is older than the first.</summary>
    public static int EditionOf(TableEntity row) => row.GetInt32(Edition) ?? 0;
}
