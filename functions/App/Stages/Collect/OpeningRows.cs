namespace Yuekao.App.Stages.Collect;

/// <summary>
/// What opening a cycle makes of what stands there of before. Versions go on counting, and every one can still be read. An edition that was frozen anew hands on
/// its readings, without those of whom it assesses no longer; and that a source is final, unless something of its own is missing now.
/// </summary>
internal sealed class OpeningRows(CycleContext context, bool carriesOver)
{
    private readonly CycleKey key = context.Key;

    /// <summary>What there is to write in a partition; nothing where it is open.</summary>
    /// <param name="wanted">The heads, and the waivers, of a cycle that opens for the first time.</param>
    /// <param name="there">What stands there.</param>
    /// <exception cref="EditionOverException">A later edition was opened.</exception>
    public IEnumerable<TableTransactionAction> Of(IReadOnlyList<TableEntity> wanted, IReadOnlyList<TableEntity> there)
    {
        Dictionary<string, TableEntity> found = there.ToDictionary(row => row.RowKey);
        foreach (TableEntity row in wanted)
        {
            if (!found.TryGetValue(row.RowKey, out TableEntity? before))
                yield return new TableTransactionAction(TableTransactionActionType.Add, row);
            else if (SubmissionRows.EditionOf(before) > key.Edition)
                throw new EditionOverException(key);
            else if (SubmissionRows.EditionOf(before) < key.Edition)
                foreach (TableTransactionAction action in row.RowKey == SubmissionRows.Waivers ? [WaiversOf(row, before)] : HeadOf(before))
                    yield return action;
        }
    }

    private TableTransactionAction WaiversOf(TableEntity empty, TableEntity before)
    {
        PoolId pool = context.Pools.Single(one => SubmissionRows.Partition(key, one.Id) == before.PartitionKey).Id;
        TableEntity next = IsCarried(before) ? SubmissionRows.WaiversRow(key, pool, SubmissionRows.ReadWaivers(before).Waivers) : empty;
        return new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, before.ETag);
    }

    private IEnumerable<TableTransactionAction> HeadOf(TableEntity before)
    {
        FrozenTownship township = context.Frozen.Townships.Single(one => SubmissionRows.Partition(key, one.Id) == before.PartitionKey);
        CollectedSource source = SubmissionRows.ReadSource(before, township.Id);
        SourceHead head = source.Head;
        if (!IsCarried(before))
            return [new(TableTransactionActionType.UpdateReplace, SubmissionRows.NewHead(key, township.Id, head.Source, head.Last), before.ETag)];

        ReportedReading[] fitting = [.. source.Readings.Where(reading => Fits(township, reading))];
        bool isFinal = head.IsFinal && IsComplete(township, source with { Readings = fitting });
        if (fitting.Length == source.Readings.Count)
            return [SubmissionRows.Merge(SubmissionRows.Carried(key, head, isFinal), before.ETag)];
        var content = new Submission(fitting);
        var version = new DocumentVersion(head.Last + 1, context.Frozen.At, key.Actor.Id, key.Actor.Name, fitting.Length, Digest.OfJson(content).ToString());
        return
        [
            new(TableTransactionActionType.UpdateReplace, SubmissionRows.Submission(key, before.PartitionKey, before.RowKey, version, content, isFinal), before.ETag),
            new(TableTransactionActionType.Add, SubmissionRows.Submission(key, before.PartitionKey, SubmissionRows.VersionKey(head.Source, version.Version), version, content)),
        ];
    }

    private bool IsCarried(TableEntity before) => carriesOver && SubmissionRows.EditionOf(before) == key.Edition - 1;

    private static bool Fits(FrozenTownship township, ReportedReading reading) => township.Subjects.Any(subject =>
        reading.Subject is { } one ? subject.Entry.Subject == one : subject.Entry.Village == reading.Village);

    private bool IsComplete(FrozenTownship township, CollectedSource source)
    {
        var input = new PoolInput { Period = key.Period, Roster = [.. township.Subjects.Select(subject => subject.Entry)], Readings = [.. source.ToReadings()] };
        return Assessor.Check(context.Scheme, input).Missing.All(missing => missing.Source != source.Head.Source);
    }
}
