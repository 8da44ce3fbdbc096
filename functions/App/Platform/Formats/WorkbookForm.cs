using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Yuekao.App.Platform;

/// <summary>What helps to fill a workbook in: what each column takes is checked as it is typed, and explained on a sheet of its own.</summary>
internal static class WorkbookForm
{
    private const int RowsToFillIn = 500;

    // A spreadsheet takes no longer list to choose from, and no longer hint.
    private const int LongestList = 255;
    private const int LongestHint = 255;

    /// <summary>The name of the hidden sheet of those lists that are too long to stand in a check.</summary>
    public const string Lists = "选项";

    /// <summary>The checks of a table's columns, for its rows and as many more as people may add.</summary>
    public static IEnumerable<DataValidation> Checks(IReadOnlyList<Column> columns, int rows)
    {
        Column[] listed = Listed(columns);
        foreach ((int index, Column column) in columns.Index())
        {
            if (Check(column, Array.IndexOf(listed, column)) is not { } check)
                continue;
            string letters = SheetCells.LettersOf(index);
            check.AllowBlank = !column.IsRequired;
            check.ShowErrorMessage = true;
            check.ErrorTitle = "填写有误";
            check.SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{letters}2:{letters}{rows + RowsToFillIn + 1}" };
            if (column.Hint is { Length: <= LongestHint } hint)
                (check.ShowInputMessage, check.Prompt) = (true, hint);
            yield return check;
        }
    }

    public static Worksheet Explanation(IReadOnlyList<Column> columns) => new(
        new Columns(
            new DocumentFormat.OpenXml.Spreadsheet.Column { Min = 1, Max = 2, Width = 24, CustomWidth = true },
            new DocumentFormat.OpenXml.Spreadsheet.Column { Min = 3, Max = 3, Width = 80, CustomWidth = true }),
        new SheetData(
            [
                WorkbookWriter.Line([WorkbookWriter.Text("栏目", WorkbookStyles.Head), WorkbookWriter.Text("是否必填", WorkbookStyles.Head), WorkbookWriter.Text("填写要求", WorkbookStyles.Head)]),
                .. columns.Where(column => !column.IsHidden).Select(column =>
                    WorkbookWriter.Line([WorkbookWriter.Text(column.SheetHeading), WorkbookWriter.Text(column.IsRequired ? "必填" : "选填"), WorkbookWriter.Text(Explain(column))])),
            ]));

    /// <summary>The sheet of long lists, a column a list; null where every list is short.</summary>
    public static Worksheet? ListsOf(IReadOnlyList<Column> columns)
    {
        Column[] listed = Listed(columns);
        if (listed.Length == 0)
            return null;
        IEnumerable<Row> lines = Enumerable.Range(0, listed.Max(column => column.Choices.Count)).Select(line =>
            WorkbookWriter.Line(listed.Select(column => line < column.Choices.Count ? WorkbookWriter.Text(column.Choices[line].Title) : new Cell())));
        return new Worksheet(new SheetData(lines));
    }

    private static Column[] Listed(IReadOnlyList<Column> columns) => [.. columns.Where(column => column.Choices.Any(choice => choice.Title.AsSpan().ContainsAny(',', '"')) || ListOf(column).Length > LongestList)];

    private static string ListOf(Column column) => string.Join(',', column.Choices.Select(choice => choice.Title));

    /// <param name="listed">Which of the long lists is the column's; -1 for none.</param>
    private static DataValidation? Check(Column column, int listed)
    {
        if (column.Choices.Count > 0)
        {
            string letters = SheetCells.LettersOf(Math.Max(listed, 0));
            string list = listed < 0 ? $"\"{ListOf(column)}\"" : $"'{Lists}'!${letters}$1:${letters}${column.Choices.Count}";
            return new DataValidation(new Formula1(list)) { Type = DataValidationValues.List, Error = "请从下拉列表中选择。" };
        }

        if (column.Bounds is not { } bounds)
            return null;
        return new DataValidation(new Formula1(Number(bounds.Least)), new Formula2(Number(bounds.Greatest)))
        {
            Type = bounds.Decimals == 0 ? DataValidationValues.Whole : DataValidationValues.Decimal,
            Operator = DataValidationOperatorValues.Between,
            Error = $"请填写 {Number(bounds.Least)} 至 {Number(bounds.Greatest)} 之间的{(bounds.Decimals == 0 ? "整数" : "数")}。",
        };
    }

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Explain(Column column) => column.Kind switch
    {
        _ when column.Choices.Count > 0 => $"从下拉列表中选择：{string.Join("、", column.Choices.Select(choice => choice.Title))}。{column.Hint}",
        _ when column.Hint is { } hint => hint,
        ColumnKind.Id => "编号照原样填写，前面的 0 不能省略（本栏已设为文本格式）。",
        ColumnKind.Day => "日期，如 2026-10-31、2026/10/31 或 2026年10月31日。",
        ColumnKind.Money => "金额，以元为单位，最多两位小数。",
        ColumnKind.Number => "数字。",
        _ => "文字。",
    };
}
