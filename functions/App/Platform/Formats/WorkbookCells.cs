using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Yuekao.App.Platform;

/// <summary>What the cells of a workbook say, as invariant text: days as ISO dates, numbers as short as they are exact, ids with the zeros that their format shows.</summary>
internal sealed class WorkbookCells
{
    // 14 to 22 and, in East Asia, 27 to 36 and 50 to 58 are dates that every spreadsheet knows by number.
    private static readonly (uint First, uint Last)[] KnownDates = [(14, 22), (27, 36), (45, 47), (50, 58)];

    private readonly string[] shared;
    private readonly string?[] formats;
    private readonly bool[] areDates;
    private readonly bool from1904;

    public WorkbookCells(WorkbookPart workbook)
    {
        shared = [.. workbook.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(Plain) ?? []];
        from1904 = workbook.Workbook?.WorkbookProperties?.Date1904?.Value == true;
        Stylesheet? styles = workbook.WorkbookStylesPart?.Stylesheet;
        Dictionary<uint, string?> own = styles?.NumberingFormats?.Elements<NumberingFormat>().Where(one => one.NumberFormatId is not null)
            .GroupBy(one => one.NumberFormatId!.Value).ToDictionary(one => one.Key, one => one.First().FormatCode?.Value) ?? [];
        uint[] used = [.. styles?.CellFormats?.Elements<CellFormat>().Select(one => one.NumberFormatId?.Value ?? 0) ?? []];
        formats = [.. used.Select(id => own.GetValueOrDefault(id))];
        areDates = [.. used.Select(id => own.TryGetValue(id, out string? format) ? IsDate(format) : Array.Exists(KnownDates, range => id >= range.First && id <= range.Last))];
    }

    /// <summary>A cell's text; null where it is empty, or where it cannot be used: then with what is wrong.</summary>
    public string? TextOf(Cell cell, out string? wrong)
    {
        wrong = null;
        string kind = cell.DataType?.InnerText ?? "n";
        string? value = cell.CellValue?.Text;
        if (cell.CellFormula is not null && string.IsNullOrEmpty(value))
        {
            wrong = "is a formula without its result: put the value in its place.";
            return null;
        }

        switch (kind)
        {
            case "s":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < shared.Length ? shared[index] : null;
            case "inlineStr":
                return cell.InlineString is { } inline ? string.Concat(inline.Descendants<Text>().Select(text => text.Text)) : null;
            case "b":
                return value == "1" ? "true" : "false";
            case "e":
                wrong = $"is the error {value}: mend it, or put the value in its place.";
                return null;
            case "n":
                return value is null ? null : Number(value, (int?)cell.StyleIndex?.Value ?? 0);
            default:
                return value;
        }
    }

    private string Number(string value, int style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return value;
        bool hasStyle = style >= 0 && style < formats.Length;
        if (hasStyle && areDates[style] && number is >= 1 and < 2_958_466)
            return DateTime.FromOADate(number + (from1904 ? 1462 : 0)).ToString(number == Math.Floor(number) ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        // Binary fractions are no money: what was typed has at most 15 digits.
        string text = Math.Abs(number) < 1e15 ? Math.Round((decimal)number, 9).ToString("0.#########", CultureInfo.InvariantCulture) : number.ToString("0.##############E+0", CultureInfo.InvariantCulture);
        return hasStyle && formats[style] is { Length: > 0 } format && format.All(sign => sign == '0') ? text.PadLeft(format.Length, '0') : text;
    }

    // Phonetic guides stand beside the text and are none of it.
    private static string Plain(SharedStringItem item) =>
        string.Concat(item.ChildElements.SelectMany(child => child switch { Text text => [text.Text], Run run => run.Elements<Text>().Select(text => text.Text), _ => Array.Empty<string>() }));

    /// <summary>Whether a number format shows a day: it has a y or a d outside quotes and brackets.</summary>
    private static bool IsDate(string? format)
    {
        bool quoted = false, bracketed = false;
        foreach (char one in format ?? "")
        {
            if (one == '"')
                quoted = !quoted;
            else if (one is '[' or ']')
                bracketed = one == '[';
            else if (!quoted && !bracketed && one is 'y' or 'Y' or 'd' or 'D')
                return true;
        }

        return false;
    }
}
