using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Tests.Platform.Formats;

/// <summary>Workbooks as people make them, and what stands in those that the app makes.</summary>
internal static class Workbooks
{
    /// <summary>A workbook of one sheet.</summary>
    public static byte[] Of(params string[][] rows) => Of(1, rows);

    /// <summary>A workbook of one table on every sheet: numbers as numbers, 44256 as a date, <c>=formula|result</c> as a formula.</summary>
    public static byte[] Of(int sheets, string[][] rows)
    {
        using var bytes = new MemoryStream();
        using (SpreadsheetDocument document = SpreadsheetDocument.Create(bytes, DocumentFormat.OpenXml.SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook(new Sheets());
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14 }));
            for (uint number = 1; number <= sheets; number++)
            {
                WorksheetPart part = workbook.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet(new SheetData(rows.Select(row => new Row(row.Select(CellOf)))));
                workbook.Workbook.Sheets!.Append(new Sheet { Name = $"Sheet{number}", SheetId = number, Id = workbook.GetIdOfPart(part) });
            }
        }

        return bytes.ToArray();
    }

    private static Cell CellOf(string text) => text switch
    {
        ['=', .. var formula] => new Cell(new CellFormula(formula.Split('|')[0]), new CellValue(formula.Split('|')[1])),
        _ when decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) => new Cell(new CellValue(text)) { StyleIndex = text == "44256" ? 1u : 0u },
        _ => new Cell(new InlineString(new Text(text))) { DataType = DocumentFormat.OpenXml.Spreadsheet.CellValues.InlineString },
    };

    /// <summary>The texts of a workbook's first sheet, row by row.</summary>
    public static string[][] RowsOf(byte[] workbook)
    {
        using SpreadsheetDocument document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
        var part = (WorksheetPart)document.WorkbookPart!.GetPartById(document.WorkbookPart.Workbook!.Descendants<Sheet>().First().Id!.Value!);
        return [.. part.Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray())];
    }
}
