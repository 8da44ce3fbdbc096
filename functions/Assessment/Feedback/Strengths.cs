using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Feedback;

/// <summary>Chooses <see cref="SubjectFeedback.Strengths"/>.</summary>
internal static class Strengths
{
    private const int Most = 5;

    /// <summary>A clear lead, out of 100.</summary>
    private static readonly Score Clear = Score.Of(10, 1);

    public static IReadOnlyList<ItemFeedback> Of(IEnumerable<ItemFeedback> items, IEnumerable<Shortfall> shortfalls)
    {
        var lacking = shortfalls.Select(shortfall => shortfall.Item).ToHashSet();
        var strengths = new List<(ItemFeedback Item, Score Lead)>();
        foreach (var item in items)
        {
            if (item is not { Obtained: { } obtained, Maximum: { } maximum, Average: { } average } || lacking.Contains(item.Item) || DidNotApply(item))
                continue;
            var lead = OutOf100(obtained - average, maximum);
            if (obtained == Score.Of(maximum) || lead >= Clear)
                strengths.Add((item, lead));
        }

        return [.. strengths.OrderByDescending(strength => strength.Lead).Select(strength => strength.Item).Take(Most)];
    }

    private static bool DidNotApply(ItemFeedback item) => item.Readings.Any(line => line.Reading.Value == ReadingValue.NotApplicable);

    private static Score OutOf100(Score points, Points maximum) => Score.Of(points.Numerator * 100 * 100, points.Denominator * maximum.Hundredths);
}
