using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Yuekao.App.Platform;

/// <summary>A column of a table: its heading, what people may write instead, and the member that it is in JSON after the path of its row: <c>absence.from</c>.</summary>
internal sealed record Column(string Name, string ZhCn, string JsonName, bool IsRequired = true);

/// <summary>Rows as CSV (RFC 4180) in UTF-8. A heading line names the columns, in any order, by name or in Chinese.</summary>
internal static class CsvTable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>Reads rows. Those that cannot be told apart are reported and left out.</summary>
    public static IReadOnlyList<CsvRow> Read(ReadOnlyMemory<byte> body, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        if (Decode(body.Span, errors) is not { } text)
            return [];
        int line = 1;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            BadDataFound = _ => errors.Add(new ProblemError($"{line}:1", "has a quotation mark inside a field that is not quoted, or a quoted field without an end.")),
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        List<Column> header = ReadHeader(parser.Read() ? Texts(parser.Record!, line, errors) : [], columns, errors);
        if (errors.Count > 0)
            return [];

        var rows = new List<CsvRow>();
        for (line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            if (parser.Record!.Length == header.Count)
                rows.Add(new CsvRow(line, header, Texts(parser.Record, line, errors)));
            else
                errors.Add(new ProblemError($"{line}:1", $"has {parser.Record.Length} fields: it must have {header.Count}, as many as the heading."));
        }

        return rows;
    }

    /// <summary>Writes rows, with the mark at the start that makes spreadsheets take the file for UTF-8.</summary>
    public static byte[] Write(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        using var bytes = new MemoryStream();
        using (var writer = new CsvWriter(new StreamWriter(bytes, Strict), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            foreach (IReadOnlyList<string?> row in rows.Prepend([.. columns.Select(column => column.Name)]))
            {
                foreach (string? field in row)
                    writer.WriteField(CsvCell.Protect(field ?? ""));
                writer.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    private static string? Decode(ReadOnlySpan<byte> body, List<ProblemError> errors)
    {
        try
        {
            return Strict.GetString(body).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            errors.Add(new ProblemError("1:1", "is not UTF-8 text: save the file as \"CSV UTF-8\"."));
            return null;
        }
    }

    private static string[] Texts(string[] fields, int line, List<ProblemError> errors)
    {
        foreach ((int index, string field) in fields.Index())
        {
            if (!WrittenText.TryNormalize(field, out fields[index], out string? wrong))
                errors.Add(new ProblemError($"{line}:{index + 1}", $"{wrong}."));
        }

        return fields;
    }

    private static List<Column> ReadHeader(string[] headings, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        var header = new List<Column>();
        foreach ((int index, string heading) in headings.Index())
        {
            if (columns.FirstOrDefault(column => heading == column.Name || heading == column.ZhCn) is not { } known)
                errors.Add(new ProblemError($"1:{index + 1}", $"'{CsvRow.Shown(heading)}' is no column: it must be one of {string.Join(", ", columns.Select(column => column.Name))}."));
            else if (header.Contains(known))
                errors.Add(new ProblemError($"1:{index + 1}", $"The column '{known.Name}' is there twice."));
            else
                header.Add(known);
        }

        foreach (Column missing in columns.Where(column => column.IsRequired && !header.Contains(column)))
            errors.Add(new ProblemError("1:1", $"The column '{missing.Name}' is missing."));
        return header;
    }
}

/// <summary>Where the members of a document stand in the table that it was read from, by their JSON paths.</summary>
internal sealed class CsvPlaces
{
    private readonly Dictionary<string, string> places = [];

    /// <summary>A row, which stands where the first of these columns does, and its members.</summary>
    public void Add(string path, CsvRow row, params IReadOnlyList<Column> columns)
    {
        places.Add(path, row.PlaceOf(columns[0]));
        foreach (Column column in columns)
            places.Add($"{path}.{column.JsonName}", row.PlaceOf(column));
    }

    /// <summary>The start of the table for what is nowhere in it.</summary>
    public string Of(string path) => places.GetValueOrDefault(path, "1:1");
}

/// <summary>
/// Keeps a spreadsheet from running what somebody wrote as a formula: a text that starts like one gets an apostrophe before it,
/// and loses it when it is read, so that what was written comes back.
/// </summary>
internal static class CsvCell
{
    // The full-width ones too: some spreadsheets take them for their ASCII twins.
    private const string Dangerous = "=+-@\t\r\n＝＋－＠";

    public static string Protect(string text) => IsFormula(text) ? $"'{text}" : text;

    public static string Unprotect(string text) => text is ['\'', ..] && IsFormula(text[1..]) ? text[1..] : text;

    private static bool IsFormula(string text) => text.TrimStart('\'') is { Length: > 0 } bare && Dangerous.Contains(bare[0], StringComparison.Ordinal);
}
