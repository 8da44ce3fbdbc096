using System.Globalization;
using System.Text.Json;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Rosters.Formats;

/// <summary>Reads single values from their text; null where the text is not one.</summary>
internal static class CsvValues
{
    public const string ExpectedDay = "a date (2026-10-31)";

    public static TId? Id<TId>(string text) where TId : struct, IId<TId> => TId.TryOf(text, out TId id) ? id : null;

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    public static Fen? Money(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long fen) ? new Fen(fen) : null;

    /// <summary>An enum's value by its camelCase name or its Chinese title.</summary>
    public static Func<string, TEnum?> Choice<TEnum>(Func<TEnum, string> zhCn) where TEnum : struct, Enum => text =>
    {
        foreach (TEnum value in Enum.GetValues<TEnum>())
            if (text == NameOf(value) || text == zhCn(value))
                return value;
        return null;
    };

    public static string ExpectedChoice<TEnum>() where TEnum : struct, Enum => $"one of {string.Join(", ", Enum.GetValues<TEnum>().Select(NameOf))}";

    public static string NameOf<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string? Show(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
