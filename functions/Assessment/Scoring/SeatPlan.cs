using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>
/// How many of a pool get each grade: the largest remainder over n × share, equal remainders to the better grade. That alone makes one subject fair, two one excellent and one fair, and so on.
/// </summary>
public static class SeatPlan
{
    /// <summary>The seats of each grade, the best first.</summary>
    /// <param name="grading">The grades and their shares.</param>
    /// <param name="assessed">How many were assessed, gated and vetoed included: 0 or more.</param>
    /// <returns>As many numbers as grades; they add up to <paramref name="assessed"/>.</returns>
    public static IReadOnlyList<int> Of(QuotaGrading grading, int assessed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(assessed);
        var seats = new int[grading.Grades.Count];
        Fill([.. grading.Grades.Select(grade => grade.Share.TenThousandths)], assessed, seats);
        return seats;
    }

    /// <summary>The same without allocation, for shares in ten-thousandths.</summary>
    internal static void Fill(ReadOnlySpan<int> shares, int assessed, Span<int> seats)
    {
        var left = assessed;
        for (var grade = 0; grade < shares.Length; grade++)
        {
            seats[grade] = (int)((long)assessed * shares[grade] / Share.Whole);
            left -= seats[grade];
        }

        // Fewer seats are left than there are grades, and each grade takes one at most.
        var taken = 0;
        for (; left > 0; left--)
        {
            var next = -1;
            for (var grade = 0; grade < shares.Length; grade++)
                if ((taken & (1 << grade)) == 0 && (next < 0 || Remainder(shares, assessed, grade) > Remainder(shares, assessed, next)))
                    next = grade;
            seats[next]++;
            taken |= 1 << next;
        }
    }

    private static long Remainder(ReadOnlySpan<int> shares, int assessed, int grade) => (long)assessed * shares[grade] % Share.Whole;
}
