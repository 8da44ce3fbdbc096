using DocumentFormat.OpenXml.Spreadsheet;

namespace Yuekao.App.Platform;

/// <summary>The cell formats of a workbook, by number.</summary>
internal static class WorkbookStyles
{
    public const uint Plain = 0;
    public const uint Head = 1;

    /// <summary>Of a printed sheet: its title, and what stands under the title or the table.</summary>
    public const uint Title = 6;
    public const uint Note = 7;

    /// <summary>In a frame: a heading, and a line across.</summary>
    public const uint FramedHead = 8;
    public const uint FramedNote = 9;

    /// <summary>Grey: nothing is asked for there.</summary>
    public const uint NotAsked = 14;

    private const uint AsText = 2;
    private const uint Day = 3;
    private const uint Money = 4;
    private const uint General = 5;

    private const uint FramedText = 10;
    private const uint FramedDay = 11;
    private const uint FramedMoney = 12;
    private const uint FramedGeneral = 13;

    // The numbers of formats that every spreadsheet knows, and one of our own.
    private const uint KnownText = 49;
    private const uint KnownMoney = 4;
    private const uint IsoDay = 164;

    public static uint Of(ColumnKind kind) => kind switch { ColumnKind.Day => Day, ColumnKind.Money => Money, ColumnKind.Number => General, _ => AsText };

    public static uint Framed(ColumnKind kind) => kind switch { ColumnKind.Day => FramedDay, ColumnKind.Money => FramedMoney, ColumnKind.Number => FramedGeneral, _ => FramedText };

    public static Stylesheet Create() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = IsoDay, FormatCode = "yyyy-mm-dd" }) { Count = 1 },
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "宋体" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "宋体" }), new Font(new Bold(), new FontSize { Val = 18 }, new FontName { Val = "宋体" }))
        { Count = 3 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            Filled("FFE7EEF7"),
            Filled("FFD9D9D9"))
        { Count = 4 },
        new Borders(new Border(), new Border(Thin<LeftBorder>(), Thin<RightBorder>(), Thin<TopBorder>(), Thin<BottomBorder>(), new DiagonalBorder())) { Count = 2 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { ApplyAlignment = true },
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Center, WrapText = true }) { FontId = 1, FillId = 2, ApplyFont = true, ApplyFill = true, ApplyAlignment = true },
            Numbered(KnownText), Numbered(IsoDay), Numbered(KnownMoney), Numbered(0),
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center }) { FontId = 2, ApplyFont = true, ApplyAlignment = true },
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Left, Vertical = VerticalAlignmentValues.Center }) { ApplyAlignment = true },
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center, WrapText = true }) { FontId = 1, BorderId = 1, ApplyFont = true, ApplyBorder = true, ApplyAlignment = true },
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Left, Vertical = VerticalAlignmentValues.Center }) { FontId = 1, BorderId = 1, ApplyFont = true, ApplyBorder = true, ApplyAlignment = true },
            InFrame(KnownText), InFrame(IsoDay), InFrame(KnownMoney), InFrame(0),
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Center }) { FillId = 3, ApplyFill = true, ApplyAlignment = true })
        { Count = 15 });

    private static Fill Filled(string colour) => new(new PatternFill(new ForegroundColor { Rgb = colour }) { PatternType = PatternValues.Solid });

    private static T Thin<T>() where T : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin };

    private static CellFormat InFrame(uint format) => new(new Alignment { Vertical = VerticalAlignmentValues.Center, WrapText = true })
    {
        NumberFormatId = format,
        BorderId = 1,
        ApplyNumberFormat = true,
        ApplyBorder = true,
        ApplyAlignment = true,
    };

    private static CellFormat Numbered(uint format) => new() { NumberFormatId = format, ApplyNumberFormat = true };
}
