using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class InstanceIdTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestCatalog Waiting => new TestCatalog()
        .Orchestrator<string?, string>("Echo", (_, word) => Task.FromResult(word ?? "nothing"))
        .Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Go"));

    [Fact]
    public async Task Schedule_InstanceIdOfARunningInstance_IsRefused()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        await hub.StartAsync("Wait", instanceId: "haixing.2026-10");

        InvalidOperationException refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => hub.StartAsync("Wait", instanceId: "haixing.2026-10"));

        Assert.Contains("'haixing.2026-10' exists already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_InstanceIdOfAnEndedInstance_ReplacesIt()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        await hub.RunAsync("Echo", "first", "reused");

        Assert.Equal("second", (await hub.RunAsync("Echo", "second", "reused")).ReadOutputAs<string>());
        await hub.StopAsync();
        await hub.StartAsync();
        Assert.Equal("third", (await hub.RunAsync("Echo", "third", "reused")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false)]
    public async Task Schedule_DedupeStatus_RefusesInstancesThatEndedSo(OrchestrationRuntimeStatus forbidden, bool refused)
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        await hub.RunAsync("Echo", "first", "once");
        StartOrchestrationOptions options = new StartOrchestrationOptions("once").WithDedupeStatuses(forbidden);

        Task<string> again = hub.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "second", options, Cancellation);

        if (refused)
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => again);
        else
            await again;
        Assert.Equal(refused ? "first" : "second", (await hub.EndOf("once")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_SameIdManyTimesAtOnce_StartsOne()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);

        Task<string>[] starts = [.. Enumerable.Range(0, 20).Select(_ => hub.StartAsync("Wait", instanceId: "one"))];
        await Task.WhenAll(starts.Select(start => start.ContinueWith(static _ => { }, TaskScheduler.Default)));

        Assert.Equal(1, starts.Count(start => start.IsCompletedSuccessfully));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@entity@key")]
    public async Task Schedule_BadInstanceId_IsRefused(string id)
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        if (id.Length == 0)
            id = new string('x', 481);

        await Assert.ThrowsAsync<ArgumentException>(() => hub.StartAsync("Echo", "x", id));
    }

    [Theory]
    [InlineData("海兴县/香坊乡#2026?10\\é'%+ |~")]
    [InlineData("a b&c=d")]
    public async Task Schedule_AnyOtherInstanceId_Works(string id)
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);

        OrchestrationMetadata end = await hub.RunAsync("Echo", new string('x', 70_000), id);
        await hub.StopAsync();
        await hub.StartAsync();

        Assert.Equal(id, end.InstanceId);
        Assert.Equal(id, (await hub.Client.GetInstanceAsync(id, Cancellation))!.InstanceId);
        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync(id, Cancellation)).PurgedInstanceCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_EndedInstance_RunsAgainWithItsInput(bool newId)
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        OrchestrationMetadata first = await hub.RunAsync("Echo", "again");

        string id = await hub.Client.RestartAsync(first.InstanceId, newId, Cancellation);

        Assert.Equal(!newId, id == first.InstanceId);
        OrchestrationMetadata second = await hub.EndOf(id);
        Assert.Equal("again", second.ReadOutputAs<string>());
        Assert.True(second.CreatedAt >= first.CreatedAt);
    }

    [Fact]
    public async Task Restart_UnknownOrRunning_IsRefused()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        string running = await hub.StartAsync("Wait");

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RestartAsync("nobody", cancellation: Cancellation));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => hub.Client.RestartAsync(running, cancellation: Cancellation));
    }
}
