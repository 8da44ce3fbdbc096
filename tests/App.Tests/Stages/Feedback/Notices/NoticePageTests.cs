using System.Text.RegularExpressions;
using Yuekao.App.Tests.Stages.Settle;

namespace Yuekao.App.Tests.Stages.Feedback.Notices;

/// <summary>The printed notices of every kind of outcome, as whoever gets one reads it.</summary>
public sealed partial class NoticePageTests(AppFixture app) : NoticeTest(app)
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

        string page = await TextAsync(NoticeCases.Of(cycle, NoticeCases.Decide(cycle), SubjectId.Of("c0005")), NoticeLanguage.En);

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
    [InlineData(NoticeLanguage.ZhCn, "zh-CN")]
    [InlineData(NoticeLanguage.En, "en")]
    public async Task Page_InALanguage_StandsByItselfAndNamesIt(NoticeLanguage language, string tag)
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
    public async Task Page_OfAGatedCadre_NamesEveryItemNotMet()
    {
        SampleCycle cycle = await OpenAsync();
        Notice notice = NoticeCases.Of(cycle, NoticeCases.Decide(cycle, NotMet), SubjectId.Of("c0001"));

        string page = await TextAsync(notice);

        AssertSays(
            page,
            "2026年10月　刘书田　党支部书记、村委会主任　苏基镇　大潘洼村　",
            "基础项未达标，不再评分：党务、村务、财务按月公开、无露天焚烧等环境违法问题。",
            "党务、村务、财务按月公开（村）|未达标|—|—|—|",
            "无露天焚烧等环境违法问题（村）|未达标|—|—|—|",
            "需要整改（2026年12月5日前）：党务、村务、财务按月公开（基础项未达标，由村整改）；无露天焚烧等环境违法问题（基础项未达标，由村整改）；农村人居环境整治（评分项失分较多，由村整改）；",
            "基础职务补贴 2,690.40 元；纳入考核 538.08 元；其中发放 0.00 元；奖励 0.00 元；本期合计发放 2,152.32 元。");
        string top = page[..page.IndexOf("各项情况", StringComparison.Ordinal)];
        Assert.Contains("较差", top, StringComparison.Ordinal);
        Assert.DoesNotContain("得分 ", top, StringComparison.Ordinal);
        Assert.DoesNotContain("第 ", top, StringComparison.Ordinal);
        AssertSays(
            await TextAsync(notice, NoticeLanguage.En),
            "Baseline not met, therefore not scored: Party, village and financial affairs published this month, No open burning or other environmental offence. ",
            "To rectify by 2026-12-05: Party, village and financial affairs published this month (baseline not met, the village's); ");
    }

    [Fact]
    public async Task Page_OfACadreWithTooFewDays_SaysWhyAndPaysByTheDay()
    {
        SampleCycle cycle = await OpenAsync();
        Notice notice = NoticeCases.Of(cycle, NoticeCases.Decide(cycle), SubjectId.Of("c0075"));

        // 12 of 31 days of 300.83.
        AssertSays(
            await TextAsync(notice),
            "2026年10月　陈淑云　会计　苏基镇　南闫店村　",
            "本期不参加考核（任职天数不足）",
            "基础职务补贴 1,504.14 元；纳入考核 300.83 元；其中发放 116.45 元；奖励 0.00 元；本期合计发放 1,319.76 元。");
        AssertSays(await TextAsync(notice, NoticeLanguage.En), "Accountant", "not assessed this period (too few days in post)");
        Assert.DoesNotContain("需要整改", await TextAsync(notice), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PostStatus.OnLeave, "本期不参加考核（请假）", "not assessed this period (on leave)")]
    [InlineData(PostStatus.Suspended, "本期不参加考核（停职）", "not assessed this period (suspended)")]
    public async Task Page_OfACadreWhoWasAway_SaysWhy(PostStatus status, string chinese, string english)
    {
        SampleCycle cycle = await OpenAsync(freeze: frozen => frozen with
        {
            Townships = [.. frozen.Townships.Select(township => township with
            {
                Subjects = [.. township.Subjects.Select((subject, index) => index == 0 ? subject with { Entry = subject.Entry with { Status = status } } : subject)],
            })],
        });
        Notice notice = NoticeCases.Of(cycle, NoticeCases.Decide(cycle), cycle.Pool.Roster[0].Subject);

        AssertSays(await TextAsync(notice), chinese);
        AssertSays(await TextAsync(notice, NoticeLanguage.En), english);
    }

    [Fact]
    public async Task Page_OfAVetoedCadre_NamesTheVetoAndItsEvidence()
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = SubjectId.Of("c0001");
        PoolResult result = NoticeCases.Decide(cycle, input => input with { Observations = [.. input.Observations, Veto(subject)] });

        Notice notice = NoticeCases.Of(cycle, result, subject);

        AssertSays(await TextAsync(notice), "较差　得分 66.50", "2026-10-09 考核弄虚作假、瞒报谎报 一票否决：台账与现场不符", "其中发放 0.00 元；奖励 0.00 元；本期合计发放 2,152.32 元。");
        Assert.DoesNotContain("第 ", await TextAsync(notice), StringComparison.Ordinal);
        AssertSays(await TextAsync(notice, NoticeLanguage.En), "Poor", "2026-10-09 Readings falsified or concealed veto: 台账与现场不符");
    }

    [Fact]
    public async Task Page_OfAnAdjustedCadre_SaysTheMeetingsReason()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = NoticeCases.Decide(cycle, decide: proposal => new MeetingDecision
        {
            Adjustments = [new Adjustment { Subject = proposal.Outcomes.First(one => one.Grade?.Value == "fair").Entry.Subject, Grade = GradeId.Of("excellent"), Reason = "防汛抢险表现突出" }],
            OverrideReason = "名额外奖励",
        });
        DecidedOutcome adjusted = result.Decided.Outcomes.Single(outcome => outcome.Adjustment is not null);

        string page = await TextAsync(NoticeCases.Of(cycle, result, adjusted.Proposed.Entry.Subject));

        AssertSays(page, "优秀　得分 66.50　第 98 名，共考核 125 个对象", "经联席会研究调整：防汛抢险表现突出。", "其中发放 538.08 元；奖励 100.00 元；本期合计发放 2,790.40 元。");
    }

    [Fact]
    public async Task Page_OfTiedCadres_SaysThatTheyTied()
    {
        SampleCycle cycle = await OpenAsync();
        (PoolResult result, BoundaryTie tie) = Tied(cycle);

        Assert.Equal(["c0124", "c0125", "c0126"], tie.Subjects.Select(subject => subject.Value));
        foreach (SubjectId subject in tie.Subjects)
        {
            AssertSays(await TextAsync(NoticeCases.Of(cycle, result, subject)), "一般　得分 91.50　第 24 名，共考核 125 个对象", "与他人同分且跨等次，均建议中间等次");
            AssertSays(await TextAsync(NoticeCases.Of(cycle, result, subject), NoticeLanguage.En), "Tied with others across a line between grades");
        }
    }

    [Fact]
    public async Task Page_WithAWaivedItem_SaysSo()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = NoticeCases.Decide(cycle, input => input with { Waivers = [new Waiver { Item = ItemId.Of("household-visits"), Reason = "汛期", At = NoticeCases.IssuedAt }] });
        Notice notice = NoticeCases.Of(cycle, result, SubjectId.Of("c0001"));

        // 64.50 of the 95 points that are left.
        AssertSays(await TextAsync(notice), "一般　得分 67.89　第 95 名，共考核 125 个对象", "本期免考项目：入户走访。", "入户走访|免考|—|—|—|");
        AssertSays(await TextAsync(notice, NoticeLanguage.En), "Waived this period: Household visits. ", "Household visits|waived|—|—|—|");
    }

    [Fact]
    public async Task Page_OfARankingWithoutSubsidy_TellsRankAndSelectionAlone()
    {
        SampleCycle cycle = await OpenAsync(change: ResultCases.Ranking(3));
        PoolResult result = NoticeCases.Decide(cycle);
        Notice selected = NoticeCases.Of(cycle, result, result.Decided.Outcomes.First(outcome => outcome.Selected).Proposed.Entry.Subject);
        Notice last = NoticeCases.Of(cycle, result, result.Decided.Outcomes.MaxBy(outcome => outcome.Proposed.Rank)!.Proposed.Entry.Subject);

        string page = await TextAsync(last);

        AssertSays(await TextAsync(selected), "张振伟　党支部书记、村委会主任　苏基镇　东陈桥村", "入选　得分 98.50　第 2 名，共考核 125 个对象");
        AssertSays(page, "黄新民", "得分 54.50　第 119 名，共考核 125 个对象");
        Assert.DoesNotContain("绩效补贴", page, StringComparison.Ordinal);
        Assert.DoesNotContain("名额", page, StringComparison.Ordinal);
        Assert.Null(last.Subsidy);
    }

    [Fact]
    public async Task Page_AfterAnAppeal_TellsTheCorrectedResult()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = await IssueAsync(cycle);
        AppealOutcome appeal = await ResultCases.CorrectAsync(cycle, Services, result);

        Notice before = NoticeCases.Of(cycle, result, appeal.Subject);
        Notice after = NoticeCases.Of(cycle, result, appeal.Subject, appeal);

        AssertSays(await TextAsync(before), "2026年10月　孙琴　妇联主席　苏基镇　南闫店村　", "基础项未达标，不再评分：", "其中发放 0.00 元；奖励 0.00 元；本期合计发放 1,093.92 元。", "如有异议，可于 2026年11月10日 11:00 前");
        AssertSays(await TextAsync(after), "一般　得分 72.50　第 75 名，共考核 125 个对象", "其中发放 273.48 元；奖励 0.00 元；本期合计发放 1,367.40 元。", "您的申诉已经会议研究：更正数据。");
        AssertSays(await TextAsync(after, NoticeLanguage.En), "Women's chair", "The meeting ruled on your appeal: readings corrected.");
        Assert.DoesNotContain("不再评分", await TextAsync(after), StringComparison.Ordinal);
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

        string page = await PrintAsync(NoticeCases.Of(cycle, result, result.Decided.Outcomes[0].Proposed.Entry.Subject), NoticeLanguage.ZhCn);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.True(WebUtility.HtmlDecode(page).Split(Hostile).Length > 4);
    }

    private static FrozenTownship Renamed(FrozenTownship township) => township with
    {
        Name = Hostile,
        Villages = [.. township.Villages.Select(village => village with { Name = Hostile })],
        Subjects = [.. township.Subjects.Select(subject => subject with { Name = Hostile })],
    };

    private static Observation Veto(SubjectId subject) => new()
    {
        Id = "veto-1",
        Rule = RuleId.Of("falsified-readings"),
        Subject = subject,
        Source = SourceId.Of("township"),
        On = new DateOnly(2026, 10, 9),
        Evidence = "台账与现场不符",
        At = NoticeCases.IssuedAt,
    };

    // The first village meets two checks of the gate no more.
    private static PoolInput NotMet(PoolInput input)
    {
        VillageId village = input.Roster[0].Village!.Value;
        ItemId[] items = [ItemId.Of("affairs-published"), ItemId.Of("no-open-burning")];
        return input with { Readings = [.. input.Readings.Select(reading => reading.Village == village && items.Contains(reading.Item) ? reading with { Value = ReadingValue.NotMet } : reading)] };
    }

    // Whoever has the last excellent seat, and another of the same village, read alike.
    private static (PoolResult Result, BoundaryTie Tie) Tied(SampleCycle cycle)
    {
        PoolResult first = NoticeCases.Decide(cycle);
        foreach (SubjectOutcome better in first.Decided.Outcomes.Where(one => one.Grade?.Value == "excellent").Select(one => one.Proposed).OrderByDescending(one => one.Rank))
        {
            foreach (SubjectOutcome other in first.Decided.Outcomes.Select(one => one.Proposed).Where(one => one.Kind == OutcomeKind.Scored && one.Grade?.Value == "fair" && one.Entry.Village == better.Entry.Village))
            {
                PoolResult alike = NoticeCases.Decide(cycle, input => NoticeCases.Alike(input, better.Entry.Subject, other.Entry.Subject));
                if (alike.Decided.Pool.Ties.FirstOrDefault(tie => tie.Better?.Value == "excellent") is { } tie)
                    return (alike, tie);
            }
        }

        throw new InvalidOperationException("Nobody ties.");
    }

    private async Task<string> PrintAsync(Notice notice, NoticeLanguage language) =>
        await Services.GetRequiredService<NoticePrinter>().PrintAsync(notice, language, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    private async Task<string> TextAsync(Notice notice, NoticeLanguage language = NoticeLanguage.ZhCn)
    {
        string page = await PrintAsync(notice, language);
        return WebUtility.HtmlDecode(Tags().Replace(CellEnds().Replace(page[page.IndexOf("<body>", StringComparison.Ordinal)..], "|"), ""));
    }

    private static void AssertSays(string page, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [GeneratedRegex("</t[dh]>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CellEnds();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tags();
}
