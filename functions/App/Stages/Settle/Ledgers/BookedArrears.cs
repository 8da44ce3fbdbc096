namespace Yuekao.App.Stages.Settle;

/// <summary>The arrears that ledgers booked, by what they are of: nothing is booked twice. Partition <c>county|scheme</c>; row <c>period|subject|ledger's period</c>.</summary>
public sealed class BookedArrears(TableServiceClient tables)
{
    public const string Table = "Arrears";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<BookedLine> rows = new(tables.GetTableClient(Table));

    /// <summary>Books the arrears of a ledger, in batches; what is booked already stays as it is.</summary>
    internal Task BookAsync(CycleKey ledger, IReadOnlyList<ArrearsLine> lines, CancellationToken cancellation) => table.AddMissingAsync(
        lines.Select(line => rows.Add(Partition(ledger), $"{line.Period}|{line.Subject}|{ledger.Period}", new BookedLine(ledger.Period, line))), cancellation);

    /// <summary>What other ledgers booked for the periods that a cycle can look back on, the earliest ledger first.</summary>
    public async Task<ILookup<(SubjectId Subject, Period Period), ArrearsLine>> BeforeAsync(CycleKey ledger, CancellationToken cancellation)
    {
        IReadOnlyList<BookedLine> found = await rows.ListAsync($"PartitionKey eq {Partition(ledger)} and RowKey ge {$"{ledger.Period.Year - 1}"}", cancellation);
        return found.Where(one => one.Ledger != ledger.Period).Select(one => one.Line).ToLookup(line => (line.Subject, line.Period));
    }

    private static string Partition(CycleKey key) => $"{key.County}|{key.Scheme}";
}

/// <param name="Ledger">The period in whose ledger the line stands.</param>
public sealed record BookedLine(Period Ledger, ArrearsLine Line);
