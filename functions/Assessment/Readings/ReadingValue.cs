using System.Text.Json;
using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Readings;

/// <summary>
/// What was read: a number, for points and measures, or a word, for checks and levels; or a mean, for what several judges or voters gave. The item and its source
/// say which, and which are allowed. A mean that is a number of at most two decimals is that number.
/// </summary>
[JsonConverter(typeof(ReadingValueJsonConverter))]
public readonly record struct ReadingValue
{
    // Of a mean its sum.
    private readonly Quantity number;
    private readonly int countLessOne;

    private ReadingValue(Quantity number, string? word, int count = 1) => (this.number, Word, countLessOne) = (number, word, count - 1);

    /// <summary>A check that is met.</summary>
    public static ReadingValue Met { get; } = Of("met");

    /// <summary>A check that is not met.</summary>
    public static ReadingValue NotMet { get; } = Of("notMet");

    /// <summary>A check that does not apply.</summary>
    public static ReadingValue NotApplicable { get; } = Of("notApplicable");

    /// <summary>The word; null for a number and a mean.</summary>
    public string? Word { get; }

    /// <summary>The number; null for a word and a mean.</summary>
    public Quantity? Number => Word is null && countLessOne == 0 ? number : null;

    /// <summary>The mean; null for a word and a number.</summary>
    public Mean? Mean => countLessOne == 0 ? null : Values.Mean.Of(number.Hundredths, countLessOne + 1);

    /// <summary>Makes a number.</summary>
    /// <exception cref="FormatException">The number is out of a quantity's bounds or has more than two decimals.</exception>
    public static ReadingValue Of(decimal number) => new(Quantity.Of(number), null);

    /// <summary>Makes a number.</summary>
    public static ReadingValue Of(Quantity number) => new(number, null);

    /// <summary>Makes a mean, or the number that it is.</summary>
    public static ReadingValue Of(Mean mean) => new(Quantity.FromHundredths(mean.SumHundredths), null, mean.Count);

    /// <summary>Makes a word: <c>met</c>, <c>notMet</c>, <c>notApplicable</c> or the id of a level.</summary>
    /// <exception cref="ArgumentException">The word is empty.</exception>
    public static ReadingValue Of(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        return new(default, word);
    }

    /// <inheritdoc/>
    public override string ToString() => Word ?? Mean?.ToString() ?? number.ToString();
}

internal sealed class ReadingValueJsonConverter : JsonConverter<ReadingValue>
{
    private static readonly LocalizableString Demand = "must be a number with at most two decimals or a word";

    private static readonly MeanJsonConverter Means = new();

    public override ReadingValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDecimal(out var number) && Quantity.TryOf(number, out var quantity) => ReadingValue.Of(quantity),
        JsonTokenType.String when reader.GetString() is { Length: > 0 and <= Slug.MaximumLength } word => ReadingValue.Of(word),
        JsonTokenType.StartObject => ReadingValue.Of(Means.Read(ref reader, typeof(Mean), options)),
        _ => throw new DemandException(Demand),
    };

    public override void Write(Utf8JsonWriter writer, ReadingValue value, JsonSerializerOptions options)
    {
        if (value.Word is { } word)
            writer.WriteStringValue(word);
        else if (value.Mean is { } mean)
            Means.Write(writer, mean, options);
        else
            writer.WriteNumberValue(value.Number!.Value.Value);
    }
}
