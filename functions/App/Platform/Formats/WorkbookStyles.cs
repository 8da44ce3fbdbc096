using DocumentFormat.OpenXml.Spreadsheet;

namespace Yuekao.App.Platform;

/// <summary>The cell formats of a workbook, by number.</summary>
internal static class WorkbookStyles
{
    public const uint Plain = 0;
    public const uint Head = 1;

    private const uint AsText = 2;
    private const uint Day = 3;
    private const uint Money = 4;
    private const uint General = 5;

    // The numbers of formats that every spreadsheet knows, and one of our own.
    private const uint KnownText = 49;
    private const uint KnownMoney = 4;
    private const uint IsoDay = 164;

    public static uint Of(ColumnKind kind) => kind switch { ColumnKind.Day => Day, ColumnKind.Money => Money, ColumnKind.Number => General, _ => AsText };

    public static Stylesheet Create() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = IsoDay, FormatCode = "yyyy-mm-dd" }) { Count = 1 },
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "宋体" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "宋体" })) { Count = 2 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE7EEF7" }) { PatternType = PatternValues.Solid }))
        { Count = 3 },
        new Borders(new Border()) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { ApplyAlignment = true },
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Center, WrapText = true }) { FontId = 1, FillId = 2, ApplyFont = true, ApplyFill = true, ApplyAlignment = true },
            Numbered(KnownText), Numbered(IsoDay), Numbered(KnownMoney), Numbered(0))
        { Count = 6 });

    private static CellFormat Numbered(uint format) => new() { NumberFormatId = format, ApplyNumberFormat = true };
}
