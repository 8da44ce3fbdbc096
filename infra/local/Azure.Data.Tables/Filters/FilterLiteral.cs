using System.Globalization;

namespace Azure.Data.Tables.Filters;

/// <summary>Values as OData literals.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities.</remarks>
internal static class FilterLiteral
{
    /// <summary>Replaces every argument by its literal, so that no argument can be read as anything but a value.</summary>
    /// <exception cref="NotSupportedException">No filter can hold a value.</exception>
    internal static string Format(FormattableString filter) => filter is null
        ? null
        : string.Format(CultureInfo.InvariantCulture, filter.Format, Array.ConvertAll(filter.GetArguments(), Of));

    /// <summary>The literal of a value.</summary>
    /// <exception cref="NotSupportedException">No filter can hold the value.</exception>
    internal static string Of(object value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool truth => truth ? "true" : "false",
        int or short or byte => Convert.ToString(value, CultureInfo.InvariantCulture),
        long or ulong => Convert.ToString(value, CultureInfo.InvariantCulture) + "L",
        double number => OfDouble(number),
        Guid guid => $"guid'{guid}'",
        DateTimeOffset time => OfTime(time.UtcDateTime),
        DateTime { Kind: DateTimeKind.Utc } time => OfTime(time),
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data.ToMemory().Span)}'",
        null => throw new NotSupportedException("A table stores no nulls: no filter can compare with one."),
        DateTime => throw new NotSupportedException("A filter compares UTC times only: use DateTime.SpecifyKind or DateTimeOffset."),
        Enum => throw new NotSupportedException("Enums are stored by name: give the filter the name as a string."),
        _ => throw new NotSupportedException($"A filter cannot hold a {value.GetType().Name}."),
    };

    private static string OfTime(DateTime utc) => string.Create(CultureInfo.InvariantCulture, $"datetime'{utc:O}'");

    /// <summary>Plain digits with a point: without one it would be an integer, and an exponent is not understood everywhere.</summary>
    private static string OfDouble(double number)
    {
        if (!double.IsFinite(number))
            throw new NotSupportedException("A filter compares finite numbers only.");
        string shortest = number.ToString("R", CultureInfo.InvariantCulture);
        int exponentMark = shortest.IndexOf('E', StringComparison.Ordinal);
        return exponentMark >= 0 ? Expand(shortest, exponentMark)
            : shortest.Contains('.', StringComparison.Ordinal) ? shortest
            : shortest + ".0";
    }

    private static string Expand(string scientific, int exponentMark)
    {
        int exponent = int.Parse(scientific.AsSpan(exponentMark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = scientific[0] == '-' ? "-" : "";
        string mantissa = scientific[sign.Length..exponentMark];
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        int point = 1 + exponent;
        return point <= 0 ? $"{sign}0.{new string('0', -point)}{digits}"
            : point >= digits.Length ? $"{sign}{digits.PadRight(point, '0')}.0"
            : $"{sign}{digits[..point]}.{digits[point..]}";
    }
}
