using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Documents;

public sealed class HaixingVillageMonthlyTests
{
    private static readonly SchemeDocument Document = SchemeFiles.Embedded("haixing.village-monthly");

    [Fact]
    public void Items_TwoTables_Are18()
    {
        var baseline = Document.Gate!.Conditions.Select(condition => condition.Item).ToList();
        var scoring = Document.Components.Single().Items;

        Assert.Equal(18, Document.Items.Count);
        Assert.Equal(Document.Items.Select(item => item.Id), baseline.Concat(scoring));
    }

    [Fact]
    public void Items_FromTheSource_AreTheFiveItNames() =>
        Assert.Equal(["农村“五位一体”组织体系健全", "村集体经济“5万+”", "多彩主题党日", "党员中心户", "网格化管理"], Document.FromSource());

    [Fact]
    public void Items_MostAreFactsAboutAVillage() =>
        Assert.Equal(13, Document.Items.Count(item => item.Level == ItemLevel.Village));

    [Fact]
    public void Items_DepartmentsTheSourceNames_Report() =>
        Assert.Superset(
            new HashSet<string> { "department:civil-affairs", "department:ecology-environment", "department:emergency-management", "township" },
            Document.Items.Select(item => item.Source!.Value.Value).ToHashSet());

    [Fact]
    public void CollectiveIncome_FiftyThousandYuan_IsWhereTheMaximumStarts()
    {
        var income = Assert.IsType<MeasureItem>(Document.Items.Single(item => item.Id.Value == "collective-income"));

        Assert.Equal(50_000, income.Bands[^1].From.Value);
        Assert.Equal(Direction.Higher, income.Better);
    }

    [Fact]
    public void Scoring_MaximaAddUpTo100() => Assert.Equal([100m], Document.Maxima());

    [Fact]
    public void Cycle_IsATownshipsMonthDecidedByItsMeeting() =>
        Assert.Equal(
            (PeriodKind.Month, SubjectKind.Cadre, Tier.Township, Tier.Township),
            (Document.Period, Document.Subject, Document.Pool, Document.DecidedBy));

    [Fact]
    public void Grades_AreExcellentFairPoorBy20_60_20()
    {
        var grading = Assert.IsType<QuotaGrading>(Document.Grading);

        Assert.Equal([("优秀", 0.2m), ("一般", 0.6m), ("较差", 0.2m)], grading.Grades.Select(grade => (grade.Title.ZhCn, grade.Share.Value)));
        Assert.Equal("fair", grading.Middle.Value);
        Assert.Equal("poor", Document.Gate!.Outcome!.Value.Value);
    }

    [Fact]
    public void Subsidy_FifthOfTheBase_PoorGetsNothingAndExcellentAReward()
    {
        var subsidy = Document.Subsidy!;

        Assert.Equal(0.2m, subsidy.AssessedShare.Value);
        Assert.Equal(
            [("excellent", 1m, true), ("fair", 1m, false), ("poor", 0m, false)],
            subsidy.Grades.Select(pay => (pay.Grade.Value, pay.Paid.Value, pay.Rewarded)));
        Assert.IsType<FixedReward>(subsidy.Reward);
    }

    [Fact]
    public void Standing_FewerThanSixExcellentOrThreePoor_Bars()
    {
        var standing = Document.Standing!;

        Assert.Equal("年度考核“优秀”等次", standing.BarredFrom.ZhCn);
        Assert.Equal(
            [("excellent", StandingBar.FewerThan, 6), ("poor", StandingBar.AtLeast, 3)],
            standing.Rules.Select(rule => (rule.Grade.Value, rule.Bars, rule.Periods)));
        Assert.Equal(["评优评先", "公务员选拔"], standing.PriorityFor.Select(text => text.ZhCn));
    }

    [Fact]
    public void Rectification_OpensBelow60Percent() => Assert.Equal(0.6m, Document.Rectification!.Below.Value);

    [Fact]
    public void SpecialItems_JoinTheScoringItems() => Assert.Equal("scoring", Document.SpecialItems!.Component.Value);

    [Theory]
    [InlineData("2026-02", "2026-02-25T08:00", "2026-03-03T18:00", "2026-03-06T18:00")]
    [InlineData("2026-10", "2026-10-25T08:00", "2026-11-03T18:00", "2026-11-06T18:00")]
    [InlineData("2026-12", "2026-12-25T08:00", "2027-01-03T18:00", "2027-01-06T18:00")]
    public void Calendar_OpensOnThe25th_AndEndsInTheNextMonth(string month, string opens, string due, string decision)
    {
        var period = Period.Of(month);
        var calendar = Document.Calendar;

        CalendarMoment[] moments = [calendar.CollectingOpens, calendar.CollectingDue, calendar.DecisionDue];
        Assert.Equal([opens, due, decision], moments.Select(moment => $"{moment.In(period):yyyy-MM-ddTHH:mm}"));
    }
}
