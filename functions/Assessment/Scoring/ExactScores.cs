using System.Numerics;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Scoring;

/// <summary>Scores a pool whose sums do not fit 64 bits. Subjects are ordered here, tie-breakers included, and their totals are the places that come of it.</summary>
internal static class ExactScores
{
    public static bool TryScore(PoolWeights weights, in PoolFrame frame)
    {
        var plan = weights.Plan;
        var keys = new List<BigInteger[]>();
        var subjects = new List<int>();
        for (var subject = 0; subject < frame.Count; subject++)
        {
            var kind = (OutcomeKind)frame.Kinds[subject];
            if (kind is OutcomeKind.NotAssessed or OutcomeKind.Gated)
                continue;
            var codes = frame.CodesOf(subject);
            if (!IsComplete(weights, codes))
                return false;
            if (kind != OutcomeKind.Scored)
                continue;
            var key = Key(weights, frame, subject);
            if (plan.Document.Grading is ThresholdGrading thresholds)
                frame.Grades[subject] = (byte)thresholds.Grades.SkipLast(1).TakeWhile(grade => key[0] < weights.Denominator * grade.From.Hundredths).Count();
            subjects.Add(subject);
            keys.Add(key);
        }

        var places = keys.Distinct(KeyComparer.Instance).Order(KeyComparer.Instance).Index().ToDictionary(key => key.Item, key => (long)key.Index, KeyComparer.Instance);
        foreach (var (subject, key) in subjects.Zip(keys))
            frame.Totals[subject] = places[key];
        return true;
    }

    /// <summary>What orders a subject: the score in parts, then each tie-breaker; the greater comes first.</summary>
    public static BigInteger[] Key(PoolWeights weights, in PoolFrame frame, int subject)
    {
        var breakers = weights.Plan.Document.TieBreakers;
        var key = new BigInteger[breakers.Count + 1];
        key[0] = Total(weights, frame.CodesOf(subject), frame.BonusOf(subject), frame.DeductionsOf(subject));
        for (var index = 0; index < breakers.Count; index++)
        {
            key[index + 1] = breakers[index] switch { BonusTieBreaker => frame.BonusOf(subject), DeductionsTieBreaker => -frame.DeductionsOf(subject), _ => 0 };
            foreach (var column in weights.TieColumns(breakers[index]) ?? [])
                key[index + 1] += Parts(weights, frame.CodesOf(subject), column);
        }

        return key;
    }

    public static int Compare(BigInteger[] left, BigInteger[] right) =>
        left.Zip(right, (one, other) => one.CompareTo(other)).FirstOrDefault(order => order != 0);

    /// <summary>A subject's score in parts of the weights' denominator.</summary>
    public static BigInteger Total(PoolWeights weights, ReadOnlySpan<long> codes, int bonus, int deductions)
    {
        var total = (bonus - deductions) * weights.Denominator;
        for (var index = 0; index < codes.Length; index++)
            total += Parts(weights, codes, index);
        return total;
    }

    /// <summary>What one column counts, in parts.</summary>
    public static BigInteger Parts(PoolWeights weights, ReadOnlySpan<long> codes, int column) =>
        weights.Coefficients[column].IsZero ? BigInteger.Zero : weights.Coefficients[column] * weights.Plan.Columns[column].Curve.PointsOf(codes[column]);

    private static bool IsComplete(PoolWeights weights, ReadOnlySpan<long> codes)
    {
        foreach (var (index, column) in weights.Plan.Columns.Index())
            if (weights.Counts(column) && (codes[index] < column.Curve.Least || codes[index] > column.Curve.Most))
                return false;
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
