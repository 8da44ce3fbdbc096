using System.Text;

namespace Yuekao.App.Platform;

/// <summary>Reads single values from their text, as offices write them: full-width digits and letters are taken for their ASCII twins. Null where the text is no such value.</summary>
internal static class CellValues
{
    public static readonly LocalizableString ExpectedDay = "a date (2026-10-31)";
    public static readonly LocalizableString ExpectedCount = "a whole number from 0 on";

    private const NumberStyles Grouped = NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands;

    private static readonly string[] DayForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    public static TId? Id<TId>(string text) where TId : struct, IId<TId> => TId.TryOf(Narrow(text), out TId id) ? id : null;

    /// <summary>A day with the year first. One with the month or the day first is two days, and none.</summary>
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(Narrow(text).Replace(" ", "", StringComparison.Ordinal), DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    public static int? Count(string text) => int.TryParse(Narrow(text), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out int count) ? count : null;

    public static Fen? Fen(string text) => long.TryParse(Narrow(text), Grouped, CultureInfo.InvariantCulture, out long fen) ? new Fen(fen) : null;

    /// <summary>An amount in yuan with at most two decimals, exact.</summary>
    public static Fen? Yuan(string text) =>
        decimal.TryParse(Narrow(text), Grouped | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal yuan)
        && Math.Abs(yuan) <= long.MaxValue / 100 && decimal.IsInteger(yuan * 100)
            ? new Fen((long)(yuan * 100))
            : null;

    /// <summary>An enum's value by its camelCase name, in any case, or its Chinese title.</summary>
    public static Func<string, TEnum?> Choice<TEnum>(Func<TEnum, string> zhCn) where TEnum : struct, Enum => text => Enum.GetValues<TEnum>().Cast<TEnum?>()
        .FirstOrDefault(value => Narrow(text).Equals(NameOf(value!.Value), StringComparison.OrdinalIgnoreCase) || Narrow(text) == Narrow(zhCn(value.Value)));

    public static LocalizableString ExpectedChoice<TEnum>() where TEnum : struct, Enum => $"one of {string.Join(", ", Enum.GetValues<TEnum>().Select(NameOf))}";

    public static string NameOf<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string? Show(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A text with full-width digits, letters and signs as their ASCII twins.</summary>
    public static string Narrow(string text)
    {
        const char First = '！', Last = '～', Blank = '\u3000';
        if (text.AsSpan().IndexOfAnyInRange(First, Last) < 0 && !text.Contains(Blank, StringComparison.Ordinal))
            return text;
        var narrow = new StringBuilder(text.Length);
        foreach (char one in text)
            narrow.Append(one switch { >= First and <= Last => (char)(one - First + '!'), Blank => ' ', _ => one });
        return narrow.ToString();
    }
}
