namespace Yuekao.App.Platform;

/// <summary>A document as rows of a table, the same in every kind of file.</summary>
internal interface IAnswerTable<T>
{
    /// <summary>What a file with the table is called, in Chinese.</summary>
    string ZhCn { get; }

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

/// <summary>A kind of file that holds a table.</summary>
internal interface ITableFile
{
    /// <summary>Its media type, without parameters.</summary>
    string MediaType { get; }

    /// <summary>What the name of such a file ends in: <c>.csv</c>.</summary>
    string Extension { get; }

    /// <summary>The lines of the file, of whichever part of it holds the table. What cannot be read is reported.</summary>
    IReadOnlyList<TableLine> Read(ReadOnlyMemory<byte> body, IReadOnlyList<Column> columns, List<ProblemError> errors);

    /// <param name="isForm">Whether it may come back filled in.</param>
    byte[] Write(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows, bool isForm);
}

/// <summary>The formats of a document that is a table: JSON, CSV, and a workbook.</summary>
internal static class TableFormats
{
    public const string Csv = "text/csv";

    /// <summary>An Office Open XML workbook: .xlsx.</summary>
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Every kind of file that a table is taken from, and given as.</summary>
    public static IReadOnlyList<ITableFile> Files { get; } = [new CsvFile(), new WorkbookFile()];

    /// <summary>Whether the caller likes a workbook best of what a table is given as.</summary>
    public static bool WantsWorkbook(HttpRequest request) => Wanted(request) == Workbook;

    /// <summary>Whether the caller likes any of them better than JSON.</summary>
    public static bool WantsTable(HttpRequest request) => Wanted(request) != MediaTypeNames.Application.Json;

    public static DocumentFormats<T> Of<T>(IDocumentTable<T> table) where T : notnull => Of(new JsonFormat<T>(), table);

    public static DocumentFormats<T> Of<T>(IDocumentFormat<T> json, IDocumentTable<T> table) where T : notnull => new([json, .. Files.Select(file => new TableFormat<T>(file, table))]);

    public static AnswerFormats<T> OfAnswer<T>(IAnswerTable<T> table) where T : notnull => new([new JsonFormat<T>(), .. Files.Select(file => new TableAnswer<T>(file, table))]);

    private static string Wanted(HttpRequest request) => AcceptedFormat.Of(request, [MediaTypeNames.Application.Json, .. Files.Select(file => file.MediaType)], type => type);
}

/// <summary>A table that is only read by clients, as a file.</summary>
internal sealed class TableAnswer<T>(ITableFile file, IAnswerTable<T> table) : IAnswerFormat<T>
{
    public string MediaType => file.MediaType;

    public FileTitle? Title => new(table.ZhCn, file.Extension);

    public byte[] Write(T document) => file.Write(table.Columns, table.Write(document), isForm: false);
}

/// <summary>A table that clients write, too, as a file.</summary>
/// <param name="tables">The tables that the document may be written as: it is given as the first, and taken as whichever has most of its headings in the file.</param>
internal sealed class TableFormat<T>(ITableFile file, params IReadOnlyList<IDocumentTable<T>> tables) : IDocumentFormat<T>
{
    public string MediaType => file.MediaType;

    public FileTitle? Title => new(tables[0].ZhCn, file.Extension);

    public Located<T> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        IReadOnlyList<TableLine> lines = file.Read(body, [.. tables.SelectMany(table => table.Columns)], errors);
        IDocumentTable<T> table = tables.MaxBy(one => TableReader.KnownHeadings(lines, one.Columns))!;
        Located<T>? read = errors.Count == 0 ? table.Read(TableReader.Read(lines, table.Columns, errors), errors) : null;
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        return read!;
    }

    public byte[] Write(T document) => file.Write(tables[0].Columns, tables[0].Write(document), isForm: true);
}
