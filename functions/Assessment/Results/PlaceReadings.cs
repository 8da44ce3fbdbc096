using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Results;

/// <summary>How another scheme's cycle assessed somebody.</summary>
/// <param name="Period">The cycle's period.</param>
/// <param name="Place">The place, from 1; null for whoever was assessed and not ranked.</param>
public sealed record PeriodPlace(Period Period, int? Place);

/// <summary>Computes what a scheme of a year reads of the results of others.</summary>
public static class PlaceReadings
{
    /// <summary>Computes the reading of one item and subject.</summary>
    /// <param name="item">The item, whose source is <c>results</c>.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="places">The cycles of the year that assessed the subject, or the subject's township, in any order.</param>
    /// <param name="at">When the year is over.</param>
    /// <returns>Null where none did: the reading is missing.</returns>
    public static Reading? Of(ItemId item, PlaceRule rule, SubjectId subject, IEnumerable<PeriodPlace> places, DateTimeOffset at)
    {
        PlacePoints[] lines = [.. places.OrderBy(one => one.Period.FirstDay).Select(one => new PlacePoints(one.Period, one.Place, rule.PointsOf(one.Place)))];
        if (lines.Length == 0)
            return null;
        var sum = lines.Sum(line => line.Points.Hundredths);
        return new()
        {
            Item = item,
            Source = SourceId.Results,
            Subject = subject,
            Value = ReadingValue.Of(Mean.Of(sum, lines.Length)),
            Basis = new PlaceBasis(rule.Scheme, sum / 100m, lines),
            At = at,
        };
    }
}
