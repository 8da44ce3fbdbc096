using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Tests.Documents;

public sealed class DongguangTests
{
    private static readonly SchemeDocument Selection = SchemeFiles.Embedded("dongguang.selection");
    private static readonly SchemeDocument Annual = SchemeFiles.Embedded("dongguang.secretary-annual");

    [Fact]
    public void Selection_SixGroups_Hold17Criteria()
    {
        Assert.Equal([3, 3, 3, 3, 2, 3], Selection.Components.Select(component => component.Items.Count));
        Assert.Equal(Selection.Items.Select(item => item.Id), Selection.Components.SelectMany(component => component.Items));
        Assert.Equal(17, Selection.Items.Count);
    }

    [Fact]
    public void Selection_CriteriaTheSourceNames_AreMarked() =>
        Assert.Equal(
            [
                "55周岁以下", "高中以上文化程度", "村“两委”班子健全、结构合理、团结有力", "不存在三年以上未发展党员问题", "乡村振兴工作推进有力", "“双代”工作推进有力",
                "农村人居环境整治推进有力", "带领群众抓发展上项目能力较强", "村民人均可支配收入较高", "村集体经济收入达5万元以上", "村党群服务中心120平米以上",
                "村级重大事项决策实行“四议两公开”", "村级事务“小微权力清单”贯彻落实到位",
            ],
            Selection.FromSource());

    [Fact]
    public void Selection_Conditions_HaveTheSourcesBounds() =>
        Assert.Equal(
            [
                ("age", null, 55m), ("education", null, null), ("complete-team", null, null), ("new-party-members", null, null),
                ("collective-income", 50_000m, null), ("service-centre", 120m, null), ("four-deliberations", null, null), ("small-powers-list", null, null),
            ],
            Selection.Gate!.Conditions.Select(condition => (condition.Item.Value, condition.AtLeast?.Value, condition.AtMost?.Value)));

    [Fact]
    public void Selection_OfTheCountysSecretaries_TakesAHundred()
    {
        Assert.Equal((SubjectKind.Secretary, Tier.County), (Selection.Subject, Selection.Pool));
        Assert.Equal((100, Annual.Cohort), (Assert.IsType<RankingGrading>(Selection.Grading).Selects, ((RankingGrading)Selection.Grading).Cohort));
        Assert.True(Assert.Single(Selection.Consequences) is { When: SelectedTrigger, Action: ConsequenceAction.Training, Provenance: Provenance.Source });
    }

    [Fact]
    public void Annual_SevenCategories_Hold24CriteriaAnd100Points()
    {
        Assert.Equal(
            ["党的政治建设", "村级组织建设", "农村经济建设", "重点工作推进", "精神文明建设", "村庄和谐稳定", "制度落实、作风建设"],
            Annual.Components.Select(component => component.Title.ZhCn));
        Assert.Equal(24, Annual.Items.Count);
        Assert.Equal(Annual.Items.Select(item => item.Id), Annual.Components.SelectMany(component => component.Items));
        Assert.Equal(Annual.Components.Select(component => component.Weight.Value), Annual.Maxima());
        Assert.Equal(100m, Annual.Maxima().Sum());
    }

    [Fact]
    public void Annual_HalfYearReviewAndYearEndReport_RateEveryCriterion() =>
        Assert.All(Annual.Components, component =>
            Assert.Equal(
                [("department:half-year-review", 40m), ("department:year-end-report", 60m)],
                component.Raters.Select(rater => (rater.Source.Value, rater.Weight!.Value.Value))));

    [Fact]
    public void Annual_BesideRegularItems_DeductsAddsAndVetoes()
    {
        Assert.Equal(3, Annual.Deductions!.Rules.Count);
        Assert.Equal(2, Annual.Bonus!.Rules.Count);
        Assert.Equal(3, Annual.Vetoes.Count);
        Assert.All(Annual.Vetoes, veto => Assert.Equal("unqualified", veto.Outcome?.Value));
    }

    [Fact]
    public void Annual_Result_IsFiledAndBearsOnSubsidyAndStanding()
    {
        Assert.Contains(Annual.Consequences, one => one is { When: EveryoneTrigger, Action: ConsequenceAction.PersonnelFile });
        Assert.Contains(Annual.Consequences, one => one is { When: GradeTrigger { Grade.Value: "excellent" }, Action: ConsequenceAction.Commendation });
        Assert.Equal([1m, 1m, 0.5m, 0m], Annual.Subsidy!.Grades.Select(pay => pay.Paid.Value));
    }
}
