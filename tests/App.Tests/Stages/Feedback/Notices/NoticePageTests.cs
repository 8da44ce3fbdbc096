namespace Yuekao.App.Tests.Stages.Feedback.Notices;

/// <summary>The printed notice as a whole: all that it says, in either language, by itself.</summary>
public sealed class NoticePageTests(AppFixture app) : NoticePageTest(app)
{
    private const string Hostile = "<script>alert(\"x\")</script>&'";

    [Fact]
    public async Task Page_OfAScoredCadre_SaysAllOfTheNoticeInChinese()
    {
        SampleCycle cycle = await OpenAsync();

        string page = await TextAsync(NoticeCases.Of(cycle, NoticeCases.Decide(cycle), SubjectId.Of("c0005")));

        AssertSays(
            page,
            "海兴县村“两委”干部月度考核反馈通知",
            "2026年10月　易广峰　党支部书记　苏基镇　北邓台村　",
            "优秀　得分 91.50　第 23 名，共考核 125 个对象",
            "评分项 90.50/100；加分 1；减分 0。",
            "名额：优秀 25、一般 75、较差 25。",
            "等次界线：优秀最低 91.50 分、一般最低 65.00 分、较差最低 54.50 分。",
            "2026-10-24 工作受到表彰 +1：",
            "项目|数据|得分|满分|范围平均|",
            "农村“五位一体”组织体系健全（村）|达标|—|—|—|",
            "坐班值班、在岗履职|达标|—|—|—|",
            "党务、村务、财务按月公开（村）|达标|—|—|—|",
            "无露天焚烧等环境违法问题（村）|达标|—|—|—|",
            "无责任性安全生产事故（村）|达标|—|—|—|",
            "无违纪违法问题|达标|—|—|—|",
            "村集体经济“5万+”（村）|55000 元（近十二个月收入）|12.00|12|10.44|",
            "多彩主题党日（村）|8|8.00|10|7.99|",
            "党员中心户（村）|8|8.00|8|6.19|",
            "网格化管理（村）|良好|8.00|10|7.56|",
            "农村人居环境整治（村）|9|9.00|10|7.80|",
            "安全隐患按期整改率（村）|100 %|8.00|8|5.20|",
            "越级信访（村）|0 件次|8.00|8|7.06|",
            "低保特困动态管理和留守关爱（村）|4.5|4.50|6|4.64|",
            "防止返贫动态监测和帮扶（村）|5|5.00|6|4.81|",
            "岗位职责和交办任务完成情况|12|12.00|12|9.18|",
            "入户走访|15 户|5.00|5|4.07|",
            "党员和村民代表评议|一般|3.00|5|3.77|",
            "值得肯定：安全隐患按期整改率、岗位职责和交办任务完成情况、党员中心户、入户走访、村集体经济“5万+”。",
            "往期未完成整改：按月公开（2026年9月，期限 2026年11月5日）。",
            "基础职务补贴 2,209.20 元；纳入考核 441.84 元；其中发放 441.84 元；奖励 100.00 元；本期合计发放 2,309.20 元。",
            "如有异议，可于 2026年11月10日 11:00 前通过考核平台提出申诉并写明理由。申诉只会使本人结果改善，不影响他人。",
            "谈话人（签字）被谈话人（签字）日期");
    }

    [Fact]
    public async Task Page_OfAScoredCadre_SaysAllOfTheNoticeInEnglish()
    {
        SampleCycle cycle = await OpenAsync();

        string page = await TextAsync(NoticeCases.Of(cycle, NoticeCases.Decide(cycle), SubjectId.Of("c0005")), Language.En);

        AssertSays(
            page,
            "Haixing monthly assessment of village cadres: notice",
            "2026-10　易广峰　Secretary　苏基镇　北邓台村　",
            "Excellent　score 91.50　rank 23 of 125 assessed",
            "Scoring items 90.50/100; bonus 1; deductions 0. ",
            "Seats: Excellent 25, Fair 75, Poor 25. ",
            "Lines between grades: Excellent down to 91.50, Fair down to 65.00, Poor down to 54.50. ",
            "2026-10-24 Work commended +1: ",
            "Item|Reading|Points|Maximum|Average|",
            "The village's five-in-one organization is complete (village)|met|—|—|—|",
            "On duty as rostered|met|—|—|—|",
            "Party, village and financial affairs published this month (village)|met|—|—|—|",
            "No open burning or other environmental offence (village)|met|—|—|—|",
            "No safety accident with liability (village)|met|—|—|—|",
            "No breach of discipline or law|met|—|—|—|",
            "Village collective income above 50,000 yuan (village)|55000 yuan in the last twelve months|12.00|12|10.44|",
            "Themed party day (village)|8|8.00|10|7.99|",
            "Party members' core households (village)|8|8.00|8|6.19|",
            "Grid management (village)|Good|8.00|10|7.56|",
            "Rural living environment (village)|9|9.00|10|7.80|",
            "Safety hazards rectified in time (village)|100 %|8.00|8|5.20|",
            "Petitions over the township's head (village)|0 cases|8.00|8|7.06|",
            "Social assistance kept current, care for those left behind (village)|4.5|4.50|6|4.64|",
            "Watching for and preventing a return to poverty (village)|5|5.00|6|4.81|",
            "Duties of the post and tasks assigned|12|12.00|12|9.18|",
            "Household visits|15 households|5.00|5|4.07|",
            "Review by party members and villagers' representatives|Average|3.00|5|3.77|",
            "Strengths: Safety hazards rectified in time, Duties of the post and tasks assigned, Party members' core households, Household visits, Village collective income above 50,000 yuan. ",
            "Still to rectify from earlier: Published this month (2026-09, due 2026-11-05). ",
            "Base post subsidy 2,209.20 yuan; of it assessed 441.84 yuan; of that paid 441.84 yuan; reward 100.00 yuan; paid in all 2,309.20 yuan. ",
            "If you disagree, appeal before 2026-11-10 11:00 in the portal, with your grounds. An appeal can only improve your own result and changes nobody else's.",
            "Talk held by (signature)Recipient (signature)Date");
        Assert.DoesNotContain('。', page);
        Assert.DoesNotContain('；', page);
    }

    [Theory]
    [InlineData(Language.ZhCn, "zh-CN")]
    [InlineData(Language.En, "en")]
    public async Task Page_InALanguage_StandsByItselfAndNamesIt(Language language, string tag)
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = NoticeCases.Decide(cycle);

        string page = await PrintAsync(NoticeCases.Of(cycle, result, First(result, OutcomeKind.Scored)), language);

        Assert.StartsWith("<!DOCTYPE html>", page.TrimStart(), StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{tag}\">", page, StringComparison.Ordinal);
        Assert.All((string[])["src=", "href=", "url(", "@import", "<script"], outside => Assert.DoesNotContain(outside, page, StringComparison.Ordinal));
        Assert.Contains("@page { size: A4", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("<th scope=\"col\"").Length - 1);
        Assert.Equal(18, page.Split("<th scope=\"row\"").Length - 1);
        Assert.Equal(2, page.Split("<h1>").Length);
    }

    [Fact]
    public async Task Page_OfAVillage_NamesNobody()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = NoticeCases.Decide(cycle);
        FrozenTownship township = cycle.Context.Frozen.Townships[0];
        VillageId village = township.Villages[0].Id;
        Notice notice = NoticeCases.Of(cycle, result, village);

        string page = await TextAsync(notice);

        Assert.NotEmpty(notice.Items);
        Assert.All(notice.Items, item => Assert.Equal(ItemLevel.Village, item.Level));
        AssertSays(page, "2026年10月　大潘洼村　苏基镇　", "本村考核对象等次：优秀 0、一般 4、较差 0。", "村集体经济“5万+”|43750 元（近十二个月收入）|9.00|12|10.44|", "需要整改（2026年12月5日前）：农村人居环境整治（评分项失分较多，由村整改）；");
        Assert.All(township.Subjects, subject => Assert.DoesNotContain(subject.Name, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_WithHostileNamesAndReasons_EncodesThem()
    {
        SampleCycle cycle = await OpenAsync(freeze: frozen => frozen with { Townships = [.. frozen.Townships.Select(Renamed)] });
        PoolResult result = NoticeCases.Decide(
            cycle,
            input => input with { Observations = [.. input.Observations, Veto(input.Roster[0].Subject) with { Evidence = Hostile }] },
            proposal => new MeetingDecision { Adjustments = [new Adjustment { Subject = proposal.Outcomes[0].Entry.Subject, Grade = GradeId.Of("fair"), Reason = Hostile }], OverrideReason = "另议" });

        string page = await PrintAsync(NoticeCases.Of(cycle, result, result.Decided.Outcomes[0].Proposed.Entry.Subject), Language.ZhCn);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.True(WebUtility.HtmlDecode(page).Split(Hostile).Length > 4);
    }

    private static FrozenTownship Renamed(FrozenTownship township) => township with
    {
        Name = Hostile,
        Villages = [.. township.Villages.Select(village => village with { Name = Hostile })],
        Subjects = [.. township.Subjects.Select(subject => subject with { Name = Hostile })],
    };
}
