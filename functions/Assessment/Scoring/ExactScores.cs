using System.Numerics;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Scoring;

/// <summary>
/// Scores a pool whose sums do not fit 64 bits, or that has means. Subjects are ordered here, tie-breakers included, and their totals are the places that come of it.
/// A part of the weights' denominator is split once more, into as many as divide by the counts of all of the pool's means: its scale.
/// </summary>
internal static class ExactScores
{
    public static bool TryScore(PoolWeights weights, in PoolFrame frame)
    {
        var plan = weights.Plan;
        var scale = ScaleOf(frame.Counts);
        var keys = new List<BigInteger[]>();
        var subjects = new List<int>();
        for (var subject = 0; subject < frame.Count; subject++)
        {
            var kind = (OutcomeKind)frame.Kinds[subject];
            if (kind is OutcomeKind.NotAssessed or OutcomeKind.Gated)
                continue;
            var codes = frame.CodesOf(subject);
            if (!IsComplete(weights, codes, frame.CountsOf(subject)))
                return false;
            if (kind != OutcomeKind.Scored)
                continue;
            var key = Key(weights, scale, frame, subject);
            if (plan.Document.Grading is ThresholdGrading thresholds)
                frame.Grades[subject] = (byte)thresholds.Grades.SkipLast(1).TakeWhile(grade => key[0] < weights.Denominator * scale * grade.From.Hundredths).Count();
            subjects.Add(subject);
            keys.Add(key);
        }

        var places = keys.Distinct(KeyComparer.Instance).Order(KeyComparer.Instance).Index().ToDictionary(key => key.Item, key => (long)key.Index, KeyComparer.Instance);
        foreach (var (subject, key) in subjects.Zip(keys))
            frame.Totals[subject] = places[key];
        return true;
    }

    /// <summary>What orders a subject: the score in parts, then each tie-breaker; the greater comes first.</summary>
    public static BigInteger[] Key(PoolWeights weights, BigInteger scale, in PoolFrame frame, int subject)
    {
        var breakers = weights.Plan.Document.TieBreakers;
        var key = new BigInteger[breakers.Count + 1];
        key[0] = Total(weights, scale, frame, subject);
        for (var index = 0; index < breakers.Count; index++)
        {
            key[index + 1] = breakers[index] switch { BonusTieBreaker => frame.BonusOf(subject), DeductionsTieBreaker => -frame.DeductionsOf(subject), _ => 0 };
            foreach (var column in weights.TieColumns(breakers[index]) ?? [])
                key[index + 1] += Parts(weights, scale, frame, subject, column);
        }

        return key;
    }

    public static int Compare(BigInteger[] left, BigInteger[] right) =>
        left.Zip(right, (one, other) => one.CompareTo(other)).FirstOrDefault(order => order != 0);

    /// <summary>The scale of a pool: the least number that all of its counts divide; 1 without means.</summary>
    public static BigInteger ScaleOf(ReadOnlySpan<int> counts)
    {
        var scale = BigInteger.One;
        foreach (var count in counts)
            scale = Common(scale, count);
        return scale;
    }

    /// <summary>The least number that two divide.</summary>
    public static BigInteger Common(BigInteger one, BigInteger other) => other.IsOne ? one : one / BigInteger.GreatestCommonDivisor(one, other) * other;

    /// <summary>A subject's score in parts of the weights' denominator and the scale.</summary>
    public static BigInteger Total(PoolWeights weights, BigInteger scale, in PoolFrame frame, int subject)
    {
        var total = (frame.BonusOf(subject) - frame.DeductionsOf(subject)) * weights.Denominator * scale;
        for (var column = 0; column < frame.Columns; column++)
            total += Parts(weights, scale, frame, subject, column);
        return total;
    }

    private static BigInteger Parts(PoolWeights weights, BigInteger scale, in PoolFrame frame, int subject, int column)
    {
        if (weights.Coefficients[column].IsZero)
            return BigInteger.Zero;
        var parts = weights.Coefficients[column] * weights.Plan.Columns[column].Curve.PointsOf(frame.CodesOf(subject)[column]);
        var counts = frame.CountsOf(subject);
        return parts * (counts.IsEmpty ? scale : scale / counts[column]);
    }

    private static bool IsComplete(PoolWeights weights, ReadOnlySpan<long> codes, ReadOnlySpan<int> counts)
    {
        foreach (var (index, column) in weights.Plan.Columns.Index())
        {
            var count = counts.IsEmpty ? 1 : counts[index];
            if (weights.Counts(column) && ((count != 1 && !column.TakesMeans) || codes[index] < column.Curve.Least * count || codes[index] > column.Curve.Most * count))
                return false;
        }

        return true;
    }

    private sealed class KeyComparer : IComparer<BigInteger[]>, IEqualityComparer<BigInteger[]>
    {
        public static KeyComparer Instance { get; } = new();

        public int Compare(BigInteger[]? x, BigInteger[]? y) => ExactScores.Compare(x!, y!);

        public bool Equals(BigInteger[]? x, BigInteger[]? y) => Compare(x, y) == 0;

        public int GetHashCode(BigInteger[] obj) => obj[0].GetHashCode();
    }
}
