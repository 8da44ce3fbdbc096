namespace Yuekao.App.Platform;

/// <summary>One line of a table as it was written. The heading is line 1.</summary>
internal sealed class CsvRow(int line, List<Column> header, string[] fields)
{
    private const int LongestShown = 50;

    /// <summary>A field's text; null where it is empty or has no column.</summary>
    public string? this[Column column] => header.IndexOf(column) is >= 0 and int index && fields[index].Length > 0 ? CsvCell.Unprotect(fields[index]) : null;

    /// <summary>Where a field stands: its line and its number in it; the line's start where it has no column.</summary>
    public string PlaceOf(Column column) => $"{line}:{Math.Max(header.IndexOf(column), 0) + 1}";

    /// <summary>Reads a field that must be there; where it cannot, that is reported (it "must be" what is expected) and a default stands in.</summary>
    public T Required<T>(Column column, Func<string, T?> read, string expected, List<ProblemError> errors) where T : struct
    {
        if (this[column] is null)
            errors.Add(new ProblemError(PlaceOf(column), $"'{column.Name}' is missing."));
        return Optional(column, read, expected, errors) ?? default;
    }

    public T? Optional<T>(Column column, Func<string, T?> read, string expected, List<ProblemError> errors) where T : struct
    {
        if (this[column] is not { } text)
            return null;
        T? value = read(text);
        if (value is null)
            errors.Add(new ProblemError(PlaceOf(column), $"'{Shown(text)}' must be {expected}."));
        return value;
    }

    public string RequiredText(Column column, List<ProblemError> errors)
    {
        if (this[column] is null)
            errors.Add(new ProblemError(PlaceOf(column), $"'{column.Name}' is missing."));
        return this[column] ?? "";
    }

    /// <summary>A text short enough to stand in a message.</summary>
    public static string Shown(string text) => text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
}

/// <summary>Reads single values from their text; null where the text is not one.</summary>
internal static class CsvValues
{
    public const string ExpectedDay = "a date (2026-10-31)";
    public const string ExpectedCount = "a whole number from 0 on";

    public static TId? Id<TId>(string text) where TId : struct, IId<TId> => TId.TryOf(text, out TId id) ? id : null;

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    public static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null;

    public static Fen? Money(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long fen) ? new Fen(fen) : null;

    /// <summary>An enum's value by its camelCase name or its Chinese title.</summary>
    public static Func<string, TEnum?> Choice<TEnum>(Func<TEnum, string> zhCn) where TEnum : struct, Enum => text =>
        Enum.GetValues<TEnum>().Cast<TEnum?>().FirstOrDefault(value => text == NameOf(value!.Value) || text == zhCn(value.Value));

    public static string ExpectedChoice<TEnum>() where TEnum : struct, Enum => $"one of {string.Join(", ", Enum.GetValues<TEnum>().Select(NameOf))}";

    public static string NameOf<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string? Show(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
