using System.Text;

namespace Yuekao.App.Tests.Cycle;

/// <summary>By the calendar, October opens on the 25th at 8, its readings are due on 3 November at 18, its decision on the 6th at 18.</summary>
public sealed class CycleDateRulesTests
{
    private static readonly Calendar Calendar = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!.Document.Calendar;
    private static readonly Period October = Period.Of("2026-10");

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"opens":"2026-10-20T08:00:00+08:00"}""", "")]
    [InlineData("""{"opens":"2024-09-30T00:00:00+08:00"}""", "")]
    [InlineData("""{"opens":"2024-09-29T23:59:59+08:00"}""", "opens")]
    [InlineData("""{"opens":"2026-11-03T17:59:59+08:00"}""", "")]
    [InlineData("""{"opens":"2026-11-03T18:00:00+08:00"}""", "opens")]
    [InlineData("""{"collectingDue":"2026-10-31T23:59:59+08:00"}""", "collectingDue")]
    [InlineData("""{"collectingDue":"2026-11-01T00:00:00+08:00"}""", "")]
    [InlineData("""{"collectingDue":"2026-11-06T18:00:00+08:00"}""", "collectingDue")]
    [InlineData("""{"collectingDue":"2026-11-06T18:00:00+08:00","decisionDue":"2026-11-06T18:00:00+08:00"}""", "decisionDue")]
    [InlineData("""{"collectingDue":"2026-11-06T18:00:00+08:00","decisionDue":"2026-11-06T10:00:01Z"}""", "")]
    [InlineData("""{"decisionDue":"2026-11-03T18:00:00+08:00"}""", "decisionDue")]
    [InlineData("""{"decisionDue":"9999-12-31T09:00:00Z"}""", "decisionDue")]
    [InlineData("""{"opens":"0001-01-01T00:00:00Z","rectificationDue":"9999-12-31T09:00:00Z"}""", "opens rectificationDue")]
    [InlineData("""{"rectificationDue":"2026-11-06T17:59:59+08:00"}""", "rectificationDue")]
    [InlineData("""{"rectificationDue":"2026-11-06T18:00:00+08:00"}""", "")]
    [InlineData("""{"appeals":"-PT1S"}""", "appeals")]
    [InlineData("""{"appeals":"P0D"}""", "")]
    [InlineData("""{"appeals":"PT20S"}""", "")]
    [InlineData("""{"appeals":"P90D"}""", "")]
    [InlineData("""{"appeals":"P90DT1S"}""", "appeals")]
    [InlineData("""{"opens":"2026-11-05T08:00:00+08:00","collectingDue":"2026-10-01T08:00:00+08:00","appeals":"P91D"}""", "collectingDue collectingDue collectingDue appeals")]
    public void Errors_BeforeCollectingIsOver_AreAllThatDoNotFit(string dates, string expected) => Assert.Equal(expected, Names(Errors(dates, "2026-10-24T12:00:00+08:00")));

    [Theory]
    [InlineData("2026-11-03T17:59:59+08:00", """{}""", "")]
    [InlineData("2026-11-03T18:00:00+08:00", """{}""", "collectingDue")]
    [InlineData("2026-11-06T18:00:00+08:00", """{}""", "collectingDue decisionDue")]
    [InlineData("2026-11-06T18:00:00+08:00", """{"opens":"2026-11-01T08:00:00+08:00","appeals":"P3D"}""", "collectingDue decisionDue")]
    [InlineData("2026-11-05T18:00:00+08:00", """{"collectingDue":"2026-11-06T12:00:00+08:00"}""", "")]
    [InlineData("2026-11-10T08:00:00+08:00", """{"collectingDue":"2026-11-10T08:00:00+08:00","decisionDue":"2026-11-12T08:00:00+08:00"}""", "collectingDue")]
    [InlineData("2026-11-10T08:00:00+08:00", """{"collectingDue":"2026-11-10T08:00:10+08:00"}""", "decisionDue")]
    [InlineData("2026-11-10T08:00:00+08:00", """{"collectingDue":"2026-11-10T08:00:10+08:00","decisionDue":"2026-11-10T08:00:20+08:00"}""", "")]
    public void Errors_OnceCollectingIsOver_AreTheDatesThatAreNeeded(string now, string dates, string expected) => Assert.Equal(expected, Names(Errors(dates, now)));

    [Fact]
    public void Errors_NamesTheTimesOfTheCalendarInItsZone() => Assert.Equal(
        [
            new ProblemError("$.dates.collectingDue", "is needed: by the scheme's calendar collecting was over at 2026-11-03T18:00:00+08:00."),
            new ProblemError("$.dates.decisionDue", "is needed: by the scheme's calendar the decision was due at 2026-11-06T18:00:00+08:00."),
        ],
        Errors("{}", "2026-12-01T00:00:00Z"));

    [Fact]
    public void RectifyBy_CountysDate_HoldsUnlessResultsComeOutLater()
    {
        var due = new DateTimeOffset(2026, 11, 20, 18, 0, 0, TimeSpan.FromHours(8));
        CycleTimes times = CycleTimes.Of(Calendar, October, new CycleDates { RectificationDue = due });

        Assert.Equal(due, times.RectifyBy(due.AddSeconds(-1)));
        Assert.Equal(due.AddDays(30), times.RectifyBy(due));
        Assert.Equal(due.AddDays(30), CycleTimes.Of(Calendar, October).RectifyBy(due));
    }

    private static IReadOnlyList<ProblemError> Errors(string dates, string now) =>
        [.. new CycleDateRules(Calendar, October, ContractReader.Read<CycleDates>(Encoding.UTF8.GetBytes(dates)), DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)).Errors()];

    private static string Names(IEnumerable<ProblemError> errors) => string.Join(' ', errors.Select(error => error.Path["$.dates.".Length..]));
}
