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
    private const int RowsToFillIn = 500;
    private const uint A4 = 9;

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
                Add(workbook, sheets, "填写说明", Explanation(columns));
            workbook.Workbook = new Workbook(
                sheets,
                new DefinedNames(new DefinedName($"'{TableName}'!$1:$1") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 }));
        }

        return bytes.ToArray();
    }

    private static void Add(WorkbookPart workbook, Sheets sheets, string name, Worksheet sheet)
    {
        WorksheetPart part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = sheet;
        sheets.Append(new Sheet { Name = name, Id = workbook.GetIdOfPart(part), SheetId = (uint)sheets.ChildElements.Count + 1 });
    }

    private static Worksheet Table(IReadOnlyList<Column> columns, IReadOnlyList<string?>[] rows, bool isForm)
    {
        var widths = new Columns(columns.Select((column, index) => new DocumentFormat.OpenXml.Spreadsheet.Column
        {
            Min = (uint)index + 1,
            Max = (uint)index + 1,
            Width = rows.Take(200).Select(row => WidthOf(Shown(column, row[index]))).Append(WidthOf(column.SheetHeading)).Max(),
            CustomWidth = true,
            // What is filled in below keeps its format, too.
            Style = WorkbookStyles.Of(column.Kind),
        }));
        var data = new SheetData(Line(columns.Select(column => Text(column.SheetHeading, WorkbookStyles.Head))));
        data.Append(rows.Select(row => Line(columns.Select((column, index) => Cell(column, row[index])))));
        var sheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
            widths,
            data);
        DataValidation[] choices = [.. columns.Index().Where(one => isForm && one.Item.Choices.Count > 0).Select(one => Choose(one.Item, one.Index, rows.Length + RowsToFillIn))];
        if (choices.Length > 0)
            sheet.Append(new DataValidations(choices) { Count = (uint)choices.Length });
        sheet.Append(new PageSetup { PaperSize = A4, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        return sheet;
    }

    private static DataValidation Choose(Column column, int index, int last)
    {
        string letters = SheetCells.LettersOf(index);
        return new DataValidation(new Formula1($"\"{string.Join(',', column.Choices.Select(choice => choice.Title.Replace(',', '，')))}\""))
        {
            Type = DataValidationValues.List,
            AllowBlank = !column.IsRequired,
            ShowErrorMessage = true,
            ErrorTitle = column.SheetHeading,
            Error = "请从下拉列表中选择。",
            SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{letters}2:{letters}{last + 1}" },
        };
    }

    private static Worksheet Explanation(IReadOnlyList<Column> columns) => new(
        new Columns(
            new DocumentFormat.OpenXml.Spreadsheet.Column { Min = 1, Max = 2, Width = 24, CustomWidth = true },
            new DocumentFormat.OpenXml.Spreadsheet.Column { Min = 3, Max = 3, Width = 80, CustomWidth = true }),
        new SheetData(
            [
                Line([Text("栏目", WorkbookStyles.Head), Text("是否必填", WorkbookStyles.Head), Text("填写要求", WorkbookStyles.Head)]),
                .. columns.Select(column => Line([Text(column.SheetHeading), Text(column.IsRequired ? "必填" : "选填"), Text(Explain(column))])),
            ]));

    private static string Explain(Column column) => column.Kind switch
    {
        _ when column.Choices.Count > 0 => $"从下拉列表中选择：{string.Join("、", column.Choices.Select(choice => choice.Title))}。",
        ColumnKind.Id => "编号照原样填写，前面的 0 不能省略（本栏已设为文本格式）。",
        ColumnKind.Day => "日期，如 2026-10-31、2026/10/31 或 2026年10月31日。",
        ColumnKind.Money => "金额，以元为单位，最多两位小数。",
        ColumnKind.Number => "数字。",
        _ => "文字。",
    };

    private static Row Line(IEnumerable<Cell> cells) => new(cells);

    private static Cell Cell(Column column, string? value) => column.Kind switch
    {
        _ when string.IsNullOrEmpty(value) => new Cell { StyleIndex = WorkbookStyles.Of(column.Kind) },
        ColumnKind.Day when CellValues.Day(value) is { } day => Number(day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture), column.Kind),
        ColumnKind.Money when CellValues.Fen(value) is { } fen => Number((fen.Amount / 100m).ToString(CultureInfo.InvariantCulture), column.Kind),
        ColumnKind.Number when decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) => Number(value, column.Kind),
        _ => Text(Shown(column, value), WorkbookStyles.Of(column.Kind)),
    };

    private static string Shown(Column column, string? value) => column.Choices.FirstOrDefault(choice => choice.Name == value)?.Title ?? value ?? "";

    private static Cell Number(string value, ColumnKind kind) => new(new CellValue(value)) { StyleIndex = WorkbookStyles.Of(kind) };

    // An inline string is text whatever it starts with: no spreadsheet takes it for a formula.
    private static Cell Text(string text, uint style = WorkbookStyles.Plain) =>
        new(new InlineString(new Text(CsvCell.Protect(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = DocumentFormat.OpenXml.Spreadsheet.CellValues.InlineString, StyleIndex = style };

    /// <summary>In characters of a sheet: a Chinese one is as wide as two others.</summary>
    private static double WidthOf(string text) => Math.Clamp(text.Sum(one => one > 0xFF ? 2.1 : 1.1) + 2, 8, 60);
}
