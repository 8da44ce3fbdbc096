using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class PurgeTests(AzuriteFixture azurite)
{
    private static readonly PurgeInstanceOptions Recursively = new(Recursive: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestCatalog Waiting => new TestCatalog()
        .Orchestrator<string?, string>("Echo", (_, word) => Task.FromResult(word ?? "nothing"))
        .Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Go"));

    [Fact]
    public async Task Purge_EndedInstance_LeavesNothing()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        OrchestrationMetadata end = await hub.RunAsync("Echo", new string('x', 100_000));

        PurgeResult purged = await hub.Client.PurgeInstanceAsync(end.InstanceId, Cancellation);

        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync(end.InstanceId, Cancellation));
        Assert.Null(await hub.Hub.ExportHistoryAsync(end.InstanceId, Cancellation));
        Assert.Empty(await hub.RowsAsync("History"));
        Assert.Empty(await hub.BlobsAsync());
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync(end.InstanceId, Cancellation)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Purge_RunningInstance_IsLeftAlone()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        string id = await hub.StartAsync("Wait");

        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync(id, Cancellation)).PurgedInstanceCount);

        await hub.Client.RaiseEventAsync(id, "Go", "on", Cancellation);
        Assert.Equal("on", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task PurgeAll_ByStatus_RemovesThoseOnly()
    {
        TestCatalog catalog = Waiting.Orchestrator<int>("Fail", _ => throw new InvalidOperationException("no"));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string kept = (await hub.RunAsync("Echo", "kept")).InstanceId;
        string running = await hub.StartAsync("Wait");
        await hub.RunAsync("Fail");
        await hub.RunAsync("Fail");

        PurgeResult purged = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Failed]), Cancellation);

        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.True(purged.IsComplete);
        Assert.NotNull(await hub.Client.GetInstanceAsync(kept, Cancellation));
        Assert.NotNull(await hub.Client.GetInstanceAsync(running, Cancellation));
    }

    [Fact]
    public async Task Purge_Recursive_RemovesSubOrchestrationsToo()
    {
        TestCatalog catalog = Waiting.Orchestrator<string>("Parent", context => context.CallSubOrchestratorAsync<string>("Echo", "child"));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        OrchestrationMetadata end = await hub.RunAsync("Parent");

        PurgeResult purged = await hub.Client.PurgeInstanceAsync(end.InstanceId, Recursively, Cancellation);

        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.Empty(await hub.RowsAsync("Instances"));
    }
}
