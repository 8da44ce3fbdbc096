using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>
/// A text for people, as the code says it in English, that can be said in other languages: an interpolated string keeps its format and its arguments, so that a translation of the format
/// takes the same arguments. In JSON it is the English text.
/// </summary>
[InterpolatedStringHandler]
[JsonConverter(typeof(LocalizableStringJsonConverter))]
public sealed class LocalizableString : IEquatable<LocalizableString>
{
    private readonly StringBuilder format;
    private readonly List<object?> arguments = [];

    /// <summary>Begins an interpolated text.</summary>
    /// <param name="literalLength">How long its fixed parts are together.</param>
    /// <param name="formattedCount">How many arguments it has.</param>
    public LocalizableString(int literalLength, int formattedCount) => format = new StringBuilder(literalLength + (formattedCount * "{0}".Length));

    /// <summary>The English text with <c>{0}</c>, <c>{1:O}</c> and so on where its arguments stand: what translations go by.</summary>
    public string Format => format.ToString();

    /// <summary>What stands in the format; texts of this type are translated themselves.</summary>
    public IReadOnlyList<object?> Arguments => arguments;

    /// <summary>A text without arguments.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator LocalizableString?(string? text)
    {
        if (text is null)
            return null;
        var whole = new LocalizableString(text.Length, 0);
        whole.AppendLiteral(text);
        return whole;
    }

    /// <summary>Several of which any will do: one or another.</summary>
    public static LocalizableString AnyOf<T>(IEnumerable<T> items) => items.Select(item => (LocalizableString)$"{item}").Aggregate((before, next) => $"{before} or {next}");

    /// <summary>Several together: one and another.</summary>
    public static LocalizableString AllOf<T>(IEnumerable<T> items) => items.Select(item => (LocalizableString)$"{item}").Aggregate((before, next) => $"{before} and {next}");

    /// <summary>A fixed part.</summary>
    public void AppendLiteral(string value) => format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>An argument, with how it is written.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        this.format.Append(CultureInfo.InvariantCulture, $"{{{arguments.Count}{(format is null ? "" : $":{format}")}}}");
        arguments.Add(value);
    }

    /// <summary>The text with its format, and those of the texts in it, as somebody translates them.</summary>
    public string In(Func<string, string> translate) =>
        string.Format(CultureInfo.InvariantCulture, translate(Format), [.. arguments.Select(argument => argument is LocalizableString inner ? inner.In(translate) : argument)]);

    /// <summary>The text in English.</summary>
    public override string ToString() => In(format => format);

    /// <inheritdoc/>
    public bool Equals(LocalizableString? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LocalizableString);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}

internal sealed class LocalizableStringJsonConverter : JsonConverter<LocalizableString>
{
    public override LocalizableString? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, LocalizableString value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>JSON that does not fit, with what would: it "must be ...".</summary>
public sealed class DemandException(LocalizableString demand) : JsonException($"it {demand}")
{
    /// <summary>What would be right, as it follows the value's path.</summary>
    public LocalizableString Demand => demand;
}
