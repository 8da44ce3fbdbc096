using static Yuekao.App.Tests.Cycle.DispatchSteps;

namespace Yuekao.App.Tests.Cycle;

/// <summary>What a ranking reads of its dispatch when that has closed: computed, put right, returned, and read again by another edition.</summary>
public sealed class DispatchReadingsTests(AppFixture fixture)
{
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
        await HearAsync(host, township);
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

    [Fact]
    public async Task Readings_OfACycleThatIsOpenedAnewAfterTheDispatchClosed_AreThereToo()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, scheme: "work-ranking");
        TownshipId township = host.Townships[0];
        await HearAsync(host, township);

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
        await HearAsync(host, township);
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
}
