using Yuekao.App.Tests.Stages.Settle;

namespace Yuekao.App.Tests.Stages.Feedback.Notices;

/// <summary>What the printed notice says of every kind of outcome.</summary>
public sealed class NoticeOutcomeTests(AppFixture app) : NoticePageTest(app)
{
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
            await TextAsync(notice, Language.En),
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
        AssertSays(await TextAsync(notice, Language.En), "Accountant", "not assessed this period (too few days in post)");
        Assert.DoesNotContain("需要整改", await TextAsync(notice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfACadreWithArrears_SaysOfWhenAndWhy()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = NoticeCases.Decide(cycle);
        (SubjectId subject, TownshipId township) = (SubjectId.Of("c0075"), cycle.Pool.Townships[0].Id);
        ArrearsLine[] arrears =
        [
            new(subject, township, Period.Of("2026-08"), new(new(100_000), 20, 20), new(new(155_050), 31, 31), new(55_050)),
            new(subject, township, Period.Of("2026-09"), new(new(150_000), 30, 30), default, new(-250_001)),
        ];
        Notice notice = NoticeCases.Of(cycle, result with { Ledger = result.Ledger! with { Arrears = arrears } }, subject);

        AssertSays(
            await TextAsync(notice),
            "奖励 0.00 元；补发2026年8月 550.50 元（基础职务补贴 1,000.00 元 更正为 1,550.50 元，任职 20 天更正为 31 天）；扣回2026年9月 2,500.01 元（",
            "本期合计发放 -629.75 元。");
        AssertSays(
            await TextAsync(notice, Language.En),
            "paid back for 2026-08: 550.50 yuan (base post subsidy 1,000.00 yuan corrected to 1,550.50 yuan, days in post 20 corrected to 31); taken back for 2026-09: 2,500.01 yuan");
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
        AssertSays(await TextAsync(notice, Language.En), english);
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
        AssertSays(await TextAsync(notice, Language.En), "Poor", "2026-10-09 Readings falsified or concealed veto: 台账与现场不符");
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
            AssertSays(await TextAsync(NoticeCases.Of(cycle, result, subject), Language.En), "Tied with others across a line between grades");
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
        AssertSays(await TextAsync(notice, Language.En), "Waived this period: Household visits. ", "Household visits|waived|—|—|—|");
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
        AssertSays(await TextAsync(after, Language.En), "Women's chair", "The meeting ruled on your appeal: readings corrected.");
        Assert.DoesNotContain("不再评分", await TextAsync(after), StringComparison.Ordinal);
    }

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
}
