namespace Yuekao.App.Platform;

/// <summary>Tables as workbooks (.xlsx).</summary>
internal sealed class WorkbookFile : ITableFile
{
    public string MediaType => TableFormats.Workbook;

    public string Extension => ".xlsx";

    public IReadOnlyList<TableLine> Read(ReadOnlyMemory<byte> body, IReadOnlyList<Column> columns, List<ProblemError> errors) => WorkbookReader.Read(body, columns, errors);

    public byte[] Write(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows, bool isForm) => WorkbookWriter.Write(columns, rows, isForm);
}

/// <summary>The names of a sheet's cells: <c>D12</c>.</summary>
internal static class SheetCells
{
    /// <summary>A cell's name, by its column from 0 on and its row from 1 on.</summary>
    public static string NameOf(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{LettersOf(column)}{row}");

    public static string LettersOf(int column)
    {
        string letters = "";
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return letters;
    }

    /// <summary>The column of a cell's name.</summary>
    public static int ColumnOf(string name) =>
        name.TakeWhile(char.IsAsciiLetter).Take(3).Aggregate(0, (sum, letter) => (sum * 26) + (char.ToUpperInvariant(letter) - 'A' + 1)) - 1;
}
