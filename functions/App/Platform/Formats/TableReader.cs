using System.Text.RegularExpressions;

namespace Yuekao.App.Platform;

/// <summary>One line of a file, cell by cell.</summary>
/// <param name="PlaceOf">What the file calls a cell of it, by its number from 0 on: <c>12:4</c>, <c>D12</c>.</param>
internal sealed record TableLine(IReadOnlyList<string> Cells, Func<int, string> PlaceOf)
{
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);

    /// <summary>A cell's text; empty beyond the last one, for spreadsheets leave blank cells at the end out.</summary>
    public string TextAt(int index) => index < Cells.Count ? Cells[index] : "";
}

/// <summary>The headings of a table: which column stands where.</summary>
internal sealed class TableHead(IReadOnlyDictionary<Column, (int Index, string Heading)> columns, int? running)
{
    public int? IndexOf(Column column) => columns.TryGetValue(column, out (int Index, string) found) ? found.Index : null;

    public bool IsInYuan(Column column) => columns.TryGetValue(column, out (int, string Heading) found) && found.Heading == column.SheetHeading && found.Heading != column.ZhCn;

    /// <summary>Whether a column of the file is one of the table's, or its running numbers.</summary>
    public bool Has(int index) => index == running || columns.Values.Any(one => one.Index == index);
}

/// <summary>
/// Finds a table in a file's lines: the head is whichever of the first lines has the most of its headings, so a title may stand above it; blank lines and columns
/// and a column of running numbers are overlooked. What a spreadsheet destroyed is refused, with the cell.
/// </summary>
internal static partial class TableReader
{
    /// <summary>The head is looked for in so many lines.</summary>
    public const int LinesAboveHead = 20;

    private const int MostRows = 20_000;
    private const string RunningNumber = "序号";

    /// <summary>Who reads a file need not read on after so many lines that are not blank.</summary>
    public const int MostLines = LinesAboveHead + MostRows + 1;

    /// <summary>Reads rows. Those that cannot be told apart are reported and left out.</summary>
    public static IReadOnlyList<TableRow> Read(IReadOnlyList<TableLine> lines, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        TableLine[] written = [.. lines.Where(line => !line.IsBlank)];
        int[] known = [.. written.Take(LinesAboveHead).Select(line => KnownHeadings(line.Cells, columns))];
        int at = known.Length == 0 ? -1 : Array.IndexOf(known, known.Max());
        TableHead head = ReadHead(at < 0 ? null : written[at], columns, errors);
        if (errors.Count > 0)
            return [];
        TableLine[] below = written[(at + 1)..];
        if (below.Length > MostRows)
        {
            errors.Add(new ProblemError(below[MostRows].PlaceOf(0), $"A table has at most {MostRows} rows: this one has more."));
            return [];
        }

        TableRow[] rows = [.. below.Select(line => new TableRow(Normalized(line, head, errors), head))];
        foreach (Column id in columns.Where(column => column.Kind == ColumnKind.Id))
            CheckIds(rows, id, errors);
        return rows;
    }

    /// <summary>How many of the table's headings stand in what may be its head.</summary>
    public static int KnownHeadings(IReadOnlyList<TableLine> lines, IReadOnlyList<Column> columns) =>
        lines.Where(line => !line.IsBlank).Take(LinesAboveHead).Select(line => KnownHeadings(line.Cells, columns)).DefaultIfEmpty().Max();

    /// <summary>How many of these cells are headings of the table.</summary>
    public static int KnownHeadings(IEnumerable<string> cells, IReadOnlyList<Column> columns) => cells.Count(cell => columns.Any(column => column.IsCalled(Heading(cell))));

    private static string Heading(string cell) => WrittenText.TryNormalize(cell, out string text, out _) ? text : cell;

    private static TableHead ReadHead(TableLine? line, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        var found = new Dictionary<Column, (int, string)>(ReferenceEqualityComparer.Instance);
        int? running = null;
        foreach ((int index, string cell) in (line?.Cells ?? []).Index())
        {
            if (!WrittenText.TryNormalize(cell, out string heading, out LocalizableString? wrong))
                errors.Add(new ProblemError(line!.PlaceOf(index), $"{wrong}."));
            else if (heading == RunningNumber)
                running = index;
            else if (heading.Length == 0)
                continue;
            else if (columns.FirstOrDefault(column => column.IsCalled(heading)) is not { } known)
                errors.Add(new ProblemError(line!.PlaceOf(index), $"'{TableRow.Shown(heading)}' is no column: it must be one of {string.Join(", ", columns.Select(column => column.Name))}."));
            else if (!found.TryAdd(known, (index, heading)))
                errors.Add(new ProblemError(line!.PlaceOf(index), $"The column '{known.Name}' is there twice."));
        }

        foreach (Column missing in columns.Where(column => column.IsRequired && !found.ContainsKey(column)))
            errors.Add(new ProblemError(line?.PlaceOf(0) ?? "1:1", $"The column '{missing.Name}' is missing."));
        return new TableHead(found, running);
    }

    private static TableLine Normalized(TableLine line, TableHead head, List<ProblemError> errors)
    {
        string[] cells = [.. line.Cells];
        foreach ((int index, string cell) in line.Cells.Index())
        {
            if (!WrittenText.TryNormalize(cell, out cells[index], out LocalizableString? wrong))
                errors.Add(new ProblemError(line.PlaceOf(index), $"{wrong}."));
            // A comma too many in a text, mostly.
            else if (cells[index].Length > 0 && !head.Has(index))
                errors.Add(new ProblemError(line.PlaceOf(index), $"'{TableRow.Shown(cell)}' stands under no heading: put it in its column, or leave it out."));
        }

        return line with { Cells = cells };
    }

    /// <summary>Whether an id is what a spreadsheet makes of a long number: its digits are lost.</summary>
    public static bool IsDestroyed(Column column, string text) => column.Kind == ColumnKind.Id && Scientific().IsMatch(CellValues.Narrow(text));

    private static void CheckIds(IReadOnlyList<TableRow> rows, Column column, List<ProblemError> errors)
    {
        errors.AddRange(rows.Where(row => row[column] is { } text && IsDestroyed(column, text)).Select(row => new ProblemError(
            row.PlaceOf(column), $"'{row[column]}' is what a spreadsheet made of a long number: give the column the format \"text\" and write the id again.")));
        foreach (IGrouping<string, TableRow> same in rows.Where(row => row[column] is not null).GroupBy(row => CellValues.Narrow(row[column]!).TrimStart('0')))
        {
            string[] written = [.. same.Select(row => CellValues.Narrow(row[column]!)).Distinct()];
            if (written.Length > 1)
                errors.AddRange(same.Select(row => new ProblemError(row.PlaceOf(column), $"{LocalizableString.AllOf(written.Select(one => $"'{one}'"))} differ only by zeros in front, which spreadsheets leave out: write the id as it is.")));
        }
    }

    [GeneratedRegex("^[0-9](\\.[0-9]+)?[Ee]\\+[0-9]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();
}
