using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Platform;

/// <summary>
/// A table as a workbook: Chinese headings that stay in sight, columns as wide as what stands in them, days, money and ids in formats that spreadsheets keep. A form, which
/// may come back filled in, has a list to choose from where there are choices, and a second sheet that explains. It prints on A4, landscape, the head on each page.
/// </summary>
internal static class WorkbookWriter
{
    private const string TableName = "数据";
    public const uint A4 = 9;

    public static byte[] Write(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows, bool isForm)
    {
        IReadOnlyList<string?>[] all = [.. rows];
        using var bytes = new MemoryStream();
        using (SpreadsheetDocument document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = WorkbookStyles.Create();
            var sheets = new Sheets();
            Add(workbook, sheets, TableName, Table(columns, all, isForm));
            if (isForm)
                Add(workbook, sheets, "填写说明", WorkbookForm.Explanation(columns));
            if (isForm && WorkbookForm.ListsOf(columns) is { } lists)
                Add(workbook, sheets, WorkbookForm.Lists, lists).State = SheetStateValues.Hidden;
            workbook.Workbook = new Workbook(
                sheets,
                new DefinedNames(new DefinedName($"'{TableName}'!$1:$1") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 }));
        }

        return bytes.ToArray();
    }

    private static Sheet Add(WorkbookPart workbook, Sheets sheets, string name, Worksheet sheet)
    {
        WorksheetPart part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = sheet;
        return sheets.AppendChild(new Sheet { Name = name, Id = workbook.GetIdOfPart(part), SheetId = (uint)sheets.ChildElements.Count + 1 });
    }

    private static Worksheet Table(IReadOnlyList<Column> columns, IReadOnlyList<string?>[] rows, bool isForm)
    {
        var data = new SheetData(Line(columns.Select(column => Text(column.SheetHeading, WorkbookStyles.Head))));
        data.Append(rows.Select(row => Line(columns.Select((column, index) => Cell(column, row[index], row[index] == Column.NotAsked ? WorkbookStyles.NotAsked : WorkbookStyles.Of(column.Kind))))));
        var sheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(Frozen(columns)) { WorkbookViewId = 0 }),
            WidthsOf(columns, rows),
            data);
        DataValidation[] checks = isForm ? [.. WorkbookForm.Checks(columns, rows.Length)] : [];
        if (checks.Length > 0)
            sheet.Append(new DataValidations(checks) { Count = (uint)checks.Length });
        sheet.Append(new PageSetup { PaperSize = A4, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        return sheet;
    }

    /// <summary>The head stays in sight, and so do the columns that say whom a row is about.</summary>
    private static Pane Frozen(IReadOnlyList<Column> columns)
    {
        int labels = columns.Index().Where(one => one.Item.IsLabel).Select(one => one.Index + 1).DefaultIfEmpty().Max();
        return new Pane
        {
            VerticalSplit = 1,
            HorizontalSplit = labels > 0 ? labels : null,
            TopLeftCell = SheetCells.NameOf(labels, 2),
            ActivePane = labels > 0 ? PaneValues.BottomRight : PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        };
    }

    public static Row Line(IEnumerable<Cell> cells) => new(cells);

    /// <summary>Columns as wide as what stands in them.</summary>
    public static Columns WidthsOf(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string?>> rows) => new(columns.Select((column, index) => new DocumentFormat.OpenXml.Spreadsheet.Column
    {
        Min = (uint)index + 1,
        Max = (uint)index + 1,
        Width = rows.Take(200).Select(row => WidthOf(Shown(column, row[index]))).Append(WidthOf(column.SheetHeading)).Max(),
        CustomWidth = true,
        // What is filled in below keeps its format, too.
        Style = WorkbookStyles.Of(column.Kind),
        Hidden = column.IsHidden,
    }));

    /// <summary>A cell of a column, in one of the formats of <see cref="WorkbookStyles"/>.</summary>
    public static Cell Cell(Column column, string? value, uint style) => column.Kind switch
    {
        _ when string.IsNullOrEmpty(value) => new Cell { StyleIndex = style },
        ColumnKind.Day when CellValues.Day(value) is { } day => Number(day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture), style),
        ColumnKind.Money when CellValues.Fen(value) is { } fen => Number((fen.Amount / 100m).ToString(CultureInfo.InvariantCulture), style),
        ColumnKind.Number when decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) => Number(value, style),
        _ => Text(Shown(column, value), style),
    };

    private static string Shown(Column column, string? value) => column.Choices.FirstOrDefault(choice => choice.Name == value)?.Title ?? value ?? "";

    private static Cell Number(string value, uint style) => new(new CellValue(value)) { StyleIndex = style };

    // An inline string is text whatever it starts with: no spreadsheet takes it for a formula.
    public static Cell Text(string text, uint style = WorkbookStyles.Plain) =>
        new(new InlineString(new Text(CsvCell.Protect(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = DocumentFormat.OpenXml.Spreadsheet.CellValues.InlineString, StyleIndex = style };

    /// <summary>In characters of a sheet: a Chinese one is as wide as two others.</summary>
    private static double WidthOf(string text) => Math.Clamp(text.Sum(one => one > 0xFF ? 2.1 : 1.1) + 2, 8, 60);
}
