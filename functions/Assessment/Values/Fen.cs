using System.Globalization;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>Money in whole fen (分, a hundredth of a yuan). May be negative only where it is a difference.</summary>
[JsonConverter(typeof(NumberJsonConverter<Fen>))]
public readonly record struct Fen : INumberValue<Fen>, IComparable<Fen>
{
    /// <summary>Money whose portions are computed in 64 bits, which is ten times as fast; parts and wholes are ten-thousandths or days.</summary>
    private const long Largest64 = long.MaxValue / (4 * Share.Whole);

    /// <summary>Makes money of a number of fen.</summary>
    public Fen(long amount) => Amount = amount;

    /// <summary>No money.</summary>
    public static Fen Zero => default;

    /// <summary>The largest base subsidy of one subject: 10 billion yuan, so that a country's sum still fits.</summary>
    public static Fen MaximumBase { get; } = new(1_000_000_000_000);

    /// <inheritdoc/>
    public static LocalizableString Expected => "a whole number of fen";

    /// <summary>The number of fen.</summary>
    public long Amount { get; }

    /// <inheritdoc/>
    public decimal Value => Amount;

    /// <inheritdoc/>
    public static bool TryOf(decimal value, out Fen result)
    {
        var valid = Fixed.TryScale(value, 1, long.MinValue, long.MaxValue, out var amount);
        result = new(amount);
        return valid;
    }

    /// <summary>This money's part by a share, rounded half up to the fen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The money is negative.</exception>
    public Fen Portion(Share share) => Portion(share.TenThousandths, Share.Whole);

    /// <summary>This money's part by days, rounded half up to the fen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The money is negative, or days is outside 0 to total.</exception>
    public Fen Prorate(int days, int total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, total);
        return Portion(days, total);
    }

    private Fen Portion(int part, int whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Amount);
        return Amount <= Largest64
            ? new(((Amount * part * 2) + whole) / (2L * whole))
            : new((long)((((Int128)Amount * part * 2) + whole) / (2 * (Int128)whole)));
    }

    /// <inheritdoc/>
    public int CompareTo(Fen other) => Amount.CompareTo(other.Amount);

    /// <summary>Adds money.</summary>
    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    public static Fen operator +(Fen left, Fen right) => new(checked(left.Amount + right.Amount));

    /// <summary>Takes money away.</summary>
    /// <exception cref="OverflowException">The difference does not fit 64 bits.</exception>
    public static Fen operator -(Fen left, Fen right) => new(checked(left.Amount - right.Amount));

    /// <summary>Compares money.</summary>
    public static bool operator <(Fen left, Fen right) => left.Amount < right.Amount;

    /// <summary>Compares money.</summary>
    public static bool operator >(Fen left, Fen right) => left.Amount > right.Amount;

    /// <summary>Compares money.</summary>
    public static bool operator <=(Fen left, Fen right) => left.Amount <= right.Amount;

    /// <summary>Compares money.</summary>
    public static bool operator >=(Fen left, Fen right) => left.Amount >= right.Amount;

    /// <inheritdoc/>
    public override string ToString() => Amount.ToString(CultureInfo.InvariantCulture);
}
