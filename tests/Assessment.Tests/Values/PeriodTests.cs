using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Values;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2026-02", "2026-02-01", "2026-02-28", 28)]
    [InlineData("2028-02", "2028-02-01", "2028-02-29", 29)]
    [InlineData("2026-12", "2026-12-01", "2026-12-31", 31)]
    [InlineData("2026-B5", "2026-09-01", "2026-10-31", 61)]
    [InlineData("2026-B1", "2026-01-01", "2026-02-28", 59)]
    [InlineData("2026-Q3", "2026-07-01", "2026-09-30", 92)]
    [InlineData("2026", "2026-01-01", "2026-12-31", 365)]
    [InlineData("2999", "2999-01-01", "2999-12-31", 365)]
    public void Of_Text_HasItsDays(string text, string first, string last, int days)
    {
        var period = Period.Of(text);

        Assert.Equal((first, last, days, text), ($"{period.FirstDay:O}", $"{period.LastDay:O}", period.Days, period.ToString()));
        Assert.Equal(period, Period.Containing(period.LastDay, period.Kind));
        Assert.True(period.Contains(period.FirstDay) && period.Contains(period.LastDay));
        Assert.False(period.Contains(period.FirstDay.AddDays(-1)) || period.Contains(period.LastDay.AddDays(1)));
    }

    [Theory]
    [InlineData("2026-00")]
    [InlineData("2026-13")]
    [InlineData("2026-B0")]
    [InlineData("2026-B7")]
    [InlineData("2026-Q5")]
    [InlineData("2026-1")]
    [InlineData("1999")]
    [InlineData("3000")]
    [InlineData("2026/10")]
    [InlineData("2026-H1")]
    [InlineData("")]
    [InlineData(null)]
    public void TryOf_OtherText_Fails(string? text) => Assert.False(Period.TryOf(text, out _));

    [Theory]
    [InlineData("2026-12", 1, "2027-01")]
    [InlineData("2026-01", -1, "2025-12")]
    [InlineData("2026-B6", 1, "2027-B1")]
    [InlineData("2026-Q1", -5, "2024-Q4")]
    [InlineData("2026", -1, "2025")]
    public void Plus_Places_CrossesYears(string text, int places, string expected) => Assert.Equal(Period.Of(expected), Period.Of(text).Plus(places));

    [Theory]
    [InlineData("2000-01", -1)]
    [InlineData("2999", 1)]
    public void Plus_BeyondTheBounds_Throws(string text, int places) => Assert.Throws<ArgumentOutOfRangeException>(() => Period.Of(text).Plus(places));
}
