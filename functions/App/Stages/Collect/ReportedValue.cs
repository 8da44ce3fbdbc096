using System.Text.Json.Serialization;

namespace Yuekao.App.Stages.Collect;

/// <summary>A value as it was written: a number of any precision, a word or a mean. Which of them an item takes, and how exact, is for the scheme to say.</summary>
[JsonConverter(typeof(ReportedValueConverter))]
public readonly record struct ReportedValue
{
    internal static readonly LocalizableString Expected = "a number or a word of 1 to 64 characters";

    private const int LongestWord = 64;

    private ReportedValue(decimal? number, string? word, Mean? mean = null) => (Number, Word, Mean) = (number, word, mean);

    /// <summary>Null for a word and a mean.</summary>
    public decimal? Number { get; }

    /// <summary>Null for a number and a mean. Text of a table that is a number may be either, and has both.</summary>
    public string? Word { get; }

    private bool IsOfTable { get; init; }

    /// <summary>What is computed of several judges' sheets, ballots or results; null for what somebody reports.</summary>
    public Mean? Mean { get; }

    public static ReportedValue Of(decimal number) => new(number, null);

    public static ReportedValue Of(ReadingValue value) => new(value.Number?.Value, value.Word, value.Mean);

    /// <summary>A word; null where it is empty or too long.</summary>
    public static ReportedValue? OfWord(string? word) => word is { Length: > 0 and <= LongestWord } ? new(null, word) : null;

    /// <summary>A field of a table, which does not tell numbers from words; null where it is neither.</summary>
    public static ReportedValue? OfField(string text)
    {
        const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        string narrow = CellValues.Narrow(text);
        return OfWord(narrow) is null ? null : new(decimal.TryParse(narrow, Written, CultureInfo.InvariantCulture, out decimal number) ? number : null, narrow) { IsOfTable = true };
    }

    /// <summary>The value as an item reads it; false for a number that is beyond a quantity's bounds.</summary>
    /// <param name="item">Null for one that the scheme does not have.</param>
    /// <param name="value">A number that is no quantity stands in it as a word, which no number's item takes.</param>
    public bool TryRead(Item? item, out ReadingValue value)
    {
        if (Mean is { } mean)
        {
            value = ReadingValue.Of(mean);
            return true;
        }

        if (IsOfTable && OfficeWords.Read(item, Word!) is { } meant)
        {
            value = meant;
            return true;
        }

        if (Number is not { } number || (Word is not null && item is CheckItem or LevelItem))
        {
            value = ReadingValue.Of(Word!);
            return true;
        }

        bool isQuantity = Quantity.TryOf(number, out Quantity quantity);
        value = isQuantity ? ReadingValue.Of(quantity) : ReadingValue.Of(ToString());
        return isQuantity;
    }

    internal static ReportedValue Of(Mean mean) => Of(ReadingValue.Of(mean));

    public override string ToString() => Word ?? Number?.ToString(CultureInfo.InvariantCulture) ?? Mean?.ToString() ?? "";
}

/// <summary>Values are numbers or strings in JSON, and objects where they are means.</summary>
internal sealed class ReportedValueConverter : JsonConverter<ReportedValue>
{
    public override ReportedValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDecimal(out decimal number) => ReportedValue.Of(number),
        JsonTokenType.String when ReportedValue.OfWord(reader.GetString()) is { } word => word,
        JsonTokenType.StartObject => ReportedValue.Of(JsonSerializer.Deserialize<Mean>(ref reader, options)),
        _ => throw new DemandException($"must be {ReportedValue.Expected}"),
    };

    public override void Write(Utf8JsonWriter writer, ReportedValue value, JsonSerializerOptions options)
    {
        if (value.Mean is { } mean)
            JsonSerializer.Serialize(writer, mean, options);
        else if (value.Number is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(value.Word);
    }
}
