using Microsoft.DurableTask.Client;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A cycle whose orchestrations stopped is started anew by the same request, finds what it did, and does the rest.</summary>
public sealed class RestartTests(AppFixture fixture)
{
    [Fact]
    public async Task Start_AfterAStopWhileDeciding_GoesOnToTheSeal()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        await host.UntilStepAsync(PoolPhase.Deciding);
        await StopAsync(host);
        await host.DecideAsync(host.Townships[0].Value);

        await StartAsync(host);
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await host.SealAsync();

        Assert.True((await host.GetAsync("county", $"{host.Path}/verification")).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Start_AfterAStopInAReturnedRound_WaitsForTheSourceAndGoesOn()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        var source = SourceId.Of("department:political-legal");
        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync(township.Value, CycleHost.Approval() with { Kind = ResolutionKind.Return, Returns = [new ReturnedSource(township, source, "请核实")] });
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Round: 2 });
        await StopAsync(host);

        await StartAsync(host);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Round: 2, Waiting: [_] });
        await host.SubmitAsync(township, source);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding, Round: 2 });
        await host.DecideAsync(township.Value, CycleHost.Approval(round: 2));

        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
    }

    [Fact]
    public async Task Start_AfterAStopInTheAppealsWindow_KeepsItsEndAndTellsOfEveryAppealOnce()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        string meeting = $"meeting:{host.Townships[0]}";
        DateTimeOffset until = (await host.ProgressAsync()).Cycle.AppealsUntil!.Value;
        string[] appellants = [.. host.Data.Postings.Where(posting => posting.IsInPost(host.Period.LastDay)).Take(2).Select(posting => posting.Cadre.Value)];
        await FileAsync(host, appellants[0]);
        await CollectingTests.WaitForMessagesAsync(host, meeting, "appealFiled", 1);
        await StopAsync(host);
        await FileAsync(host, appellants[1]);
        host.MoveTo(host.Now.AddDays(1));

        await StartAsync(host);

        await CollectingTests.WaitForMessagesAsync(host, meeting, "appealFiled", 2);
        CycleProgress again = await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        Assert.Equal((until, until), (again.Cycle.AppealsUntil, again.Status!.Until));
    }

    private static Task<JsonElement> FileAsync(CycleHost host, string subject) =>
        host.DoAsync($"cadre:{subject}", HttpMethod.Put, $"{host.Path}/subjects/{subject}/appeal", new { grounds = "走访和评议均有漏记，附原始记录。" });

    private static async Task StopAsync(CycleHost host)
    {
        DurableTaskClient hub = await host.App.HubAsync();
        foreach (string instance in (string[])[host.Key.InstanceId, host.Key.PoolInstanceId(PoolId.Of(host.Townships[0]))])
        {
            if (await hub.GetInstanceAsync(instance, TestContext.Current.CancellationToken) is { RuntimeStatus: OrchestrationRuntimeStatus.Running })
                await hub.TerminateInstanceAsync(instance, output: null, TestContext.Current.CancellationToken);
            await hub.WaitForInstanceCompletionAsync(instance, TestContext.Current.CancellationToken);
        }
    }

    private static Task<JsonElement> StartAsync(CycleHost host) => host.DoAsync("county", HttpMethod.Post, $"schemes/{host.Scheme.Key.Scheme}/cycles", new CycleRequest(host.Period));
}
