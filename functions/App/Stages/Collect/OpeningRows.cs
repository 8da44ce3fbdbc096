namespace Yuekao.App.Stages.Collect;

/// <summary>What there is to write in a partition, and what the audit trail says of it; nothing where it is open.</summary>
internal sealed record TodoRows(IReadOnlyList<TableTransactionAction> Actions, IReadOnlyList<AuditEntry> Entries);

/// <summary>
/// What opening a cycle makes of what stands there of before. Versions go on counting, and every one can still be read. An edition that was frozen anew hands on
/// its readings, without those of whom it assesses no longer; and that a source is final, unless something of its own is missing now.
/// </summary>
/// <param name="since">The first edition whose reports go over.</param>
internal sealed class OpeningRows(CycleContext context, int since)
{
    private readonly CycleKey key = context.Key;

    /// <param name="wanted">The heads, and the waivers, of a cycle that opens for the first time.</param>
    /// <param name="there">What stands there.</param>
    /// <exception cref="EditionOverException">A later edition was opened.</exception>
    public TodoRows Of(IReadOnlyList<TableEntity> wanted, IReadOnlyList<TableEntity> there)
    {
        Dictionary<string, TableEntity> found = there.ToDictionary(row => row.RowKey);
        var actions = new List<TableTransactionAction>();
        var entries = new List<AuditEntry>();
        var heads = new List<TableEntity>();
        foreach (TableEntity row in wanted)
        {
            if (!found.TryGetValue(row.RowKey, out TableEntity? before))
                actions.Add(new TableTransactionAction(TableTransactionActionType.Add, row));
            else if (SubmissionRows.EditionOf(before) > key.Edition)
                throw new EditionOverException(key);
            else if (SubmissionRows.EditionOf(before) < key.Edition && row.RowKey == SubmissionRows.Waivers)
                actions.Add(WaiversOf(row, before));
            else if (SubmissionRows.EditionOf(before) < key.Edition)
                heads.Add(before);
        }

        if (heads.Count > 0)
            AddHeads(heads, found.GetValueOrDefault(SubmissionRows.Waivers), actions, entries);
        return new TodoRows(actions, entries);
    }

    private TableTransactionAction WaiversOf(TableEntity empty, TableEntity before)
    {
        PoolId pool = context.Pools.Single(one => SubmissionRows.Partition(key, one.Id) == before.PartitionKey).Id;
        TableEntity next = IsCarried(before) ? SubmissionRows.WaiversRow(key, pool, SubmissionRows.ReadWaivers(before).Waivers) : empty;
        return new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, before.ETag);
    }

    private void AddHeads(List<TableEntity> before, TableEntity? waivers, List<TableTransactionAction> actions, List<AuditEntry> entries)
    {
        FrozenTownship township = context.Frozen.Townships.Single(one => SubmissionRows.Partition(key, one.Id) == before[0].PartitionKey);
        (TableEntity Row, CollectedSource Source, ReportedReading[] Fitting)[] heads =
        [
            .. before.Select(row => (row, Source: SubmissionRows.ReadSource(row, township.Id))).Select(one => (
                one.row, one.Source, IsCarried(one.row) ? one.Source.Readings.Where(reading => Fits(township, reading)).ToArray() : [])),
        ];
        var input = new PoolInput
        {
            Period = key.Period,
            Roster = [.. township.Subjects.Select(subject => subject.Entry)],
            Readings = [.. heads.SelectMany(one => (one.Source with { Readings = one.Fitting }).ToReadings())],
            Waivers = waivers is not null && IsCarried(waivers) ? [.. SubmissionRows.ReadWaivers(waivers).Waivers.Select(waiver => waiver.ToWaiver())] : [],
        };
        HashSet<SourceId> incomplete = [.. Assessor.Check(context.Scheme, input).Missing.Select(missing => missing.Source)];
        foreach ((TableEntity row, CollectedSource source, ReportedReading[] fitting) in heads)
        {
            SourceHead head = source.Head;
            bool isFinal = head.IsFinal && !incomplete.Contains(head.Source);
            if (!IsCarried(row))
                actions.Add(new(TableTransactionActionType.UpdateReplace, SubmissionRows.NewHead(key, township.Id, head.Source, head.Last), row.ETag));
            else if (fitting.Length == source.Readings.Count)
                actions.Add(SubmissionRows.Merge(SubmissionRows.Carried(key, head, isFinal), row.ETag));
            else
                AddTrimmed(row, head, fitting, isFinal, actions, entries);
        }
    }

    private void AddTrimmed(TableEntity row, SourceHead head, ReportedReading[] fitting, bool isFinal, List<TableTransactionAction> actions, List<AuditEntry> entries)
    {
        var content = new Submission(fitting);
        Digest digest = Digest.OfJson(content);
        var version = new DocumentVersion(head.Last + 1, context.Frozen.At, key.Actor.Id, key.Actor.Name, fitting.Length, digest.ToString());
        actions.Add(new(TableTransactionActionType.UpdateReplace, SubmissionRows.Submission(key, row.PartitionKey, row.RowKey, version, content, isFinal), row.ETag));
        actions.Add(new(TableTransactionActionType.Add, SubmissionRows.Submission(key, row.PartitionKey, SubmissionRows.VersionKey(head.Source, version.Version), version, content)));
        string resource = $"{key.Resource}/townships/{head.Township}/submissions/{head.Source}";
        entries.Add(new AuditEntry(key.County.Value, key.Actor, nameof(OpeningRows), resource, Digest.Parse(head.Version!.Digest), digest));
    }

    private bool IsCarried(TableEntity before) => SubmissionRows.EditionOf(before) >= since;

    private static bool Fits(FrozenTownship township, ReportedReading reading) => township.Subjects.Any(subject =>
        reading.Subject is { } one ? subject.Entry.Subject == one : subject.Entry.Village == reading.Village);
}
