using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>The part of 100 points that a component or a rater decides: above 0, up to 100 inclusive, two decimals.</summary>
[JsonConverter(typeof(NumberJsonConverter<Weight>))]
public readonly record struct Weight : INumberValue<Weight>
{
    internal const int FullHundredths = 10_000;

    private Weight(int hundredths) => Hundredths = hundredths;

    /// <inheritdoc/>
    public static LocalizableString Expected => "a number above 0, at most 100, with at most two decimals";

    /// <summary>The weight in hundredths, 1 to 10,000; all weights of one list add up to 10,000.</summary>
    public int Hundredths { get; }

    /// <inheritdoc/>
    public decimal Value => Hundredths / 100m;

    /// <summary>Makes a weight of a number.</summary>
    /// <exception cref="FormatException">The number is not above 0, is above 100 or has more than two decimals.</exception>
    public static Weight Of(decimal value) => Numbers.Require<Weight>(value);

    /// <inheritdoc/>
    public static bool TryOf(decimal value, out Weight result)
    {
        var valid = Fixed.TryScale(value, 100, 1, FullHundredths, out var hundredths);
        result = new((int)hundredths);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Fixed.Show(Value);
}
