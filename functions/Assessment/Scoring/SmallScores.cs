using Yuekao.Assessment.Outcomes;

namespace Yuekao.Assessment.Scoring;

/// <summary>Scores a pool in 64-bit integers.</summary>
internal static class SmallScores
{
    public static bool TryScore(SmallWeights weights, in PoolFrame frame)
    {
        var steps = weights.Steps.AsSpan();
        for (var subject = 0; subject < frame.Count; subject++)
        {
            var kind = (OutcomeKind)frame.Kinds[subject];
            if (kind is OutcomeKind.NotAssessed or OutcomeKind.Gated)
                continue;
            var total = (frame.BonusOf(subject) - frame.DeductionsOf(subject)) * weights.Denominator;
            var codes = frame.CodesOf(subject);
            foreach (ref readonly var step in steps)
            {
                if (!step.TryCount(codes[step.Index], out var count))
                    return false;
                total += count;
            }

            frame.Totals[subject] = total;
            if (kind == OutcomeKind.Scored && weights.Thresholds.Length > 0)
                frame.Grades[subject] = GradeOf(weights.Thresholds, total);
        }

        return true;
    }

    private static byte GradeOf(long[] thresholds, long total)
    {
        var grade = 0;
        while (grade < thresholds.Length - 1 && total < thresholds[grade])
            grade++;
        return (byte)grade;
    }
}
