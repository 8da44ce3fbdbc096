using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Standings;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Standings;

public sealed class YearStandingTests
{
    private static readonly Scheme Scheme = SampleScheme.Scheme;

    /// <summary>e excellent, f fair, p poor, - not assessed, and a blank for a month before joining.</summary>
    [Theory]
    [InlineData("eeeeeeffffff", StandingStatus.Eligible)]
    [InlineData("eeeeefffffff", StandingStatus.Barred)]
    [InlineData("eeeeeeffffpp", StandingStatus.Eligible)]
    [InlineData("eeeeeefffppp", StandingStatus.Barred)]
    [InlineData("eeeeeeeeeppp", StandingStatus.Barred)]
    [InlineData("eeeeee------", StandingStatus.Eligible)]
    [InlineData("eeeee-------", StandingStatus.Barred)]
    [InlineData("      eeeeee", StandingStatus.Eligible)]
    [InlineData("       eeeee", StandingStatus.Barred)]
    [InlineData("eeeeeeff", StandingStatus.Open)]
    [InlineData("ffffff", StandingStatus.Open)]
    [InlineData("fffffff", StandingStatus.Barred)]
    [InlineData("eeeeeepp", StandingStatus.Open)]
    [InlineData("eeeeeeffff", StandingStatus.Eligible)]
    [InlineData("ppp", StandingStatus.Barred)]
    public void Evaluate_Year_HasTheStatus(string months, StandingStatus expected) => Assert.Equal(expected, Evaluate(months).Status);

    [Fact]
    public void Evaluate_Barred_NamesTheMonthsOfEachReason()
    {
        var standing = Evaluate("epfpeefpf-ff");

        Assert.Equal(["2026-02", "2026-04", "2026-08"], standing.Reasons.Single(rule => rule.Rule.Bars == StandingBar.AtLeast).Periods.Select(period => period.Value));
        Assert.Equal(["2026-01", "2026-05", "2026-06"], standing.Reasons.Single(rule => rule.Rule.Bars == StandingBar.FewerThan).Periods.Select(period => period.Value));
        Assert.Equal(["2026-10"], standing.NotAssessed.Select(period => period.Value));
    }

    [Fact]
    public void PriorityOf_Cadres_OrdersByExcellentThenPoorMonthsThenId()
    {
        (string Subject, string Months)[] cadres = [("d", "eeeeeeffffff"), ("b", "eeeeeeefffff"), ("c", "eeeeeefffffp"), ("a", "eeeeeeffffff")];

        Assert.Equal(["b", "a", "d", "c"], cadres.OrderBy(cadre => YearStanding.PriorityOf(Scheme, SubjectId.Of(cadre.Subject), Periods(cadre.Months)), StringComparer.Ordinal).Select(cadre => cadre.Subject));
    }

    [Fact]
    public void Evaluate_WrongPeriods_Throws()
    {
        var subject = Make.Subject(0);
        var december = Period.Of("2026-12");

        Assert.Throws<ArgumentException>(() => YearStanding.Evaluate(Make.Scheme(), subject, [], december));
        Assert.Throws<ArgumentException>(() => YearStanding.Evaluate(Scheme, subject, [], Period.Of("2026")));
        Assert.Throws<ArgumentException>(() => YearStanding.Evaluate(Scheme, subject, [new(Period.Of("2025-12"), null)], december));
        Assert.Throws<ArgumentException>(() => YearStanding.Evaluate(Scheme, subject, [new(december, null)], Period.Of("2026-11")));
        Assert.Throws<ArgumentException>(() => YearStanding.Evaluate(Scheme, subject, [new(december, null), new(december, Make.Fair)], december));
    }

    private static Standing Evaluate(string months, string subject = "s") =>
        YearStanding.Evaluate(Scheme, SubjectId.Of(subject), [.. Periods(months).Reverse()], Period.Of($"2026-{months.Length:00}"));

    private static IReadOnlyList<PeriodGrade> Periods(string months) =>
    [
        .. months.Index().Where(month => month.Item != ' ').Select(month => new PeriodGrade(
            Period.Of($"2026-{month.Index + 1:00}"),
            month.Item switch { 'e' => Make.Excellent, 'f' => Make.Fair, 'p' => Make.Poor, _ => null })),
    ];
}
