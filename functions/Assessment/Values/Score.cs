using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>
/// What points add up to: an exact fraction of points in lowest terms, negative where deductions outweigh all else. Two scores are equal exactly when their fractions are;
/// they are ranked unrounded and shown rounded half up to two decimals. Written as <c>179/2</c>, and <c>89</c> when whole.
/// </summary>
[JsonConverter(typeof(ScoreJsonConverter))]
public readonly record struct Score : IComparable<Score>
{
    private readonly BigInteger numerator;
    private readonly BigInteger denominatorLessOne;

    private Score(BigInteger numerator, BigInteger denominator) => (this.numerator, denominatorLessOne) = (numerator, denominator - 1);

    /// <summary>No points.</summary>
    public static Score Zero => default;

    /// <summary>The numerator in lowest terms.</summary>
    public BigInteger Numerator => numerator;

    /// <summary>The denominator in lowest terms, 1 or more.</summary>
    public BigInteger Denominator => denominatorLessOne + 1;

    /// <summary>The score as it is shown: two decimals, half up.</summary>
    /// <value>89.995 shows as 90.00 and still ranks below 90.</value>
    public string Shown
    {
        get
        {
            var (hundredths, rest) = BigInteger.DivRem((200 * numerator) + Denominator, 2 * Denominator);
            if (rest.Sign < 0)
                hundredths--;
            var size = BigInteger.Abs(hundredths);
            return string.Create(CultureInfo.InvariantCulture, $"{(hundredths.Sign < 0 ? "-" : "")}{size / 100}.{(int)(size % 100):00}");
        }
    }

    /// <summary>Makes a score of a fraction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is not positive.</exception>
    public static Score Of(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return new(numerator / divisor, denominator / divisor);
    }

    /// <summary>Makes a score of points.</summary>
    public static Score Of(Points points) => OfSmall(points.Hundredths, 100);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>Whether <paramref name="text"/> is a fraction.</returns>
    public static bool TryParse(string? text, out Score score)
    {
        score = default;
        var parts = (text ?? "").Split('/', 2);
        var denominator = BigInteger.One;
        if (!BigInteger.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numerator)
            || (parts.Length == 2 && !BigInteger.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out denominator))
            || denominator.IsZero)
            return false;
        score = Of(numerator, denominator);
        return true;
    }

    /// <summary>The same as <see cref="Of(BigInteger, BigInteger)"/> without big integers on the way.</summary>
    internal static Score OfSmall(long numerator, long denominator)
    {
        var (a, b) = (Math.Abs(numerator), denominator);
        while (b != 0)
            (a, b) = (b, a % b);
        return new(numerator / a, denominator / a);
    }

    /// <summary>So many times the score.</summary>
    internal Score Times(long factor) => Of(numerator * factor, Denominator);

    /// <inheritdoc/>
    public int CompareTo(Score other) => (numerator * other.Denominator).CompareTo(other.numerator * Denominator);

    /// <summary>Adds scores exactly.</summary>
    public static Score operator +(Score left, Score right) => Of((left.numerator * right.Denominator) + (right.numerator * left.Denominator), left.Denominator * right.Denominator);

    /// <summary>Subtracts scores exactly.</summary>
    public static Score operator -(Score left, Score right) => Of((left.numerator * right.Denominator) - (right.numerator * left.Denominator), left.Denominator * right.Denominator);

    /// <summary>Compares scores exactly.</summary>
    public static bool operator <(Score left, Score right) => left.CompareTo(right) < 0;

    /// <summary>Compares scores exactly.</summary>
    public static bool operator >(Score left, Score right) => left.CompareTo(right) > 0;

    /// <summary>Compares scores exactly.</summary>
    public static bool operator <=(Score left, Score right) => left.CompareTo(right) <= 0;

    /// <summary>Compares scores exactly.</summary>
    public static bool operator >=(Score left, Score right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Denominator.IsOne
        ? numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{numerator}/{Denominator}");
}
