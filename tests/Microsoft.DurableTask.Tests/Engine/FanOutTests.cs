using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class FanOutTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Run_ThousandActivitiesAtOnce_GathersAllResults()
    {
        var catalog = new TestCatalog()
            .Activity<int, int>("Double", number => number * 2)
            .Orchestrator<int, int>("FanOut", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Double", number)))).Sum());
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("FanOut", 1000);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(999_000, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Run_ThousandActivitiesAtOnce_TakesFarFewerStorageCallsThanActivities()
    {
        var catalog = new TestCatalog()
            .Activity<int, int>("Double", number => number * 2)
            .Orchestrator<int, int>("FanOut", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Double", number)))).Sum());
        var calls = new StorageFault();
        await using var hub = new TestHub(azurite, catalog);
        calls.AddTo(hub);
        await hub.StartAsync();

        await hub.RunAsync("FanOut", 1000);

        Assert.InRange(calls.Calls, 5, 200);
    }

    [Fact]
    public async Task Run_HundredsOfSubOrchestrations_GathersAllResults()
    {
        var catalog = new TestCatalog()
            .Activity<int, int>("Square", number => number * number)
            .Orchestrator<int, int>("Leaf", (context, number) => context.CallActivityAsync<int>("Square", number))
            .Orchestrator<int, int>("Tree", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallSubOrchestratorAsync<int>("Leaf", number)))).Sum());
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Tree", 300);

        Assert.Equal(Enumerable.Range(0, 300).Sum(number => number * number), end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Run_ManyInstancesAtOnce_EachKeepsItsOwnResult()
    {
        var catalog = new TestCatalog()
            .Activity<int, int>("Next", number => number + 1)
            .Orchestrator<int, int>("Sequence", async (context, number) =>
            {
                for (int step = 0; step < 5; step++)
                    number = await context.CallActivityAsync<int>("Next", number);
                return number;
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata[] ends = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => hub.RunAsync("Sequence", number * 10)));

        Assert.Equal(Enumerable.Range(0, 100).Select(number => (number * 10) + 5), ends.Select(end => end.ReadOutputAs<int>()));
    }
}
