using System.Globalization;
using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Turns text into a value.</summary>
/// <returns>False when the text does not fit.</returns>
internal delegate bool TextConverter(string text, out object? value);

/// <summary>Turns the text of route and query values into parameters' types. Numbers and dates are read the same on every machine, whatever its culture.</summary>
internal static class TextConversion
{
    /// <summary>A converter to the type, or null when there is none. Strings, enums and everything that parses itself have one, and nullables of them.</summary>
    public static TextConverter? To(Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(string))
            return Unchanged;
        if (target == typeof(DateTime))
            return ToDateTime;
        if (target == typeof(DateTimeOffset))
            return ToDateTimeOffset;
        string? method = target.IsEnum ? nameof(ToEnum) : ParsesItself(target) ? nameof(ToParsable) : null;
        return method is null
            ? null
            : typeof(TextConversion).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(target).CreateDelegate<TextConverter>();
    }

    /// <summary>How messages name the type.</summary>
    public static string Name(Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        return target.IsEnum ? $"{target.Name} ({string.Join(", ", Enum.GetNames(target))})" : target.Name;
    }

    private static bool ParsesItself(Type type) => Array.Exists(
        type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>) && face.GenericTypeArguments[0] == type);

    private static bool Unchanged(string text, out object? value)
    {
        value = text;
        return true;
    }

    // A time with a zone becomes UTC; one without stays as it is written.
    private static bool ToDateTime(string text, out object? value)
    {
        bool fits = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time);
        value = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
        return fits;
    }

    private static bool ToDateTimeOffset(string text, out object? value)
    {
        bool fits = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        value = time;
        return fits;
    }

    private static bool ToParsable<T>(string text, out object? value)
        where T : IParsable<T>
    {
        bool fits = T.TryParse(text, CultureInfo.InvariantCulture, out T? parsed);
        value = parsed;
        return fits;
    }

    private static bool ToEnum<T>(string text, out object? value)
        where T : struct, Enum
    {
        bool fits = Enum.TryParse(text, ignoreCase: true, out T parsed) && (Enum.IsDefined(parsed) || typeof(T).IsDefined(typeof(FlagsAttribute)));
        value = parsed;
        return fits;
    }
}
