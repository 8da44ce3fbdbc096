using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>
/// A mean of points, exact: their sum and how many they are, in lowest terms, so that equal means are equal. Shown rounded half up to two decimals;
/// <c>{ "sum": 541.25, "count": 6 }</c> in JSON.
/// </summary>
[JsonConverter(typeof(MeanJsonConverter))]
public readonly record struct Mean
{
    /// <summary>The most points that a mean can be of.</summary>
    public const int MaximumCount = 1_000_000;

    internal static readonly LocalizableString Expected = "a sum from 0 on with at most two decimals, and a count from 1 to 1000000, of points up to 1000000 each";

    private readonly int countLessOne;

    private Mean(long sumHundredths, int count) => (SumHundredths, countLessOne) = (sumHundredths, count - 1);

    /// <summary>The sum in hundredths of points, in lowest terms with the count.</summary>
    public long SumHundredths { get; }

    /// <summary>How many points the sum is of, in lowest terms with it: from 1 on.</summary>
    public int Count => countLessOne + 1;

    /// <summary>The mean, rounded half up to two decimals: only to be shown.</summary>
    public Points Shown => Points.FromHundredths(((2 * SumHundredths) + Count) / (2 * Count));

    /// <summary>Makes a mean of a sum and a count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sum is negative, the count is not from 1 to 1,000,000, or the mean is above a million points.</exception>
    public static Mean Of(long sumHundredths, int count) =>
        TryOf(sumHundredths, count, out var mean) ? mean : throw new ArgumentOutOfRangeException(nameof(sumHundredths), sumHundredths, $"{count} points must be {Expected}.");

    /// <summary>Makes a mean of a sum and a count.</summary>
    /// <returns>Whether the two are within their bounds.</returns>
    public static bool TryOf(long sumHundredths, int count, out Mean mean)
    {
        mean = default;
        if (count is < 1 or > MaximumCount || sumHundredths < 0 || sumHundredths > count * Points.MaximumHundredths)
            return false;
        mean = Reduced(sumHundredths, count);
        return true;
    }

    /// <summary>The mean as a fraction of points.</summary>
    public Score ToScore() => Score.OfSmall(SumHundredths, 100L * Count);

    /// <inheritdoc/>
    public override string ToString() => Shown.ToString();

    private static Mean Reduced(long sum, int count)
    {
        var (a, b) = (sum, (long)count);
        while (b != 0)
            (a, b) = (b, a % b);
        return new(sum / a, (int)(count / a));
    }
}

/// <summary>Means are objects of a sum and a count in JSON.</summary>
internal sealed class MeanJsonConverter : JsonConverter<Mean>
{
    private static readonly LocalizableString Demand = $"must be {Mean.Expected}";

    public override Mean Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new DemandException(Demand);
        long? sum = null;
        int? count = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isSum, isCount) = (reader.ValueTextEquals("sum"u8) && sum is null, reader.ValueTextEquals("count"u8) && count is null);
            reader.Read();
            if (isSum && reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var points) && Quantity.TryOf(points, out var quantity))
                sum = quantity.Hundredths;
            else if (isCount && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
                count = number;
            else
                throw new DemandException(Demand);
        }

        return sum is { } total && count is { } many && Mean.TryOf(total, many, out var mean) ? mean : throw new DemandException(Demand);
    }

    public override void Write(Utf8JsonWriter writer, Mean value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("sum"u8, value.SumHundredths / 100m);
        writer.WriteNumber("count"u8, value.Count);
        writer.WriteEndObject();
    }
}
