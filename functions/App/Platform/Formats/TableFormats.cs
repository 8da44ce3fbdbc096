namespace Yuekao.App.Platform;

/// <summary>A document as rows of a table, the same in every kind of file.</summary>
internal interface IAnswerTable<T>
{
    IReadOnlyList<Column> Columns { get; }

    /// <summary>The cells of each row, in the columns' order: invariant text, fen, ISO days, names of choices.</summary>
    IEnumerable<IReadOnlyList<string?>> Write(T document);
}

/// <summary>A document that is read from the rows of a table, too.</summary>
internal interface IDocumentTable<T> : IAnswerTable<T>
{
    /// <summary>Reads rows. What is wrong in them is added to the errors; what is returned counts only where there are none.</summary>
    Located<T> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors);
}

/// <summary>The formats of a document that is a table: JSON, CSV, and a workbook.</summary>
internal static class TableFormats
{
    public const string Csv = "text/csv";

    /// <summary>An Office Open XML workbook: .xlsx.</summary>
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static DocumentFormats<T> Of<T>(IDocumentTable<T> table) where T : notnull => Of(new JsonFormat<T>(), table);

    public static DocumentFormats<T> Of<T>(IDocumentFormat<T> json, IDocumentTable<T> table) where T : notnull => new(json, new CsvFormat<T>(table), new WorkbookFormat<T>(table));

    public static AnswerFormats<T> OfAnswer<T>(IAnswerTable<T> table) where T : notnull => new(new JsonFormat<T>(), new CsvAnswer<T>(table), new WorkbookAnswer<T>(table));

    /// <summary>Reads a table's rows, and refuses it with everything that is wrong.</summary>
    public static Located<T> Read<T>(this IDocumentTable<T> table, IReadOnlyList<TableLine> lines, List<ProblemError> errors)
    {
        Located<T>? read = errors.Count == 0 ? table.Read(TableReader.Read(lines, table.Columns, errors), errors) : null;
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        return read!;
    }
}

internal class CsvAnswer<T>(IAnswerTable<T> table) : IAnswerFormat<T>
{
    public string MediaType => TableFormats.Csv;

    public byte[] Write(T document) => CsvTable.Write(table.Columns, table.Write(document));
}

internal sealed class CsvFormat<T>(IDocumentTable<T> table) : CsvAnswer<T>(table), IDocumentFormat<T>
{
    private readonly IDocumentTable<T> table = table;

    public Located<T> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        return table.Read(CsvTable.Read(body, errors), errors);
    }
}

internal class WorkbookAnswer<T>(IAnswerTable<T> table) : IAnswerFormat<T>
{
    public string MediaType => TableFormats.Workbook;

    public byte[] Write(T document) => WorkbookWriter.Write(table.Columns, table.Write(document));
}

internal sealed class WorkbookFormat<T>(IDocumentTable<T> table) : WorkbookAnswer<T>(table), IDocumentFormat<T>
{
    private readonly IDocumentTable<T> table = table;

    public Located<T> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        return table.Read(WorkbookReader.Read(body, table.Columns, errors), errors);
    }
}
