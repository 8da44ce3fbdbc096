namespace Yuekao.App.Tests.Cycle;

/// <summary>A month of projects: dispatch, inspection, the ranking that is computed from both, the circular, and who is supervised on site.</summary>
public sealed class DispatchTests(AppFixture fixture)
{
    private const string Organization = "department:organization";

    private static readonly DateTimeOffset Due = new(2026, 10, 31, 18, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task Month_ReportedInspectedAndRanked_IsComputedExplainedAndVerified()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 3, scheme: "work-ranking");
        (TownshipId good, TownshipId mended, TownshipId silent) = (host.Townships[0], host.Townships[1], host.Townships[2]);
        await host.OpenAsync();
        await OpenedAsync(host);
        await CollectingTests.WaitForMessagesAsync(host, $"township:{silent}", "dispatchOpened", 1);
        Assert.DoesNotContain("collectingOpened", await host.InboxAsync("county"));

        string[] projects = [.. (await host.GetAsync("county", "projects")).GetProperty("projects").EnumerateArray().Where(one => !one.TryGetProperty("township", out _)).Select(one => one.GetProperty("id").GetString()!)];
        foreach (TownshipId township in new[] { good, mended })
        {
            foreach (string project in projects)
                await ReportAsync(host, township, project, "m1", "m2");
            await ReportAsync(host, township, $"duty-{township}", "m1");
        }

        await ReportAsync(host, silent, projects[0], "m1", "m2");
        using (HttpResponseMessage table = await host.SendAsync($"township:{silent}", HttpMethod.Get, $"{host.Path}/dispatch/reports", accept: "text/csv"))
        {
            string line = (await table.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n")[1];
            Assert.StartsWith($"{silent},{projects[0]},按计划推进,m1 2026-10-20; m2 2026-10-20,https://example.org/photo,", line, StringComparison.Ordinal);
        }

        await InspectAsync(host, good, mended, silent, projects[1]);
        await ReturnAndReportAgainAsync(host, mended, projects[2]);
        await host.ReportAnythingAsync();

        host.MoveTo(Due.AddHours(-48));
        await CollectingTests.WaitForMessagesAsync(host, $"township:{silent}", "dispatchReportsMissing", 1);
        host.MoveTo(Due.AddHours(-24));
        await CollectingTests.WaitForMessagesAsync(host, $"township:{silent}", "dispatchReportsMissing", 2);
        Assert.DoesNotContain("dispatchReportsMissing", await host.InboxAsync($"township:{good}"));
        host.MoveTo(Due);
        await CollectingTests.WaitForMessagesAsync(host, "county", "dispatchClosed", 1);
        JsonElement told = (await host.GetAsync("county", "messages")).GetProperty("items").EnumerateArray().First(one => one.GetProperty("kind").GetString() == "dispatchClosed");
        Assert.EndsWith($"：{host.Data.Townships[2].Name}: 26", told.GetProperty("text").GetProperty("zh-CN").GetString(), StringComparison.Ordinal);
        using (HttpResponseMessage late = await SendReportAsync(host, silent, projects[3], "m1"))
            await Problem.OfAsync(late, ProblemType.RuleBroken);

        host.MoveTo(host.Times.GradingFrom);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await AssertComputedAsync(host, good, mended, silent, projects);
        await host.DecideAsync("county");
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await AssertPublishedAsync(host, silent, projects[1]);
        await host.SealAsync();
        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
    }

    [Fact]
    public async Task Dispatch_ListNotStored_TellsTheCountyOnceAndOpensWhenItIs()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking", load: 0);
        await host.ReplaceProjectsAsync(list => new ProjectList([.. list.Projects.Select(project => project with { State = ProjectState.Stopped })]));
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/dispatch", new DispatchRequest());
        await CollectingTests.WaitForMessagesAsync(host, "county", "dispatchBlocked", 1);
        await host.ReplaceProjectsAsync(list => new ProjectList([.. list.Projects.Select(project => project with { State = ProjectState.Active })]));

        host.MoveTo(host.Now.AddHours(1));
        await OpenedAsync(host);

        Assert.Single(await host.InboxAsync("county"), kind => kind == "dispatchBlocked");
        Assert.Equal(3, (await host.GetAsync($"township:{host.Townships[0]}", $"{host.Path}/dispatch")).GetProperty("round").GetProperty("listVersion").GetInt32());
    }

    [Fact]
    public async Task Dispatch_OpenedByHandBeforeItsCycle_WaitsForItAndIsStartedOnce()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking");
        DateTimeOffset due = host.Now.AddDays(1);
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/dispatch", new DispatchRequest(due));
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/dispatch", new DispatchRequest(due));
        using (HttpResponseMessage other = await host.SendAsync("county", HttpMethod.Post, $"{host.Path}/dispatch", new DispatchRequest(due.AddDays(1))))
            await Problem.OfAsync(other, ProblemType.Conflict);
        await OpenedAsync(host);
        host.MoveTo(due);
        await CollectingTests.WaitForMessagesAsync(host, "county", "dispatchClosed", 1);

        await host.OpenAsync();
        host.MoveTo(host.Now.AddHours(1));

        await FinalAsync(host, host.Townships[0], version: 1);
    }

    [Fact]
    public async Task Dispatch_AfterOneThatWasDueEarly_IsAboutTheDaysSinceThen()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking");
        TownshipId township = host.Townships[0];
        var due = new DateTimeOffset(2026, 10, 28, 18, 0, 0, TimeSpan.FromHours(8));
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/dispatch", new DispatchRequest(due));
        await OpenedAsync(host);
        host.MoveTo(due);
        await CollectingTests.WaitForMessagesAsync(host, "county", "dispatchClosed", 1);
        using (HttpResponseMessage late = await SendReportAsync(host, township, "reserve-pool", "m1"))
            await Problem.OfAsync(late, ProblemType.RuleBroken);
        string next = host.Path.Replace("2026-10", "2026-11", StringComparison.Ordinal);
        host.MoveTo(due.AddDays(20));

        await host.DoAsync("county", HttpMethod.Post, $"{next}/dispatch", new DispatchRequest(due.AddDays(30)));
        await WaitAsync(async () => (await host.GetAsync("county", $"{next}/dispatch")).GetProperty("round").GetProperty("state").GetString() == "open", "the next dispatch is open");

        Assert.Equal("2026-10-29", (await host.GetAsync("county", $"{next}/dispatch")).GetProperty("round").GetProperty("from").GetString());
        string report = $"{next}/dispatch/townships/{township}/projects/reserve-pool";
        using HttpResponseMessage heard = await host.SendAsync($"township:{township}", HttpMethod.Put, report, Report("2026-10-28"));
        Assert.Equal("$.done[0].on", Assert.Single((await Problem.OfAsync(heard, ProblemType.Unacceptable)).Errors!).Path);
        await host.DoAsync($"township:{township}", HttpMethod.Put, report, Report("2026-10-30"));

        static object Report(string on) => new { progress = "按计划推进", evidence = new[] { "照片" }, done = new[] { new { milestone = "m1", on } } };
    }

    [Fact]
    public async Task Dispatch_OfACycleThatIsSealed_IsNotStartedAnyMore()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking");
        var cycles = host.App.Services.GetRequiredService<CycleStore>();
        await cycles.TryAddAsync(new CycleRecord { Key = host.Key, Phase = CyclePhase.Sealed, SchemeVersion = 1, StartedAt = host.Now, StartedBy = "test" }, TestContext.Current.CancellationToken);

        using HttpResponseMessage late = await host.SendAsync("county", HttpMethod.Post, $"{host.Path}/dispatch", new DispatchRequest(host.Now.AddDays(1)));

        await Problem.OfAsync(late, ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Readings_PutRightAfterTheDispatchClosed_AreComputedAnewWithAReason()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking");
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await OpenedAsync(host);
        await ReportAsync(host, township, "themed-party-day", "m1");
        await ReportAsync(host, township, "reserve-pool", "m1", "m2");
        host.MoveTo(Due);
        await FinalAsync(host, township, version: 1);
        Assert.Equal(4m, await PointsAsync(host, "reserve-pool"));

        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/dispatch/readings", new RecomputeRequest("没有变化"));
        await FinalAsync(host, township, version: 1);
        await host.DoAsync(Organization, HttpMethod.Put, $"{host.Path}/dispatch/townships/{township}/projects/reserve-pool/return", new ReturnRequest("佐证材料是去年的"));
        JsonElement round = await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/dispatch/readings", new RecomputeRequest("退回一项报告"));

        await FinalAsync(host, township, version: 2);
        Assert.Equal(2, round.GetProperty("revision").GetInt32());
        Assert.Equal(0m, await PointsAsync(host, "reserve-pool"));
        using HttpResponseMessage byHand = await host.SendAsync("county", HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/projects", new Submission([]));
        await Problem.OfAsync(byHand, ProblemType.Forbidden);
    }

    [Fact]
    public async Task Recompute_CutOffBeforeItCounts_LeavesAnArchiveThatVerifies()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2, scheme: "work-ranking");
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await OpenedAsync(host);
        await ReportAsync(host, township, "reserve-pool", "m1", "m2");
        host.MoveTo(Due);
        await FinalAsync(host, township, version: 1);
        await host.DoAsync(Organization, HttpMethod.Put, $"{host.Path}/dispatch/townships/{township}/projects/reserve-pool/return", new ReturnRequest("佐证材料是去年的"));
        await SubmitAndCrashAsync(host);
        await FinalAsync(host, township, version: 2);

        await host.ReportAnythingAsync();
        host.MoveTo(host.Times.GradingFrom);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync("county");
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await host.SealAsync();

        Assert.Equal(1, (await host.GetAsync("county", $"{host.Path}/dispatch")).GetProperty("round").GetProperty("revision").GetInt32());
        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
    }

    /// <summary>Does what recomputing does, up to where it says that it counts.</summary>
    private static async Task SubmitAndCrashAsync(CycleHost host)
    {
        (IServiceProvider services, CancellationToken cancellation) = (host.App.Services, TestContext.Current.CancellationToken);
        DispatchRound round = await services.GetRequiredService<DispatchRounds>().ReadAsync(host.Key, cancellation);
        OpenedDispatch dispatch = (await services.GetRequiredService<DispatchPlaces>().FindAsync(round, cancellation))!;
        DispatchCloser closer = services.GetRequiredService<DispatchCloser>();
        ClosedDispatch next = await closer.LookAgainAsync(dispatch, await services.GetRequiredService<DispatchRounds>().ReadClosedAsync(round, cancellation), cancellation);
        next = await closer.KeepAsync(round, next, cancellation);
        await services.GetRequiredService<RankingReadings>().SubmitAsync(
            await host.App.HubAsync(), await services.GetRequiredService<CycleContexts>().RequireAsync(host.Key, cancellation), next, AuditActor.System("test"), "test", "退回一项报告", cancellation);
    }

    [Fact]
    public async Task Readings_OfACycleThatIsOpenedAnewAfterTheDispatchClosed_AreThereToo()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking");
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await OpenedAsync(host);
        await ReportAsync(host, township, "reserve-pool", "m1", "m2");
        host.MoveTo(Due);
        await FinalAsync(host, township, version: 1);

        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/cancel", new CancelRequest("办法有误"));
        await host.OpenAsync();

        await FinalAsync(host, township, version: 2);
        Assert.Equal(4m, await PointsAsync(host, "reserve-pool"));
        Assert.Single(await host.InboxAsync($"township:{township}"), kind => kind == "dispatchOpened");
    }

    [Fact]
    public async Task Readings_ReturnedByTheMeeting_AreAnsweredByTheCounty()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking");
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await OpenedAsync(host);
        await ReportAsync(host, township, "reserve-pool", "m1", "m2");
        host.MoveTo(Due);
        await FinalAsync(host, township, version: 1);
        await host.ReportAnythingAsync();
        host.MoveTo(host.Times.GradingFrom);
        await host.UntilStepAsync(PoolPhase.Deciding);
        using (HttpResponseMessage settled = await host.SendAsync("county", HttpMethod.Post, $"{host.Path}/dispatch/readings", new RecomputeRequest("再算一次")))
            await Problem.OfAsync(settled, ProblemType.RuleBroken);
        await host.DecideAsync("county", CycleHost.Approval() with { Kind = ResolutionKind.Return, Returns = [new ReturnedSource(township, SourceId.Projects, "蓄水池项目佐证不实")] });
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Round: 2 });
        Assert.Contains("readingsReturned", await host.InboxAsync("county"));

        await host.DoAsync("supervision", HttpMethod.Put, $"{PathOf(host, township, "reserve-pool")}/return", new ReturnRequest("佐证不实"));
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/dispatch/readings", new RecomputeRequest("会议退回"));

        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding, Round: 2 });
        Assert.Equal(0m, await PointsAsync(host, "reserve-pool"));
        await host.DecideAsync("county", CycleHost.Approval(round: 2));
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await host.SealAsync();
        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
    }

    [Fact]
    public async Task Dispatch_CycleStartedAfterItWasDue_IsDueWithTheReadings()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking");
        host.MoveTo(host.Times.PeriodEnds.AddHours(1));

        await host.OpenAsync();

        Assert.Equal(host.Times.CollectingDue, (await host.GetAsync("county", $"{host.Path}/dispatch")).GetProperty("round").GetProperty("due").GetDateTimeOffset());
    }

    [Fact]
    public async Task Report_WhatIsNotSo_IsRefusedWithEachMistake()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2, scheme: "work-ranking");
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await OpenedAsync(host);

        using HttpResponseMessage wrong = await host.SendAsync($"township:{township}", HttpMethod.Put, PathOf(host, township, "reserve-pool"), new
        {
            progress = "",
            evidence = Array.Empty<string>(),
            done = new object[] { new { milestone = "m9", on = "2026-10-20" }, new { milestone = "m1", on = "2026-09-30" }, new { milestone = "m1", on = "2026-10-31" } },
        });
        Assert.Equal(
            ["$.progress", "$.done[0].milestone", "$.done[1].on", "$.done[2].milestone", "$.done[2].on", "$.evidence"],
            (await Problem.OfAsync(wrong, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));
        using HttpResponseMessage others = await SendReportAsync(host, township, $"duty-{host.Townships[1]}", "m1");
        await Problem.OfAsync(others, ProblemType.NotFound);
        await ReportAsync(host, township, "reserve-pool", "m1");
        using HttpResponseMessage elsewhere = await host.SendAsync("department:finance", HttpMethod.Put, $"{PathOf(host, township, "reserve-pool")}/return", new ReturnRequest("不实"));
        await Problem.OfAsync(elsewhere, ProblemType.Forbidden);
        using HttpResponseMessage own = await host.SendAsync($"township:{township} {Organization}", HttpMethod.Put, $"{PathOf(host, township, "reserve-pool")}/return", new ReturnRequest("不实"));
        await Problem.OfAsync(own, ProblemType.Forbidden);
    }

    private static async Task InspectAsync(CycleHost host, TownshipId good, TownshipId mended, TownshipId silent, string project)
    {
        await host.DoAsync("supervision", HttpMethod.Put, "inspections/october", new InspectionRequest(InspectionKind.Comprehensive, "十月全面督察", new DateOnly(2026, 10, 22), new DateOnly(2026, 10, 25)));
        await FindAsync("f1", mended);
        await FindAsync("f2", silent);
        await FindAsync("f3", good);
        await host.DoAsync("supervision", HttpMethod.Delete, "inspections/october/findings/f3?reason=核实无误");
        await host.DoAsync($"township:{mended}", HttpMethod.Put, "inspections/october/findings/f1/report", new RemedyReportRequest("已整改"));
        using (HttpResponseMessage own = await host.SendAsync($"township:{mended} supervision", HttpMethod.Put, "inspections/october/findings/f1/verification", new RemedyVerificationRequest(true)))
            await Problem.OfAsync(own, ProblemType.Forbidden);
        await host.DoAsync("supervision", HttpMethod.Put, "inspections/october/findings/f1/verification", new RemedyVerificationRequest(true));

        Task FindAsync(string id, TownshipId township) => host.DoAsync(
            "supervision", HttpMethod.Put, $"inspections/october/findings/{id}", new FindingRequest(ProjectId.Of(project), township, "台账不实", Due.AddDays(-2)));
    }

    private static async Task ReturnAndReportAgainAsync(CycleHost host, TownshipId township, string project)
    {
        await host.DoAsync("supervision", HttpMethod.Put, $"{PathOf(host, township, project)}/return", new ReturnRequest("无佐证"));
        Assert.Equal(project, (await host.GetAsync("county", $"{host.Path}/dispatch")).GetProperty("townships").EnumerateArray()
            .Single(one => one.GetProperty("township").GetString() == township.Value).GetProperty("silent")[0].GetString());
        await ReportAsync(host, township, project, "m1", "m2");
        JsonElement report = await host.GetAsync(Organization, $"{PathOf(host, township, project)}?revision=2");
        Assert.Equal("无佐证", report.GetProperty("returned").GetProperty("reason").GetString());
    }

    private static async Task AssertComputedAsync(CycleHost host, TownshipId good, TownshipId mended, TownshipId silent, string[] projects)
    {
        JsonElement[] townships = [.. (await host.GetAsync("county", $"{host.Path}/dispatch/readings")).GetProperty("items").EnumerateArray()];
        Assert.Equal([good.Value, mended.Value, silent.Value], townships.Select(one => one.GetProperty("township").GetString()!).OrderBy(one => host.Townships.Index().Single(other => other.Item.Value == one).Index));
        JsonElement reading = Reading(silent, projects[1]);
        Assert.Equal(["october"], reading.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("inspection").GetString()!));
        Assert.Equal([projects[1]], reading.GetProperty("silent").EnumerateArray().Select(one => one.GetString()!));
        Assert.Equal(0m, reading.GetProperty("points").GetDecimal());
        Assert.Equal(4m, Reading(mended, projects[1]).GetProperty("points").GetDecimal());
        Assert.Equal(4m, Reading(good, projects[1]).GetProperty("points").GetDecimal());
        using HttpResponseMessage early = await host.SendAsync($"township:{silent}", HttpMethod.Get, $"{host.Path}/dispatch/readings");
        await Problem.OfAsync(early, ProblemType.NotFound);

        JsonElement Reading(TownshipId township, string item) => townships.Single(one => one.GetProperty("township").GetString() == township.Value)
            .GetProperty("readings").EnumerateArray().Single(one => one.GetProperty("item").GetString() == item);
    }

    private static async Task AssertPublishedAsync(CycleHost host, TownshipId silent, string project)
    {
        string name = host.Data.Townships[2].Name;
        JsonElement own = Assert.Single((await host.GetAsync($"township:{silent}", $"{host.Path}/dispatch/readings")).GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal(silent.Value, own.GetProperty("township").GetString());
        Circular circular = (await host.GetAsync("county", $"circulars/{host.Scheme.Key.Scheme}/{host.Period}")).Deserialize<Circular>(ApiJson.Options)!;
        Assert.Equal((3, name), (circular.Ranking.Count, circular.Ranking[^1].Name));
        CircularTownship last = circular.Townships.Single(one => one.Name == name);
        Assert.Equal((26, 1, true), (last.Silent.Count, last.Findings.Count, last.Findings[0].IsOverdue));
        Assert.All(circular.Townships.Where(one => one != last), one => Assert.Empty(one.Findings));
        Assert.Equal(host.Scheme.Document.Items.Single(item => item.Id.Value == project).Title.ZhCn, last.Findings[0].Project);

        using HttpResponseMessage printed = await host.SendAsync("county", HttpMethod.Get, $"circulars/{host.Scheme.Key.Scheme}/{host.Period}", accept: "text/html");
        string page = WebUtility.HtmlDecode(await printed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/html", printed.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"{name}：26个项目未报送进展", page, StringComparison.Ordinal);
        Assert.Contains($"{name}：1个问题尚未整改到位，其中逾期1个", page, StringComparison.Ordinal);

        JsonElement dissection = Assert.Single((await host.GetAsync($"township:{silent}", "dissections")).GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal("rankedLow", dissection.GetProperty("reason").GetString());
        Assert.Equal(2, (await host.GetAsync("supervision", "dissections")).GetProperty("items").GetArrayLength());
        await host.DoAsync("supervision", HttpMethod.Put, $"dissections/{dissection.GetProperty("id").GetString()}/visit", new VisitRequest(new DateOnly(2026, 11, 6), ["韩树林"], "不报进展", "无专人", "定人定责"));
    }

    private static Task OpenedAsync(CycleHost host) =>
        WaitAsync(async () => (await host.GetAsync("county", $"{host.Path}/dispatch")).GetProperty("round").GetProperty("state").GetString() == "open", "the dispatch is open");

    private static Task FinalAsync(CycleHost host, TownshipId township, int version) => WaitAsync(
        async () => (await host.GetAsync("county", $"{host.Path}/townships/{township}/submissions")).GetProperty("submissions").EnumerateArray()
            .Single(one => one.GetProperty("source").GetString() == "projects") is var state && state.GetProperty("isFinal").GetBoolean() && state.GetProperty("version").GetInt32() == version,
        $"version {version} of the computed readings is there");

    private static async Task<decimal> PointsAsync(CycleHost host, string item) =>
        (await host.GetAsync("county", $"{host.Path}/townships/{host.Townships[0]}/submissions/projects")).GetProperty("readings").EnumerateArray()
            .Single(one => one.GetProperty("item").GetString() == item).GetProperty("value").GetDecimal();

    private static async Task WaitAsync(Func<Task<bool>> condition, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"It is not so that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }

    private static async Task ReportAsync(CycleHost host, TownshipId township, string project, params string[] done)
    {
        using HttpResponseMessage answer = await SendReportAsync(host, township, project, done);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task<HttpResponseMessage> SendReportAsync(CycleHost host, TownshipId township, string project, params string[] done) => host.SendAsync(
        $"township:{township}", HttpMethod.Put, PathOf(host, township, project),
        new DispatchReportRequest("按计划推进", ["https://example.org/photo"]) { Done = [.. done.Select(one => new DoneMilestone(MilestoneId.Of(one), new DateOnly(2026, 10, 20)))] });

    private static string PathOf(CycleHost host, TownshipId township, string project) => $"{host.Path}/dispatch/townships/{township}/projects/{project}";
}
