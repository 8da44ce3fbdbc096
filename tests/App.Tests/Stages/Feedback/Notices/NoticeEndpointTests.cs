using System.Net.Http.Headers;
using Yuekao.App.Tests.Stages.Settle;
using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Stages.Feedback.Notices;

/// <summary>Notices over HTTP: who reads them, in which form.</summary>
public sealed class NoticeEndpointTests(AppFixture app) : NoticeTest(app)
{
    [Fact]
    public async Task Get_Subject_AnswersWhatTheRecordedResultSays()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = await IssueAsync(cycle);

        foreach (OutcomeKind kind in (OutcomeKind[])[OutcomeKind.Scored, OutcomeKind.Gated, OutcomeKind.NotAssessed])
        {
            DecidedOutcome decided = NoticeCases.One(result, kind);
            SubjectId subject = decided.Proposed.Entry.Subject;
            Notice notice = await ReadAsync<Notice>(cycle, $"notices/subjects/{subject}");

            Assert.Equal((kind, decided.Proposed.Rank, decided.Proposed.Score?.Shown, decided.Proposed.Reason), (notice.Outcome!.Kind, notice.Outcome.Rank, notice.Outcome.Score, notice.Outcome.Reason));
            Assert.Equal(decided.Grade is { } grade ? cycle.Context.Scheme.Grades.Single(one => one.Id == grade).Title.ZhCn : null, notice.Outcome.Grade?.ZhCn);
            Assert.Equal(result.Ledger!.Lines.Single(line => line.Subject == subject).Paid, notice.Subsidy!.TotalFen);
            Assert.Equal(18, notice.Items.Count);
            Assert.Equal(Published + cycle.Context.Times.Rectify, notice.RectifyBy);
        }
    }

    [Theory]
    [InlineData(null, null, null, "application/json")]
    [InlineData("application/json", null, null, "application/json")]
    [InlineData("*/*", null, null, "application/json")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", null, "", "zh-CN")]
    [InlineData("text/html", null, "en-GB,zh;q=0.5", "en")]
    [InlineData("text/html", null, "fr,en;q=0.8,zh;q=0.5", "en")]
    [InlineData("text/html", null, "de", "zh-CN")]
    [InlineData("text/html", "en", "zh-CN", "en")]
    [InlineData("text/html", "zh-CN", "en", "zh-CN")]
    public async Task Get_ByPreference_AnswersInFormatAndLanguage(string? accept, string? lang, string? languages, string expected)
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = First(await IssueAsync(cycle), OutcomeKind.Scored);

        using HttpResponseMessage response = await GetAsync(cycle, $"notices/subjects/{subject}{(lang is null ? "" : $"?lang={lang}")}", accept, languages);

        string body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        if (expected == "application/json")
        {
            Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
            return;
        }

        Assert.Equal(("text/html", "utf-8"), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentType.CharSet));
        Assert.Contains($"<html lang=\"{expected}\">", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lang=fr")]
    [InlineData("lang=zhCn")]
    [InlineData("language=en")]
    public async Task Get_WrongQuery_IsMalformed(string query)
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = First(await IssueAsync(cycle), OutcomeKind.Scored);

        await RefusedAsync(cycle, $"notices/subjects/{subject}?{query}", "county", ProblemType.Malformed);
    }

    [Fact]
    public async Task Get_Subject_IsForThoseWhomItConcernsAlone()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        PoolResult result = await IssueAsync(cycle);
        SubjectId subject = First(result, OutcomeKind.Scored);
        TownshipId other = cycle.Context.Frozen.Townships[1].Id;
        SubjectId colleague = result.Decided.Outcomes.First(one => one.Proposed.Entry.Subject != subject).Proposed.Entry.Subject;

        foreach (string role in (string[])["county", $"township:{TownshipOf(cycle)}", $"meeting:{cycle.Pool.Meeting}", $"cadre:{subject}"])
            Assert.Equal(subject.Value, (await ReadAsync<Notice>(cycle, $"notices/subjects/{subject}", role)).Recipient.Id);
        foreach (string role in (string[])[$"township:{other}", $"meeting:{other}", $"cadre:{colleague}", "finance", "department:civil-affairs"])
            await RefusedAsync(cycle, $"notices/subjects/{subject}", role, ProblemType.Forbidden);
    }

    [Fact]
    public async Task Get_Village_IsForItsCadresAndThoseWhoWorkOnIt()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        await IssueAsync(cycle);
        FrozenTownship township = cycle.Context.Frozen.Townships[0];
        VillageId village = township.Villages[0].Id;
        SubjectId inside = township.Subjects.First(one => one.Entry.Village == village).Entry.Subject;
        SubjectId outside = township.Subjects.First(one => one.Entry.Village != village).Entry.Subject;

        foreach (string role in (string[])["county", $"township:{township.Id}", $"meeting:{cycle.Pool.Meeting}", $"cadre:{inside}"])
            Assert.Equal(village.Value, (await ReadAsync<Notice>(cycle, $"notices/villages/{village}", role)).Recipient.Id);
        foreach (string role in (string[])[$"township:{cycle.Context.Frozen.Townships[1].Id}", $"cadre:{outside}", "cadre:c9999", "finance"])
            await RefusedAsync(cycle, $"notices/villages/{village}", role, ProblemType.Forbidden);
    }

    [Fact]
    public async Task Get_BeforeTheResultsAreOut_IsNotFoundForEverybody()
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = First(await cycle.DecideAsync(cycle.Pool), OutcomeKind.Scored);
        await Activities.IssueAsync(new PoolPublication(cycle.Key, cycle.Pool.Id, Published), Cancellation);

        foreach (string role in (string[])["county", $"township:{TownshipOf(cycle)}", $"meeting:{cycle.Pool.Meeting}", $"cadre:{subject}"])
            await RefusedAsync(cycle, $"notices/subjects/{subject}", role, ProblemType.NotFound);
        await RefusedAsync(cycle, $"notices/villages/{cycle.Context.Frozen.Townships[0].Villages[0].Id}", $"cadre:{subject}", ProblemType.NotFound);
        await RefusedAsync(cycle, $"townships/{TownshipOf(cycle)}/notices", $"township:{TownshipOf(cycle)}", ProblemType.NotFound);
    }

    [Fact]
    public async Task Get_ByTheCadre_RecordsTheFirstReadingAlone()
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = First(await IssueAsync(cycle), OutcomeKind.Scored);

        await ReadAsync<Notice>(cycle, $"notices/subjects/{subject}");
        await ReadAsync<Notice>(cycle, $"notices/subjects/{subject}", $"township:{TownshipOf(cycle)}");
        Assert.Null((await StoredAsync(cycle, subject)).ReadAt);
        await ReadAsync<Notice>(cycle, $"notices/subjects/{subject}", $"cadre:{subject}");
        DateTimeOffset? first = (await StoredAsync(cycle, subject)).ReadAt;
        await ReadAsync<Notice>(cycle, $"notices/subjects/{subject}", $"cadre:{subject}");

        Assert.NotNull(first);
        Assert.Equal(first, (await StoredAsync(cycle, subject)).ReadAt);
    }

    [Fact]
    public async Task Get_AfterAnAppeal_IsTheNextIssueWithTheCorrectedResult()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = await IssueAsync(cycle);
        AppealOutcome appeal = await ResultCases.CorrectAsync(cycle, Services, result);
        Notice before = await ReadAsync<Notice>(cycle, $"notices/subjects/{appeal.Subject}");

        await Activities.ReissueAsync(new SubjectRef(cycle.Key, appeal.Subject), Cancellation);
        Notice after = await ReadAsync<Notice>(cycle, $"notices/subjects/{appeal.Subject}");

        Assert.Equal((1, OutcomeKind.Gated, null), (before.Revision, before.Outcome!.Kind, before.Appeal!.Ruling));
        Assert.Equal((2, OutcomeKind.Scored, (AppealRuling?)AppealRuling.Corrected), (after.Revision, after.Outcome!.Kind, after.Appeal!.Ruling));
    }

    [Fact]
    public async Task List_OfACadre_IsEveryCycleTheNewestFirst()
    {
        // The inbox reaches back to last year by the real clock.
        int year = TimeProvider.System.GetUtcNow().Year;
        SampleCycle[] cycles = [await OpenAsync(period: $"{year}-01"), await OpenAsync(period: $"{year - 1}-12")];
        SubjectId subject = cycles[0].Pool.Roster[0].Subject;
        (await SendAsync(HttpMethod.Put, "villages", Json(cycles[0].Places))).EnsureSuccessStatusCode();
        foreach ((int index, SampleCycle cycle) in cycles.Index())
            await IssueAsync(cycle, at: Published.AddMonths(-index));

        Page<NoticeRecord> inbox = await EnsureAsync<Page<NoticeRecord>>(SendAsync(HttpMethod.Get, $"cadres/{subject}/notices", role: $"cadre:{subject}"));
        Page<NoticeRecord> first = await EnsureAsync<Page<NoticeRecord>>(SendAsync(HttpMethod.Get, $"cadres/{subject}/notices?top=1", role: "county"));

        Assert.Equal(cycles.Select(cycle => cycle.Key), inbox.Items.Select(notice => notice.Cycle));
        Assert.Equal(cycles[0].Key, Assert.Single(first.Items).Cycle);
        Assert.NotNull(first.Continuation);
        using HttpResponseMessage other = await SendAsync(HttpMethod.Get, $"cadres/{subject}/notices", role: "cadre:c9999");
        await Problem.OfAsync(other, ProblemType.Forbidden);
    }

    private async Task RefusedAsync(SampleCycle cycle, string path, string role, ProblemType expected)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"{cycle.Path}/{path}", role: role);
        await Problem.OfAsync(response, expected);
    }

    private Task<HttpResponseMessage> GetAsync(SampleCycle cycle, string path, string? accept, string? languages)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"counties/{County}/{cycle.Path}/{path}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", App.Issuer.Issue(new TokenRequest { County = County, Roles = ["county"] }));
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (languages is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", languages);
        return App.Http.SendAsync(request, Cancellation);
    }
}
