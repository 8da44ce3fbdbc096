using System.Numerics;

namespace Yuekao.Assessment.Tests.Oracle.Plain;

/// <summary>A school fraction in lowest terms.</summary>
internal readonly record struct Fraction : IComparable<Fraction>
{
    public Fraction(BigInteger above, BigInteger below)
    {
        var common = BigInteger.GreatestCommonDivisor(above, below);
        (Above, Below) = (above / common, below / common);
    }

    public BigInteger Above { get; }

    public BigInteger Below { get; }

    /// <summary>A number with at most four decimals.</summary>
    public static Fraction Of(decimal number) => new((BigInteger)(number * 10_000), 10_000);

    public BigInteger Floor() => (Above - (((Above % Below) + Below) % Below)) / Below;

    public BigInteger RoundHalfUp() => (this + new Fraction(1, 2)).Floor();

    public int CompareTo(Fraction other) => (Above * other.Below).CompareTo(other.Above * Below);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public static Fraction operator +(Fraction a, Fraction b) => new((a.Above * b.Below) + (b.Above * a.Below), a.Below * b.Below);

    public static Fraction operator -(Fraction a, Fraction b) => new((a.Above * b.Below) - (b.Above * a.Below), a.Below * b.Below);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Above * b.Above, a.Below * b.Below);

    public static Fraction operator /(Fraction a, Fraction b) => new(a.Above * b.Below, a.Below * b.Above);

    public static implicit operator Fraction(int number) => new(number, 1);

    public static Fraction Sum(IEnumerable<Fraction> all) => all.Aggregate((Fraction)0, (sum, one) => sum + one);

    public static Fraction Least(Fraction a, Fraction b) => a <= b ? a : b;

    public override string ToString() => Below.IsOne ? $"{Above}" : $"{Above}/{Below}";
}
