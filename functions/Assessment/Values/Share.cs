using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>A part of a whole, such as the 20% of the base subsidy that is assessed: 0 to 1 inclusive, four decimals.</summary>
[JsonConverter(typeof(NumberJsonConverter<Share>))]
public readonly record struct Share : INumberValue<Share>
{
    /// <summary>The whole in ten-thousandths.</summary>
    internal const int Whole = 10_000;

    private Share(int tenThousandths) => TenThousandths = tenThousandths;

    /// <inheritdoc/>
    public static LocalizableString Expected => "a number from 0 to 1 with at most four decimals, such as 0.2 for 20%";

    /// <summary>The share in ten-thousandths, 0 to 10,000.</summary>
    public int TenThousandths { get; }

    /// <inheritdoc/>
    public decimal Value => TenThousandths / (decimal)Whole;

    /// <summary>Makes a share of a number.</summary>
    /// <exception cref="FormatException">The number is outside 0 to 1 or has more than four decimals.</exception>
    public static Share Of(decimal value) => Numbers.Require<Share>(value);

    /// <inheritdoc/>
    public static bool TryOf(decimal value, out Share result)
    {
        var valid = Fixed.TryScale(value, Whole, 0, Whole, out var tenThousandths);
        result = new((int)tenThousandths);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Fixed.Show(Value);
}
