using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Yuekao.App.Platform;

/// <summary>What the cells of a workbook say, as invariant text: days as ISO dates, numbers as short as they are exact, ids with the zeros that their format shows.</summary>
internal sealed class WorkbookCells
{
    // The dates that every spreadsheet knows by number; the last two are East Asia's.
    private static readonly (uint First, uint Last)[] KnownDates = [(14, 17), (22, 22), (27, 36), (50, 58)];

    // A spreadsheet keeps 15 digits of a number: of a longer one the last are gone.
    private const double MostKept = 1e15;

    private const double FirstDay = 1, DayAfterLast = 2_958_466;

    private readonly string[] shared;
    private readonly string?[] formats;
    private readonly bool[] areDates;
    // Some count the days from 1904 on.
    private int Epoch { get; }

    public WorkbookCells(WorkbookPart workbook)
    {
        shared = [.. workbook.SharedStringTablePart is { } strings ? SharedOf(strings) : []];
        Epoch = workbook.Workbook?.WorkbookProperties?.Date1904?.Value == true ? 1462 : 0;
        (Dictionary<uint, string?> own, List<uint> used) = workbook.WorkbookStylesPart is { } styles ? FormatsOf(styles) : ([], []);
        formats = [.. used.Select(id => own.GetValueOrDefault(id))];
        areDates = [.. used.Select(id => own.TryGetValue(id, out string? format) ? IsDate(format) : Array.Exists(KnownDates, range => id >= range.First && id <= range.Last))];
    }

    /// <summary>A cell's text; null where it is empty, or where it cannot be used: then with what is wrong.</summary>
    public string? TextOf(Cell cell, out LocalizableString? wrong)
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
                return value is null ? null : Number(value, (int?)cell.StyleIndex?.Value ?? 0, out wrong);
            default:
                return value;
        }
    }

    private string? Number(string value, int style, out LocalizableString? wrong)
    {
        wrong = null;
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return value;
        bool hasStyle = style >= 0 && style < formats.Length;
        if (hasStyle && areDates[style] && number >= FirstDay && number + Epoch < DayAfterLast)
            return DateTime.FromOADate(number + Epoch).ToString(number == Math.Floor(number) ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        if (Math.Abs(number) >= MostKept)
        {
            wrong = "is a number with more digits than a spreadsheet keeps: give the cell the format \"text\" and write it again.";
            return null;
        }

        // As a decimal it has the 15 digits that were typed, and not the binary fraction that was kept for them.
        string text = ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture);
        return hasStyle && formats[style] is { Length: > 0 } format && format.All(sign => sign == '0') ? text.PadLeft(format.Length, '0') : text;
    }

    /// <summary>The number formats that the workbook brings, and the one of each of its cell formats.</summary>
    private static (Dictionary<uint, string?> Own, List<uint> Used) FormatsOf(WorkbookStylesPart part)
    {
        (var own, var used, bool ofCells) = (new Dictionary<uint, string?>(), new List<uint>(), false);
        using OpenXmlReader reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(CellFormats))
                ofCells = reader.IsStartElement && !reader.IsEndElement;
            else if (reader.ElementType == typeof(NumberingFormat) && reader.IsStartElement && Attribute("numFmtId") is { } id)
                own.TryAdd(uint.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture), Attribute("formatCode"));
            else if (reader.ElementType == typeof(CellFormat) && reader.IsStartElement && ofCells)
                used.Add(uint.Parse(Attribute("numFmtId") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return (own, used);

        string? Attribute(string name) => reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == name).Value;
    }

    private static IEnumerable<string> SharedOf(SharedStringTablePart part)
    {
        using OpenXmlReader reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
                yield return Plain((SharedStringItem)reader.LoadCurrentElement()!);
        }
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
