using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Yuekao.App.Platform;

/// <summary>Writes sheets as offices print them: on A4, landscape, one page wide, the head on every page, pages numbered, everything in a frame.</summary>
internal static class WorkbookPrinter
{
    private const int HeadRow = 3;
    private const int LongestName = 31;

    // In points: room to sign, and to read at arm's length.
    private const double LineHeight = 20;
    private const double TitleHeight = 36;
    private const double SigningHeight = 48;

    public static byte[] Write(IReadOnlyList<PrintedSheet> sheets)
    {
        using var bytes = new MemoryStream();
        using (SpreadsheetDocument document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = WorkbookStyles.Create();
            (var tabs, var names, var taken) = (new Sheets(), new DefinedNames(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            foreach ((int index, PrintedSheet sheet) in sheets.Index())
            {
                WorksheetPart part = workbook.AddNewPart<WorksheetPart>();
                part.Worksheet = Print(sheet);
                string name = TabOf(sheet.Name, taken);
                tabs.Append(new Sheet { Name = name, Id = workbook.GetIdOfPart(part), SheetId = (uint)index + 1 });
                names.Append(new DefinedName($"'{name.Replace("'", "''", StringComparison.Ordinal)}'!${HeadRow}:${HeadRow}") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)index });
            }

            workbook.Workbook = new Workbook(tabs, names);
        }

        return bytes.ToArray();
    }

    private static Worksheet Print(PrintedSheet sheet)
    {
        var lines = new Lines(sheet.Columns.Count);
        lines.Merged(sheet.Title, WorkbookStyles.Title, TitleHeight);
        lines.Merged(string.Join("　　", sheet.Under), WorkbookStyles.Note);
        lines.Add(sheet.Columns.Select(column => WorkbookWriter.Text(column.SheetHeading, WorkbookStyles.FramedHead)));
        foreach (IReadOnlyList<string?> row in sheet.Rows)
            lines.Add(sheet.Columns.Select((column, index) => WorkbookWriter.Cell(column, row[index], WorkbookStyles.Framed(column.Kind))));
        if (sheet.Summed.Count > 0)
            lines.Add(sheet.Columns.Select((column, index) => SumCell(sheet, column, index == FirstShown(sheet))));
        if (sheet.InCapitals is { } capitals)
            lines.Merged($"{Bare(capitals)}（大写）：人民币{CapitalAmount.Of(new Fen(sheet.SumOf(capitals)))}", WorkbookStyles.FramedNote);
        if (sheet.Signatures.Count > 0)
            lines.Merged(string.Join("　　　　　　　　", sheet.Signatures.Select(who => $"{who}：")), WorkbookStyles.Note, SigningHeight);

        return new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(
                new Pane { VerticalSplit = HeadRow, TopLeftCell = SheetCells.NameOf(0, HeadRow + 1), ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
            { WorkbookViewId = 0 }),
            WorkbookWriter.WidthsOf(sheet.Columns, sheet.Rows),
            lines.Data,
            lines.Merges,
            new PrintOptions { HorizontalCentered = true },
            new PageMargins { Left = 0.4, Right = 0.4, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 },
            new PageSetup { PaperSize = WorkbookWriter.A4, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
            new HeaderFooter(new OddFooter("&L打印日期：&D&C第 &P 页，共 &N 页")));
    }

    private static int FirstShown(PrintedSheet sheet) => sheet.Columns.Index().First(one => !one.Item.IsHidden).Index;

    private static Cell SumCell(PrintedSheet sheet, Column column, bool isFirst)
    {
        if (isFirst)
            return WorkbookWriter.Text("合计", WorkbookStyles.FramedHead);
        string? sum = sheet.Summed.Contains(column) ? sheet.SumOf(column).ToString(CultureInfo.InvariantCulture) : null;
        return WorkbookWriter.Cell(column, sum, WorkbookStyles.Framed(column.Kind));
    }

    private static string Bare(Column column) => column.SheetHeading.Replace("（元）", "", StringComparison.Ordinal);

    /// <summary>A name as a tab may have it: no longer than 31, without what spreadsheets refuse, and unlike those before.</summary>
    private static string TabOf(string name, HashSet<string> taken)
    {
        string fit = string.Concat(name.Where(one => !char.IsControl(one) && !"[]:*?/\\".Contains(one, StringComparison.Ordinal))).Trim('\'', ' ');
        fit = fit.Length == 0 ? "表" : fit;
        for (int number = 1; ; number++)
        {
            string end = number == 1 ? "" : $"（{number}）";
            string tab = fit[..Math.Min(fit.Length, LongestName - end.Length)].TrimEnd('\'', ' ') + end;
            if (taken.Add(tab))
                return tab;
        }
    }

    /// <summary>The lines of a sheet as they come, some of them one cell across.</summary>
    private sealed class Lines(int columns)
    {
        private int last;

        public SheetData Data { get; } = new();

        public MergeCells Merges { get; } = new();

        public void Add(IEnumerable<Cell> cells, double height = LineHeight)
        {
            last++;
            Row line = WorkbookWriter.Line(cells);
            (line.Height, line.CustomHeight) = (height, true);
            Data.Append(line);
        }

        public void Merged(string text, uint style, double height = LineHeight)
        {
            Add(Enumerable.Range(0, columns).Select(index => WorkbookWriter.Text(index == 0 ? text : "", style)), height);
            Merges.Append(new MergeCell { Reference = $"{SheetCells.NameOf(0, last)}:{SheetCells.NameOf(columns - 1, last)}" });
        }
    }
}
