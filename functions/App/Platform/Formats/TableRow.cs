namespace Yuekao.App.Platform;

/// <summary>One line of a table as it was written, under the table's headings.</summary>
internal sealed class TableRow(TableLine line, TableHead head)
{
    private const int LongestShown = 50;

    /// <summary>A cell's text; null where it is empty or has no column.</summary>
    public string? this[Column column] => head.IndexOf(column) is { } index && line.TextAt(index) is { Length: > 0 } text ? CsvCell.Unprotect(text) : null;

    /// <summary>Where a cell stands in the file; the line's start where it has no column.</summary>
    public string PlaceOf(Column column) => line.PlaceOf(head.IndexOf(column) ?? 0);

    /// <summary>Reads a cell that must be there; where it cannot, that is reported (it "must be" what is expected) and a default stands in.</summary>
    public T Required<T>(Column column, Func<string, T?> read, LocalizableString expected, List<ProblemError> errors) where T : struct
    {
        if (this[column] is null)
            errors.Add(new ProblemError(PlaceOf(column), $"'{column.Name}' is missing."));
        return Optional(column, read, expected, errors) ?? default;
    }

    public T? Optional<T>(Column column, Func<string, T?> read, LocalizableString expected, List<ProblemError> errors) where T : struct
    {
        if (this[column] is not { } text)
            return null;
        T? value = read(text);
        // That a spreadsheet destroyed it was said when the table was found.
        if (value is null && !TableReader.IsDestroyed(column, text))
            errors.Add(new ProblemError(PlaceOf(column), $"'{Shown(text)}' must be {expected}."));
        return value;
    }

    public string RequiredText(Column column, List<ProblemError> errors)
    {
        if (this[column] is null)
            errors.Add(new ProblemError(PlaceOf(column), $"'{column.Name}' is missing."));
        return this[column] ?? "";
    }

    /// <summary>Money: fen, or yuan where the heading says so.</summary>
    public Fen RequiredMoney(Column column, List<ProblemError> errors) => head.IsInYuan(column)
        ? Required(column, CellValues.Yuan, "an amount in yuan with at most two decimals", errors)
        : Required(column, CellValues.Fen, Fen.Expected, errors);

    /// <summary>A text short enough to stand in a message.</summary>
    public static string Shown(string text) => text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
}

/// <summary>Where the members of a document stand in the table that it was read from, by their JSON paths.</summary>
internal sealed class TablePlaces
{
    private readonly Dictionary<string, string> places = [];

    /// <summary>A row, which stands where the first of these columns does, and its members.</summary>
    public void Add(string path, TableRow row, params IReadOnlyList<Column> columns)
    {
        places.Add(path, row.PlaceOf(columns[0]));
        foreach (Column column in columns)
            places.Add($"{path}.{column.JsonName}", row.PlaceOf(column));
    }

    /// <summary>A member by itself, in one of a row's cells.</summary>
    public void Add(string path, string place) => places.Add(path, place);

    /// <summary>The start of the table for what is nowhere in it.</summary>
    public string Of(string path) => places.GetValueOrDefault(path, "1:1");
}
