using static Yuekao.App.Tests.Cycle.DispatchSteps;

namespace Yuekao.App.Tests.Cycle;

/// <summary>When dispatches open and close, and what they take.</summary>
public sealed class DispatchTests(AppFixture fixture)
{
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
}
