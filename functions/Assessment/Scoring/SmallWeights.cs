using System.Numerics;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>A pool's weights in 64 bits, as flat operations without look-ups: what nearly every scheme runs on.</summary>
internal sealed class SmallWeights
{
    /// <summary>Sums stay a quarter of the way to overflow, so that bonus, deductions and thresholds need no thought.</summary>
    private static readonly BigInteger Limit = BigInteger.Pow(2, 61);

    private SmallWeights(PoolWeights weights)
    {
        var (plan, document) = (weights.Plan, weights.Plan.Document);
        Denominator = (long)weights.Denominator;
        Steps = [.. plan.Columns.Index().Where(column => weights.Counts(column.Item)).Select(column => new ScoreStep(column.Index, column.Item.Curve, (long)weights.Coefficients[column.Index]))];
        TieBreakers = [.. document.TieBreakers.Select(breaker => new TieStep(breaker, weights.TieColumns(breaker), Steps))];
        Thresholds = document.Grading is ThresholdGrading thresholds ? [.. thresholds.Grades.Select(grade => Denominator * grade.From.Hundredths)] : [];
    }

    public long Denominator { get; }

    public ScoreStep[] Steps { get; }

    public TieStep[] TieBreakers { get; }

    /// <summary>The score in parts that each grade starts at, the best first.</summary>
    public long[] Thresholds { get; }

    public Score ScoreOf(long parts) => Score.OfSmall(parts, Denominator * 100);

    public static SmallWeights? TryMake(PoolWeights weights)
    {
        var document = weights.Plan.Document;
        var most = new BigInteger(100 * 100) + (document.Bonus?.Cap.Hundredths ?? 0) + (document.Deductions?.Cap.Hundredths ?? 0);
        if (document.Grading is ThresholdGrading { Grades: [var best, ..] })
            most += best.From.Hundredths;
        return most * weights.Denominator < Limit && weights.Coefficients.All(one => one < Limit) ? new(weights) : null;
    }
}
