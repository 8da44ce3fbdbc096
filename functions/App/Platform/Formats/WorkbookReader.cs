using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Platform;

/// <summary>
/// The cells of a workbook, as text: of the sheet that has the table's head, read row by row. Formulas are never run: the result that the spreadsheet saved counts. Links
/// to other files are not followed. Macros are refused, and whatever unpacks to more than any such table.
/// </summary>
internal static class WorkbookReader
{
    private const int MostSheets = 50;
    private const int MostParts = 1000;
    private const int MostColumns = 1000;
    private const long MostBytes = 64 * 1024 * 1024;

    public static IReadOnlyList<TableLine> Read(ReadOnlyMemory<byte> body, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        try
        {
            if (Refusal(body) is { } refused)
            {
                errors.Add(new ProblemError("$", refused));
                return [];
            }

            using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(body.ToArray(), writable: false), isEditable: false);
            return document.WorkbookPart is { Workbook: not null } workbook ? Read(workbook, columns, errors) : NoWorkbook(errors);
        }
        catch (Exception broken) when (broken is InvalidDataException or OpenXmlPackageException or XmlException or FileFormatException or InvalidOperationException or ArgumentException or FormatException or IOException)
        {
            return NoWorkbook(errors);
        }
    }

    private static IReadOnlyList<TableLine> NoWorkbook(List<ProblemError> errors)
    {
        errors.Add(new ProblemError("$", "is no workbook that can be read: save it as \"Excel workbook (.xlsx)\", without a password."));
        return [];
    }

    private static IReadOnlyList<TableLine> Read(WorkbookPart workbook, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        Sheet[] sheets = [.. workbook.Workbook!.Descendants<Sheet>()];
        if (sheets.Length > MostSheets)
        {
            errors.Add(new ProblemError("$", $"A workbook has at most {MostSheets} sheets: this one has {sheets.Length}."));
            return [];
        }

        var cells = new WorkbookCells(workbook);
        var found = new List<(Sheet Sheet, int Known, IReadOnlyList<TableLine> Lines)>();
        foreach (Sheet sheet in sheets.Where(sheet => (sheet.State?.Value ?? SheetStateValues.Visible) == SheetStateValues.Visible))
        {
            if (sheet.Id?.Value is not { } id || workbook.GetPartById(id) is not WorksheetPart part)
                continue;
            var wrong = new List<ProblemError>();
            IReadOnlyList<TableLine> lines = ReadSheet(part, cells, wrong);
            int known = TableReader.KnownHeadings(lines, columns);
            // What is wrong on a sheet that explains, or reckons, is nobody's concern.
            if (found.Count == 0 || known > found.Max(one => one.Known))
            {
                errors.Clear();
                errors.AddRange(wrong);
            }

            found.Add((sheet, known, lines));
        }

        int most = found.Count == 0 ? 0 : found.Max(one => one.Known);
        string[] same = [.. found.Where(one => one.Known == most && most > 1).Select(one => one.Sheet.Name?.Value ?? "")];
        if (same.Length > 1)
            errors.Add(new ProblemError("$", $"The sheets {string.Join(", ", same.Select(name => $"'{name}'"))} all hold such a table: leave one in the file."));
        return found.Count == 0 ? [] : found.First(one => one.Known == most).Lines;
    }

    private static List<TableLine> ReadSheet(WorksheetPart part, WorkbookCells cells, List<ProblemError> errors)
    {
        var lines = new List<TableLine>();
        using OpenXmlReader reader = OpenXmlReader.Create(part);
        int number = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
                continue;
            var row = (Row)reader.LoadCurrentElement()!;
            number = row.RowIndex is { } index ? (int)index.Value : number + 1;
            if (ReadRow(row, number, cells, errors) is { } line)
                lines.Add(line);
        }

        return lines;
    }

    private static TableLine? ReadRow(Row row, int number, WorkbookCells cells, List<ProblemError> errors)
    {
        var texts = new List<string>();
        int column = -1;
        foreach (Cell cell in row.Elements<Cell>())
        {
            column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : column + 1;
            string? text = cells.TextOf(cell, out string? wrong);
            if (wrong is not null)
                errors.Add(new ProblemError(NameOf(column, number), wrong));
            if (string.IsNullOrWhiteSpace(text))
                continue;
            if (column >= MostColumns)
            {
                errors.Add(new ProblemError(NameOf(column, number), $"A table has at most {MostColumns} columns."));
                break;
            }

            while (texts.Count < column)
                texts.Add("");
            texts.Add(text);
        }

        return texts.Count == 0 ? null : new TableLine([.. texts], index => NameOf(index, number));
    }

    private static int ColumnOf(string reference) =>
        reference.TakeWhile(char.IsAsciiLetter).Take(3).Aggregate(0, (sum, letter) => (sum * 26) + (char.ToUpperInvariant(letter) - 'A' + 1)) - 1;

    private static string NameOf(int column, int row)
    {
        string letters = "";
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
    }

    /// <summary>Why a file is not even opened; null for one that is. Everything is unpacked once and counted: what a file says of its sizes may be a lie.</summary>
    private static string? Refusal(ReadOnlyMemory<byte> body)
    {
        using var archive = new ZipArchive(new MemoryStream(body.ToArray(), writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostParts)
            return $"A workbook has at most {MostParts} parts: this one has {archive.Entries.Count}.";
        if (archive.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            return "has macros: save it as \"Excel workbook (.xlsx)\", which has none.";
        byte[] buffer = new byte[81920];
        long unpacked = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream content = entry.Open();
            for (int read = content.Read(buffer); read > 0; read = content.Read(buffer))
            {
                unpacked += read;
                if (unpacked > MostBytes)
                    return $"unpacks to more than {MostBytes / 1024 / 1024} MB: no table here is so large. Copy the table alone into a new workbook.";
            }
        }

        return null;
    }
}
