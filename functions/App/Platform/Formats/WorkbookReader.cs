using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Platform;

/// <summary>
/// The cells of a workbook, as text: of the sheet that has most of the table's headings, read cell by cell. Formulas are never run: the result that the spreadsheet saved
/// counts. Links to other files are not followed. Macros are refused, and whatever unpacks to more than any such table.
/// </summary>
internal static class WorkbookReader
{
    private const int MostSheets = 50;
    private const int MostParts = 1000;
    private const int MostColumns = 200;
    private const int MostWrong = 200;
    private const long MostBytes = 16 * 1024 * 1024;

    public static IReadOnlyList<TableLine> Read(ReadOnlyMemory<byte> body, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        try
        {
            byte[] bytes = body.ToArray();
            if (Refusal(bytes) is { } refused)
                return Refuse(refused, errors);
            using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(bytes, writable: false), isEditable: false);
            return document.WorkbookPart is { Workbook: not null } workbook ? Read(workbook, columns, errors) : throw new InvalidDataException("There is no workbook in it.");
        }
        catch (Exception broken) when (broken is InvalidDataException or OpenXmlPackageException or XmlException or FileFormatException or InvalidOperationException
            or ArgumentException or FormatException or OverflowException or IOException)
        {
            return Refuse("is no workbook that can be read: save it as \"Excel workbook (.xlsx)\", without a password.", errors);
        }
    }

    private static TableLine[] Refuse(LocalizableString why, List<ProblemError> errors)
    {
        errors.Add(new ProblemError("$", why));
        return [];
    }

    private static IReadOnlyList<TableLine> Read(WorkbookPart workbook, IReadOnlyList<Column> columns, List<ProblemError> errors)
    {
        Sheet[] sheets = [.. workbook.Workbook!.Descendants<Sheet>()];
        if (sheets.Length > MostSheets)
            return Refuse($"A workbook has at most {MostSheets} sheets: this one has {sheets.Length}.", errors);
        var cells = new WorkbookCells(workbook);
        var names = new List<string?>();
        int most = -1;
        IReadOnlyList<TableLine> best = [];
        foreach (Sheet sheet in sheets.Where(sheet => sheet.State is null || sheet.State.Value == SheetStateValues.Visible))
        {
            if (sheet.Id?.Value is not { } id || workbook.GetPartById(id) is not WorksheetPart part)
                continue;
            var wrong = new List<ProblemError>();
            List<TableLine> lines = ReadSheet(part, cells, wrong);
            int known = TableReader.KnownHeadings(lines, columns);
            if (known == most)
                names.Add(sheet.Name?.Value);
            if (known <= most)
                continue;
            (most, best, names) = (known, lines, [sheet.Name?.Value]);
            // What is wrong on a sheet that explains, or reckons, is nobody's concern.
            errors.Clear();
            errors.AddRange(wrong);
        }

        return most > 0 && names.Count > 1 ? Refuse($"The sheets {string.Join(", ", names.Select(name => $"'{name}'"))} all hold such a table: leave one in the file.", errors) : best;
    }

    /// <summary>The lines of a sheet that are not blank: as many as any table has, and one.</summary>
    private static List<TableLine> ReadSheet(WorksheetPart part, WorkbookCells cells, List<ProblemError> errors)
    {
        var lines = new List<TableLine>();
        var texts = new List<string>();
        (int row, int column) = (0, -1);
        using OpenXmlReader reader = OpenXmlReader.Create(part);
        while (reader.Read() && lines.Count < TableReader.MostLines && errors.Count < MostWrong)
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement)
            {
                Flush();
                string? number = reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == "r").Value;
                (row, column) = (number is null ? row + 1 : int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture), -1);
            }
            else if (reader.ElementType == typeof(Cell) && reader.IsStartElement)
            {
                Take((Cell)reader.LoadCurrentElement()!);
            }
        }

        Flush();
        return lines;

        void Flush()
        {
            int number = row;
            if (texts.Count > 0)
                lines.Add(new TableLine([.. texts], index => SheetCells.NameOf(index, number)));
            texts.Clear();
        }

        void Take(Cell cell)
        {
            column = cell.CellReference?.Value is { } name ? SheetCells.ColumnOf(name) : column + 1;
            string? text = cells.TextOf(cell, out LocalizableString? wrong);
            if (wrong is null && column >= MostColumns && !string.IsNullOrWhiteSpace(text))
                wrong = $"stands too far to the right: a table has at most {MostColumns} columns.";
            if (wrong is not null)
                errors.Add(new ProblemError(SheetCells.NameOf(column, row), wrong));
            else if (!string.IsNullOrWhiteSpace(text))
                texts.AddRange([.. Enumerable.Repeat("", Math.Max(0, column - texts.Count)), text]);
        }
    }

    /// <summary>Why a file is not even opened; null for one that is. Everything is unpacked once and counted: what a file says of its sizes may be a lie.</summary>
    private static LocalizableString? Refusal(byte[] body)
    {
        using var archive = new ZipArchive(new MemoryStream(body, writable: false), ZipArchiveMode.Read);
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
