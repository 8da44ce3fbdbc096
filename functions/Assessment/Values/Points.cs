using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>Points as they are given (得分): 0 to 1,000,000 inclusive, two decimals, exact. What points add up to is a <see cref="Score"/>.</summary>
[JsonConverter(typeof(NumberJsonConverter<Points>))]
public readonly record struct Points : INumberValue<Points>, IComparable<Points>
{
    internal const long MaximumHundredths = 100_000_000;

    private Points(long hundredths) => Hundredths = hundredths;

    /// <summary>No points.</summary>
    public static Points Zero => default;

    /// <inheritdoc/>
    public static LocalizableString Expected => "a number from 0 to 1000000 with at most two decimals";

    /// <summary>The points in hundredths, 0 to 100,000,000.</summary>
    public long Hundredths { get; }

    /// <inheritdoc/>
    public decimal Value => Hundredths / 100m;

    /// <summary>Makes points of a number.</summary>
    /// <exception cref="FormatException">The number is negative, above a million or has more than two decimals.</exception>
    public static Points Of(decimal value) => Numbers.Require<Points>(value);

    /// <summary>Makes points of a number of hundredths.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or above 100,000,000.</exception>
    public static Points FromHundredths(long hundredths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hundredths);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hundredths, MaximumHundredths);
        return new(hundredths);
    }

    /// <inheritdoc/>
    public static bool TryOf(decimal value, out Points result)
    {
        var valid = Fixed.TryScale(value, 100, 0, MaximumHundredths, out var hundredths);
        result = new(hundredths);
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(Points other) => Hundredths.CompareTo(other.Hundredths);

    /// <summary>Compares two amounts of points.</summary>
    public static bool operator <(Points left, Points right) => left.Hundredths < right.Hundredths;

    /// <summary>Compares two amounts of points.</summary>
    public static bool operator >(Points left, Points right) => left.Hundredths > right.Hundredths;

    /// <summary>Compares two amounts of points.</summary>
    public static bool operator <=(Points left, Points right) => left.Hundredths <= right.Hundredths;

    /// <summary>Compares two amounts of points.</summary>
    public static bool operator >=(Points left, Points right) => left.Hundredths >= right.Hundredths;

    /// <inheritdoc/>
    public override string ToString() => Fixed.Show(Value);
}
