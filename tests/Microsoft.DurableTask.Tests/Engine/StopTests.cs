using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class StopTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestCatalog Waiting => new TestCatalog()
        .Orchestrator<string?, string>("Echo", (_, word) => Task.FromResult(word ?? "nothing"))
        .Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Go"));

    [Fact]
    public async Task Stop_ActivityRunning_WaitsForItAndKeepsItsResult()
    {
        var working = new Signal();
        int runs = 0;
        var catalog = new TestCatalog()
            .Activity<object?, int>("Work", async (_, _) =>
            {
                Interlocked.Increment(ref runs);
                await working.ReachAsync();
                return 7;
            })
            .Orchestrator<int>("Busy", context => context.CallActivityAsync<int>("Work"));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Busy");
        await working.Reached;

        Task stop = hub.StopAsync();
        Assert.False(stop.IsCompleted);
        working.Release();
        await stop;
        await hub.StartAsync();

        Assert.Equal(7, (await hub.EndOf(id)).ReadOutputAs<int>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Stop_TimeRunsOut_ActivityRunsAgainAtTheNextStart()
    {
        var working = new Signal();
        int runs = 0;
        var catalog = new TestCatalog()
            .Activity<object?, int>("Work", async (_, _) =>
            {
                int run = Interlocked.Increment(ref runs);
                if (run == 1)
                    await working.ReachAsync();
                return run;
            })
            .Orchestrator<int>("Busy", context => context.CallActivityAsync<int>("Work"));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Busy");
        await working.Reached;

        await hub.Hub.StopAsync(new CancellationToken(canceled: true));
        working.Release();
        await hub.StartAsync();

        Assert.Equal(2, (await hub.EndOf(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Client_HubNotRunning_SaysSo()
    {
        await using var hub = new TestHub(azurite, Waiting);
        await using Local.TaskHub stopped = hub.New();

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => stopped.Client.ScheduleNewOrchestrationInstanceAsync("Echo", Cancellation));

        Assert.Equal("The task hub has not started.", refused.Message);
    }
}
