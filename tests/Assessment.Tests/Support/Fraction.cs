using System.Numerics;

namespace Yuekao.Assessment.Tests.Support;

/// <summary>A fraction as a schoolbook has it: what exact means are held against.</summary>
internal readonly record struct Fraction(BigInteger Over, BigInteger Under)
{
    public static Fraction Of(BigInteger over, BigInteger under) => new(over, under);

    public int CompareWith(Fraction other) => (Over * other.Under).CompareTo(other.Over * Under);

    public bool Is(Fraction other) => CompareWith(other) == 0;

    public static Fraction operator +(Fraction left, Fraction right) => new((left.Over * right.Under) + (right.Over * left.Under), left.Under * right.Under);

    public static Fraction operator *(Fraction left, Fraction right) => new(left.Over * right.Over, left.Under * right.Under);
}
