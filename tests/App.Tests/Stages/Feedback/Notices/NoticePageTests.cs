using System.Text.RegularExpressions;
using Yuekao.App.Tests.Stages.Settle;

namespace Yuekao.App.Tests.Stages.Feedback.Notices;

/// <summary>The printed notices of every kind of outcome.</summary>
public sealed partial class NoticePageTests(AppFixture app) : NoticeTest(app)
{
    private const string Hostile = "<script>alert(\"x\")</script>&'";

    [Fact]
    public async Task Page_OfAScoredCadre_SaysAllOfTheNotice()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = NoticeCases.Decide(cycle);
        DecidedOutcome outcome = result.Decided.Outcomes.First(one => one is { Grade.Value: "excellent", Proposed.Kind: OutcomeKind.Scored });
        Notice notice = NoticeCases.Of(cycle, result, outcome.Proposed.Entry.Subject);

        string zh = await TextAsync(notice, NoticeLanguage.ZhCn);
        string en = await TextAsync(notice, NoticeLanguage.En);

        Assert.Equal(18, notice.Items.Count);
        Assert.All(notice.Items, item => Assert.Contains(item.Title.ZhCn, zh, StringComparison.Ordinal));
        Assert.All(notice.Items, item => Assert.Contains(item.Title.En!, en, StringComparison.Ordinal));
        AssertSays(zh, "2026年10月", notice.Recipient.Name, "优秀", $"第 {outcome.Proposed.Rank} 名", outcome.Proposed.Score!.Value.Shown, "申诉", "谈话人（签字）", "按月公开（2026年9月，期限 2026年11月5日）", "等次界线：优秀最低");
        AssertSays(en, "2026-10", notice.Recipient.Name, "Excellent", $"rank {outcome.Proposed.Rank} of", outcome.Proposed.Score!.Value.Shown, "Appeal", "Published this month (2026-09, due 2026-11-05)", "Lines between grades: Excellent down to");
        AssertSays(zh, $"奖励 100.00 元", $"本期合计发放 {Yuan(notice.Subsidy!.TotalFen)} 元");
        AssertSays(zh, $"{notice.Recipient.Name}\u3000{new NoticeTexts(NoticeLanguage.ZhCn).Of(notice.Recipient.Post!.Value)}\u3000{notice.Recipient.Township}\u3000{notice.Recipient.Village}", "农村“五位一体”组织体系健全（村）");
        AssertSays(en, "is complete (village)");
        AssertSays(en, $"paid in all {Yuan(notice.Subsidy.TotalFen)} yuan");
        Assert.DoesNotContain('。', en);
        Assert.DoesNotContain('；', en);
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
        PoolResult result = NoticeCases.Decide(cycle, NotMet);
        DecidedOutcome gated = result.Decided.Outcomes.First(outcome => outcome.Proposed.Explanation.GateFailures.Count > 1);
        Notice notice = NoticeCases.Of(cycle, result, gated.Proposed.Entry.Subject);

        string page = await TextAsync(notice);

        Assert.True(notice.Outcome!.NotMet.Count > 1);
        AssertSays(page, "较差", "基础项未达标，不再评分", "未达标", "需要整改（2026年12月5日前）");
        Assert.All(notice.Outcome.NotMet, item => Assert.Contains(item.ZhCn, page, StringComparison.Ordinal));
        Assert.DoesNotContain("得分 ", page[..page.IndexOf("各项情况", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal("0.00", Yuan(notice.Subsidy!.AssessedPaidFen));
    }

    [Fact]
    public async Task Page_OfACadreNotAssessed_SaysWhy()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = NoticeCases.Decide(cycle);
        Notice notice = NoticeCases.Of(cycle, result, First(result, OutcomeKind.NotAssessed));

        AssertSays(await TextAsync(notice), "本期不参加考核", new NoticeTexts(NoticeLanguage.ZhCn).Of(notice.Outcome!.Reason!.Value));
        AssertSays(await TextAsync(notice, NoticeLanguage.En), "not assessed this period", new NoticeTexts(NoticeLanguage.En).Of(notice.Outcome.Reason.Value));
        Assert.Empty(notice.Shortfalls);
    }

    [Fact]
    public async Task Page_OfAVetoedCadre_NamesTheVetoAndItsEvidence()
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = First(NoticeCases.Decide(cycle), OutcomeKind.Scored);
        PoolResult result = NoticeCases.Decide(cycle, input => input with { Observations = [.. input.Observations, Veto(subject)] });

        Notice notice = NoticeCases.Of(cycle, result, subject);

        Assert.Equal((OutcomeKind.Vetoed, null), (notice.Outcome!.Kind, notice.Outcome.Rank));
        AssertSays(await TextAsync(notice), "较差", "2026-10-09 考核弄虚作假、瞒报谎报 一票否决：台账与现场不符");
        AssertSays(await TextAsync(notice, NoticeLanguage.En), "Poor", "veto: 台账与现场不符");
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

        AssertSays(page, "优秀", "经联席会研究调整：防汛抢险表现突出。");
    }

    [Fact]
    public async Task Page_OfTiedCadres_SaysThatTheyTied()
    {
        SampleCycle cycle = await OpenAsync();
        (PoolResult result, BoundaryTie tie) = Tied(cycle);

        foreach (SubjectId subject in tie.Subjects)
        {
            AssertSays(await TextAsync(NoticeCases.Of(cycle, result, subject)), "一般", "与他人同分且跨等次，均建议中间等次");
            AssertSays(await TextAsync(NoticeCases.Of(cycle, result, subject), NoticeLanguage.En), "Tied with others across a line between grades");
        }
    }

    [Fact]
    public async Task Page_WithAWaivedItem_SaysSo()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = NoticeCases.Decide(cycle, input => input with { Waivers = [new Waiver { Item = ItemId.Of("household-visits"), Reason = "汛期", At = NoticeCases.IssuedAt }] });
        Notice notice = NoticeCases.Of(cycle, result, First(result, OutcomeKind.Scored));

        AssertSays(await TextAsync(notice), "本期免考项目：入户走访。", "免考");
        Assert.True(notice.Items.Single(item => item.Title.ZhCn == "入户走访").Waived);
    }

    [Fact]
    public async Task Page_OfARankingWithoutSubsidy_TellsRankAndSelectionAlone()
    {
        SampleCycle cycle = await OpenAsync(change: ResultCases.Ranking(3));
        PoolResult result = NoticeCases.Decide(cycle);
        Notice selected = NoticeCases.Of(cycle, result, result.Decided.Outcomes.First(outcome => outcome.Selected).Proposed.Entry.Subject);
        Notice last = NoticeCases.Of(cycle, result, result.Decided.Outcomes.MaxBy(outcome => outcome.Proposed.Rank)!.Proposed.Entry.Subject);

        string page = await TextAsync(last);

        AssertSays(await TextAsync(selected), "入选");
        AssertSays(page, $"第 {last.Outcome!.Rank} 名");
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

        Assert.Equal((OutcomeKind.Gated, OutcomeKind.Scored), (before.Outcome!.Kind, after.Outcome!.Kind));
        Assert.Empty(after.Outcome.NotMet);
        Assert.Equal(appeal.Ledger!.After.Paid, after.Subsidy!.TotalFen);
        Assert.True(after.Subsidy.TotalFen > before.Subsidy!.TotalFen);
        AssertSays(await TextAsync(after), "您的申诉已经会议研究：更正数据。");
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

        DecidedOutcome[] members = [.. result.Decided.Outcomes.Where(outcome => outcome.Proposed.Entry.Village == village && outcome.Grade is not null)];
        Assert.Equal(members.Length, notice.Grades.Sum(grade => grade.Count));
        Assert.All(notice.Items, item => Assert.Equal(ItemLevel.Village, item.Level));
        AssertSays(page, "本村考核对象等次", township.Villages[0].Name, "村集体经济");
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
        return WebUtility.HtmlDecode(Tags().Replace(page[page.IndexOf("<body>", StringComparison.Ordinal)..], ""));
    }

    private static void AssertSays(string page, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    private static string Yuan(Fen fen) => $"{fen.Amount / 100:#,0}.{fen.Amount % 100:00}";

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tags();
}
