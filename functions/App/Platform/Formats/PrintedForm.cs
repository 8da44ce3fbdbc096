namespace Yuekao.App.Platform;

/// <summary>A sheet as an office prints it: a title and lines under it, a table with its sums, and who signs.</summary>
/// <param name="Name">What its tab is called; made fit for a tab, and unlike the others, when it is written.</param>
/// <param name="Under">Period, place, unit: what stands under the title, on one line.</param>
internal sealed record PrintedSheet(string Name, string Title, IReadOnlyList<string> Under, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>The columns of money, or of numbers, that are summed up in a last row; none for no such row.</summary>
    public IReadOnlyList<Column> Summed { get; init; } = [];

    /// <summary>The one of money whose sum is said in capitals, too; null for none.</summary>
    public Column? InCapitals { get; init; }

    /// <summary>Who signs, and where.</summary>
    public IReadOnlyList<string> Signatures { get; init; } = [];

    /// <summary>The sum of a column: fen, or a number.</summary>
    public long SumOf(Column column)
    {
        int index = Columns.Index().First(one => one.Item == column).Index;
        return Rows.Sum(row => long.TryParse(row[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : 0);
    }
}

/// <summary>A document as a workbook that is printed, and signed; not to be sent back.</summary>
/// <param name="zhCn">What the file is called, in Chinese.</param>
internal sealed class PrintedFormat<T>(string zhCn, Func<T, IReadOnlyList<PrintedSheet>> sheets) : IAnswerFormat<T>
{
    public string MediaType => TableFormats.Workbook;

    public FileTitle? Title => new(zhCn, new WorkbookFile().Extension);

    public byte[] Write(T document) => WorkbookPrinter.Write(sheets(document));
}
