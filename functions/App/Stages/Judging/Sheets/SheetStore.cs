namespace Yuekao.App.Stages.Judging;

/// <summary>A judge's part of a pool's sheets. Its ETag changes with every sheet of theirs and of nobody else, so that what was acknowledged is in what is closed.</summary>
/// <param name="IsFinal">Whether the judge said that their sheets stand.</param>
public sealed record JudgeHead(JudgeId Judge, bool IsOpen, bool IsFinal) : Stored;

/// <summary>That a source's sheets, or its ballot, of a pool were closed; opened anew, they are not any more.</summary>
/// <param name="Revision">Of the facts that were kept, from 1.</param>
/// <param name="Reason">Why it was closed, or opened anew, by hand; null where everybody had given theirs, or readings were due.</param>
public sealed record SheetsClosing(int Revision, bool IsClosed, DateTimeOffset At, string By, string ByName, string? Reason) : Stored;

/// <summary>What was given so far.</summary>
/// <param name="Closing">Null before they were closed first.</param>
public sealed record GivenSheets(IReadOnlyList<JudgeHead> Heads, IReadOnlyList<JudgeSheet> Sheets, SheetsClosing? Closing)
{
    public bool IsClosed => Closing is { IsClosed: true };

    public JudgeHead? HeadOf(JudgeId judge) => Heads.FirstOrDefault(head => head.Judge == judge);
}

/// <summary>
/// The sheets of all cycles. Partition: see <see cref="SheetKey"/>; rows <c>closing</c>, <c>judge|id|head</c> and <c>judge|id|sheet|subject</c>, with the revisions of sheets
/// behind. Ballots stand beside them: see <see cref="BallotStore"/>.
/// </summary>
public sealed class SheetStore(TableServiceClient tables)
{
    public const string Table = "Sheets";

    private const string JudgePrefix = "judge|";
    private const string HeadEnd = "|head";
    private const string ClosingRow = "closing";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<JudgeHead> heads = new(tables.GetTableClient(Table));
    private readonly Rows<SheetsClosing> closings = new(tables.GetTableClient(Table));
    private readonly RevisedRows<JudgeSheet> sheets = new(tables.GetTableClient(Table), static (_, _) => { });

    /// <summary>Everything current: one query.</summary>
    public Task<GivenSheets> ReadAsync(SheetKey key, CancellationToken cancellation) =>
        ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey lt {"vote"}"), cancellation);

    /// <summary>A judge's own, and whether all is closed: one query.</summary>
    public Task<GivenSheets> OfJudgeAsync(SheetKey key, JudgeId judge, CancellationToken cancellation)
    {
        // '}' is the character after the '|' that ends the judge's id.
        (string first, string end) = ($"{JudgePrefix}{judge}|", $"{JudgePrefix}{judge}}}");
        return ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and (RowKey eq {ClosingRow} or (RowKey ge {first} and RowKey lt {end}))"), cancellation);
    }

    /// <summary>A sheet in a revision; null where there is none.</summary>
    public Task<JudgeSheet?> FindAsync(SheetKey key, JudgeId judge, SubjectId subject, int revision, CancellationToken cancellation) =>
        sheets.FindAsync(key.Partition, SheetRow(judge, subject), revision, cancellation);

    /// <summary>Writes a sheet while the judge's part is as it was read; false, and nothing is written, where that changed.</summary>
    /// <param name="head">The judge's part, as it becomes.</param>
    /// <param name="isFirst">Whether the judge has none yet.</param>
    public Task<bool> TryWriteAsync(SheetKey key, JudgeHead head, bool isFirst, JudgeSheet next, CancellationToken cancellation) =>
        table.TryWriteAsync([Write(key, head, isFirst), .. sheets.Write(key.Partition, SheetRow(next.Judge, next.Subject), next)], cancellation);

    /// <summary>Replaces judges' parts as they were read, or adds those that are new; false where some were written since: those of the others may be.</summary>
    public async Task<bool> TryWriteAsync(SheetKey key, IEnumerable<(JudgeHead Head, bool IsFirst)> parts, CancellationToken cancellation)
    {
        bool isWritten = true;
        foreach (TableTransactionAction[] batch in parts.Select(part => Write(key, part.Head, part.IsFirst)).Chunk(TableTransactions.Largest))
            isWritten &= await table.TryWriteAsync(batch, cancellation);
        return isWritten;
    }

    /// <summary>Null before they were closed first.</summary>
    public Task<SheetsClosing?> FindClosingAsync(SheetKey key, CancellationToken cancellation) => closings.FindAsync(key.Partition, ClosingRow, cancellation);

    /// <summary>Says that all is closed, or open again; false where somebody else said something since it was read.</summary>
    public Task<bool> TryWriteAsync(SheetKey key, SheetsClosing? before, SheetsClosing next, CancellationToken cancellation) => before is null
        ? closings.TryAddAsync(key.Partition, ClosingRow, next, cancellation)
        : closings.TryReplaceAsync(key.Partition, ClosingRow, next with { ETag = before.ETag }, cancellation);

    private async Task<GivenSheets> ReadAsync(string filter, CancellationToken cancellation)
    {
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        ILookup<bool, TableEntity> isHead = rows.Where(row => row.RowKey.StartsWith(JudgePrefix, StringComparison.Ordinal)).ToLookup(row => row.RowKey.EndsWith(HeadEnd, StringComparison.Ordinal));
        return new GivenSheets(
            [.. isHead[true].Select(Rows<JudgeHead>.Read)], [.. isHead[false].Select(Rows<JudgeSheet>.Read)],
            rows.Where(row => row.RowKey == ClosingRow).Select(Rows<SheetsClosing>.Read).SingleOrDefault());
    }

    private TableTransactionAction Write(SheetKey key, JudgeHead head, bool isFirst)
    {
        string row = $"{JudgePrefix}{head.Judge}{HeadEnd}";
        return isFirst ? heads.Add(key.Partition, row, head) : heads.Replace(key.Partition, row, head);
    }

    private static string SheetRow(JudgeId judge, SubjectId subject) => $"{JudgePrefix}{judge}|sheet|{subject}";
}
