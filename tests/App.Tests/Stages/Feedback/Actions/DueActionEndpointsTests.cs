namespace Yuekao.App.Tests.Stages.Feedback.Actions;

public sealed class DueActionEndpointsTests(AppFixture app) : DueActionTest(app)
{
    [Fact]
    public async Task List_PageByPageAndByTownship_IsAllOfThem()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        string[] all = [.. (await AllAsync()).Select(one => one.Id)];

        Page<DueAction> first = await GetAsync<Page<DueAction>>("actions?top=3&status=open");
        Page<DueAction> second = await GetAsync<Page<DueAction>>($"actions?top=3&status=open&continuation={first.Continuation}");
        var byTownship = new List<string>();
        foreach (FrozenTownship township in cycle.Context.Frozen.Townships)
            byTownship.AddRange((await GetAsync<Page<DueAction>>($"townships/{township.Id}/actions?top=1000")).Items.Select(one => one.Id));

        Assert.Equal(all.Take(6), first.Items.Concat(second.Items).Select(one => one.Id));
        Assert.Equal(all.Order(StringComparer.Ordinal), byTownship.Order(StringComparer.Ordinal));
        Assert.Empty(await AllAsync("&status=done"));
    }

    [Fact]
    public async Task Report_OfATalk_EndsItAndIsInTheFile()
    {
        await OpenAsync();
        DueAction talk = await FirstAsync(ConsequenceAction.AdmonitionTalk);
        Assert.Empty(await FileAsync(talk, FileEntryKind.Talk));

        DueAction done = await EnsureAsync(ReportAsync(talk, Body()));
        DueAction again = await EnsureAsync(ReportAsync(talk, Body()));
        using HttpResponseMessage other = await ReportAsync(talk, Body() with { Minutes = "另一份记录" });
        using HttpResponseMessage dropped = await SendAsync(HttpMethod.Delete, $"actions/{talk.Id}?reason=撤销");

        Assert.Equal((DueActionStatus.Done, done.Report!.At), (done.Status, again.Report!.At));
        await Problem.OfAsync(other, ProblemType.RuleBroken);
        await Problem.OfAsync(dropped, ProblemType.RuleBroken);
        FileEntry entry = Assert.Single(await FileAsync(talk, FileEntryKind.Talk));
        Assert.Equal(("talk（2026年10月考核）", done.Report.Content.On, $"actions/{talk.Id}"), (entry.Title.ZhCn, entry.On, entry.Source));
        Assert.Equal(["李芳", "赵书记"], Assert.IsType<TalkContent>(entry.Content).HeldBy);
    }

    [Fact]
    public async Task Adjustment_RecommendedThenDecided_IsInTheFileAsBoth()
    {
        await OpenAsync();
        DueAction adjustment = await FirstAsync(ConsequenceAction.RecommendAdjustment);

        await EnsureAsync(ReportAsync(adjustment, Body(adjusted: true)));

        IReadOnlyList<FileEntry> file = await FileAsync(adjustment, FileEntryKind.Adjustment);
        Assert.Equal(["adjust（2026年10月考核）", "已作组织调整：adjust（2026年10月考核）"], file.Select(entry => entry.Title.ZhCn));
        Assert.All(file, entry => Assert.Null(entry.SupersededBy));
    }

    [Fact]
    public async Task Adjustment_Dropped_IsSupersededInTheFile()
    {
        await OpenAsync();
        DueAction adjustment = await FirstAsync(ConsequenceAction.RecommendAdjustment);

        DueAction dropped = await EnsureAsync(SendAsync(HttpMethod.Delete, $"actions/{adjustment.Id}?reason=已退休"));
        DueAction again = await EnsureAsync(SendAsync(HttpMethod.Delete, $"actions/{adjustment.Id}?reason=又一次"));
        using HttpResponseMessage late = await ReportAsync(adjustment, Body(adjusted: true));

        Assert.Equal(("已退休", dropped.Dropped), (again.Dropped!.Reason, again.Dropped));
        await Problem.OfAsync(late, ProblemType.RuleBroken);
        IReadOnlyList<FileEntry> file = await FileAsync(adjustment, FileEntryKind.Adjustment);
        Assert.Equal("不再建议组织调整：已退休", Assert.Single(file, entry => entry.SupersededBy is null).Title.ZhCn);
        Assert.Equal(2, file.Count);
    }

    [Fact]
    public async Task Report_IsByWhoOwesIt_AndNeverByWhomItBefalls()
    {
        await OpenAsync();
        (DueAction talk, DueAction training) = (await FirstAsync(ConsequenceAction.AdmonitionTalk), await FirstAsync(ConsequenceAction.Training));

        using HttpResponseMessage byTownship = await ReportAsync(talk, Body(), $"township:{talk.Township}");
        using HttpResponseMessage byCounty = await ReportAsync(training, Body());
        using HttpResponseMessage elsewhere = await ReportAsync(training, Body(), "township:elsewhere");
        DueAction trained = await EnsureAsync(ReportAsync(training, Body(), $"township:{training.Township}"));

        await Problem.OfAsync(byTownship, ProblemType.Forbidden);
        await Problem.OfAsync(byCounty, ProblemType.Forbidden);
        await Problem.OfAsync(elsewhere, ProblemType.NotFound);
        Assert.Equal(DueActionStatus.Done, trained.Status);
    }

    [Fact]
    public async Task Get_ByOthers_IsHidden()
    {
        await OpenAsync();
        DueAction talk = await FirstAsync(ConsequenceAction.AdmonitionTalk);

        foreach ((string role, HttpStatusCode status) in ((string, HttpStatusCode)[])[
            ("county", HttpStatusCode.OK), ("meeting:county", HttpStatusCode.OK), ($"township:{talk.Township}", HttpStatusCode.OK), ($"cadre:{talk.Subject}", HttpStatusCode.OK),
            ("township:elsewhere", HttpStatusCode.NotFound), ("cadre:somebody", HttpStatusCode.NotFound), ("finance", HttpStatusCode.Forbidden)])
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"actions/{talk.Id}", role: role);
            Assert.True(status == response.StatusCode, $"{role}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Report_WhatCannotBe_SaysAllThatIsWrong()
    {
        await OpenAsync();
        (DueAction talk, DueAction adjustment) = (await FirstAsync(ConsequenceAction.AdmonitionTalk), await FirstAsync(ConsequenceAction.RecommendAdjustment));

        using HttpResponseMessage early = await ReportAsync(talk, Body(adjusted: true) with { On = new DateOnly(2026, 11, 4), HeldBy = [], Minutes = "" });
        using HttpResponseMessage late = await ReportAsync(talk, Body() with { On = new DateOnly(2999, 1, 1), HeldBy = ["李芳", ""] });
        using HttpResponseMessage undecided = await ReportAsync(adjustment, Body());
        using HttpResponseMessage stale = await ReportAsync(talk, Body(), ifMatch: "\"stale\"");
        using HttpResponseMessage noId = await SendAsync(HttpMethod.Get, "actions/o1");

        Assert.Equal(["$.on", "$.heldBy", "$.minutes", "$.adjusted"], await PathsAsync(early));
        Assert.Equal(["$.on", "$.heldBy[1]"], await PathsAsync(late));
        Assert.Equal(["$.adjusted"], await PathsAsync(undecided));
        await Problem.OfAsync(stale, ProblemType.PreconditionFailed);
        await Problem.OfAsync(noId, ProblemType.NotFound);
    }

    private static async Task<IEnumerable<string>> PathsAsync(HttpResponseMessage response) => (await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!.Select(error => error.Path);

    private async Task<IReadOnlyList<FileEntry>> FileAsync(DueAction one, FileEntryKind kind) =>
        (await GetAsync<Page<FileEntry>>($"cadres/{one.Subject}/file?kind={CellValues.NameOf(kind)}")).Items;
}
