using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Rules;

public sealed class CalendarTests
{
    [Theory]
    [InlineData(CalendarAnchor.PeriodEnd, 3, "2026-10", "2026-11-03T18:00:00")]
    [InlineData(CalendarAnchor.PeriodEnd, -4, "2026-02", "2026-02-24T18:00:00")]
    [InlineData(CalendarAnchor.PeriodEnd, 0, "2028-B1", "2028-02-29T18:00:00")]
    [InlineData(CalendarAnchor.PeriodStart, 0, "2026-Q4", "2026-10-01T18:00:00")]
    [InlineData(CalendarAnchor.PeriodEnd, 31, "2026", "2027-01-31T18:00:00")]
    public void In_Period_CountsFromItsEnd(CalendarAnchor from, int days, string period, string expected) =>
        Assert.Equal(expected, $"{new CalendarMoment { From = from, Days = days, Time = new(18, 0) }.In(Period.Of(period)):s}");
}
