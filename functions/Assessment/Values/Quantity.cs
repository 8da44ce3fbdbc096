using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A measured number in its item's unit, such as yuan of collective income or square metres: within ±1,000,000,000,000, two decimals.</summary>
[JsonConverter(typeof(NumberJsonConverter<Quantity>))]
public readonly record struct Quantity : INumberValue<Quantity>
{
    internal const long MaximumHundredths = 100_000_000_000_000;

    private Quantity(long hundredths) => Hundredths = hundredths;

    /// <inheritdoc/>
    public static LocalizableString Expected => "a number within ±1000000000000 with at most two decimals";

    /// <summary>The quantity in hundredths of its unit.</summary>
    public long Hundredths { get; }

    /// <inheritdoc/>
    public decimal Value => Hundredths / 100m;

    /// <summary>Makes a quantity of a number.</summary>
    /// <exception cref="FormatException">The number is out of bounds or has more than two decimals.</exception>
    public static Quantity Of(decimal value) => Numbers.Require<Quantity>(value);

    internal static Quantity FromHundredths(long hundredths) => new(hundredths);

    /// <inheritdoc/>
    public static bool TryOf(decimal value, out Quantity result)
    {
        var valid = Fixed.TryScale(value, 100, -MaximumHundredths, MaximumHundredths, out var hundredths);
        result = new(hundredths);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Fixed.Show(Value);
}
