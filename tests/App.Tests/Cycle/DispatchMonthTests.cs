using static Yuekao.App.Tests.Cycle.DispatchSteps;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A month of projects: dispatch, inspection, the ranking that is computed from both, the circular, and who is supervised on site.</summary>
public sealed class DispatchMonthTests(AppFixture fixture)
{
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
}
