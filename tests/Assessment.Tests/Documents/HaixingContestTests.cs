using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Documents;

public sealed class HaixingContestTests
{
    [Theory]
    [InlineData("haixing.double-point-tour", PeriodKind.TwoMonths, SubjectKind.Township, Tier.County)]
    [InlineData("haixing.township-arena", PeriodKind.Quarter, SubjectKind.TownshipSecretary, Tier.County)]
    [InlineData("haixing.village-arena", PeriodKind.TwoMonths, SubjectKind.Secretary, Tier.Township)]
    [InlineData("haixing.work-ranking", PeriodKind.Month, SubjectKind.Township, Tier.County)]
    public void Contest_RanksWithoutGrades(string name, PeriodKind period, SubjectKind subject, Tier pool)
    {
        var document = SchemeFiles.Embedded(name);

        Assert.Equal((period, subject, pool, pool), (document.Period, document.Subject, document.Pool, document.DecidedBy));
        Assert.Null(Assert.IsType<RankingGrading>(document.Grading).Selects);
        Assert.Null(document.Subsidy);
    }

    [Theory]
    [InlineData("haixing.double-point-tour")]
    [InlineData("haixing.township-arena")]
    [InlineData("haixing.village-arena")]
    public void Contest_JudgesScoreEverything_AndTheResultIsFiled(string name)
    {
        var document = SchemeFiles.Embedded(name);

        Assert.All(document.Components, component => Assert.Equal(3, component.Raters.Count));
        Assert.All(document.Sources, source => Assert.True(source.Id.IsPanel && source.Sheets is MeanSheets or TrimmedMeanSheets));
        Assert.Contains(document.Sources, source => source.Sheets is TrimmedMeanSheets);
        // Ranked at once: on the day that the judges begin.
        Assert.Equal(document.Calendar.CollectingOpens.Days, document.Calendar.GradingFrom!.Days);
        Assert.Contains(document.Consequences, one => one is { When: EveryoneTrigger, Action: ConsequenceAction.PersonnelFile });
    }

    [Fact]
    public void DoublePointTour_TwoPoints_CountAlike()
    {
        var document = SchemeFiles.Embedded("haixing.double-point-tour");

        Assert.Equal([("农村党建示范点", 50m), ("驻村管理示范点", 50m)], document.Components.Select(component => (component.Title.ZhCn, component.Weight.Value)));
        Assert.All(document.Components.SelectMany(component => component.Raters), rater => Assert.Null(rater.Weight));
    }

    [Fact]
    public void TownshipArena_CountsInTheAnnualReview() =>
        Assert.Contains(SchemeFiles.Embedded("haixing.township-arena").Consequences, one => one is { When: EveryoneTrigger, Action: ConsequenceAction.AnnualReview });

    [Fact]
    public void TownshipSecretaries_PlacesInContests_CountByThemselves()
    {
        var document = SchemeFiles.Embedded("haixing.township-secretary-annual");

        Assert.Equal((PeriodKind.Year, SubjectKind.TownshipSecretary, Tier.County), (document.Period, document.Subject, document.Pool));
        Assert.Equal(
            [("township-arena", PlaceOwner.Subject, Provenance.Source), ("double-point-tour", PlaceOwner.Township, Provenance.Example)],
            document.Items.OfType<PointsItem>().Where(item => item.Source == SourceId.Results).Select(item => (Rule: (PlaceRule)item.Rule!, item)).Select(one => (one.Rule.Scheme.Value, one.Rule.Of, one.item.Provenance)));
        Assert.Equal(["乡镇党委书记专题“擂台赛”"], document.FromSource());
    }

    [Fact]
    public void WorkRanking_Has26Projects_AndTheLastAreSupervisedOnSite()
    {
        var document = SchemeFiles.Embedded("haixing.work-ranking");

        Assert.Equal(26, document.Items.Count);
        Assert.Equal(document.Items.Select(item => item.Id), document.Components.SelectMany(component => component.Items));
        Assert.Equal(["“抓防促保惠”", "基层党建质量提升", "“领头羊”工程", "驻村工作管理", "重点突破项目"], document.Components.Select(component => component.Title.ZhCn));
        Assert.Equal(document.Components.Select(component => component.Weight.Value), document.Maxima());
        Assert.Equal(
            (new BottomTrigger { Places = 2 }, ConsequenceAction.OnSiteSupervision),
            ((BottomTrigger)document.Consequences.Single().When, document.Consequences.Single().Action));
    }

    [Theory]
    [InlineData("haixing.work-ranking", 0)]
    [InlineData("haixing.organizer-annual", 9)]
    public void List_ItemsFromTheSource_AreTheResponsibilityAndTheSixKeyProjects(string name, int others) =>
        Assert.Equal(
            [
                "党委书记党建项目责任制", "多彩主题党日活动", "“1+N”特色功能党小组", "“领头羊”蓄水池",
                "园区“人才驿站”党建工作室", "体育器材园区党建“双亮”行动", "创建“三表率一模范”机关",
            ],
            SchemeFiles.Embedded(name).FromSource().SkipLast(others));

    [Fact]
    public void WorkRanking_EveryDepartmentTheSourceNames_Reports() =>
        Assert.Equal(
            ["组织", "纪检", "扶贫", "农业", "财政", "县大督查、督办办"],
            SchemeFiles.Embedded("haixing.work-ranking").Sources.Where(source => source.Id.IsReported).Select(source => source.Title.ZhCn));

    [Fact]
    public void WorkRanking_ListedProjects_AreComputedByTheirOwnProgress() => Assert.All(
        SchemeFiles.Embedded("haixing.work-ranking").Items.OfType<PointsItem>(),
        item => Assert.True(item.Source == SourceId.Projects && item.Rule is ReportsRule or PublicityRule or ProgressRule { Project: not null } && (item.Rule as ProgressRule)?.Project?.Value is var project && (project is null || project == item.Id.Value)));
}
