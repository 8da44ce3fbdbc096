using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class LifecycleTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestCatalog Waiting => new TestCatalog()
        .Orchestrator<string?, string>("Echo", (_, word) => Task.FromResult(word ?? "nothing"))
        .Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Go"));

    [Fact]
    public async Task Terminate_WhileActivitiesRun_EndsAtOnceAndDropsTheirResults()
    {
        var working = new Signal();
        int after = 0;
        var catalog = new TestCatalog()
            .Activity<object?, int>("Work", async (_, _) =>
            {
                await working.ReachAsync();
                return 1;
            })
            .Orchestrator<int>("Busy", async context =>
            {
                int result = await context.CallActivityAsync<int>("Work");
                Interlocked.Increment(ref after);
                return result;
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Busy");
        await working.Reached;

        await hub.Client.TerminateInstanceAsync(id, "called off", Cancellation);
        OrchestrationMetadata end = await hub.EndOf(id);
        working.Release();
        await hub.StopAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("called off", end.ReadOutputAs<string>());
        Assert.Equal(0, after);
        await hub.StartAsync();
        Assert.DoesNotContain("TaskCompleted", await hub.Hub.ExportHistoryAsync(id, Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Terminate_RecursiveOrNot_EndsSubOrchestrationsToo(bool recursive, OrchestrationRuntimeStatus expected)
    {
        TestCatalog catalog = Waiting
            .Orchestrator<string>("Middle", context => context.CallSubOrchestratorAsync<string>("Wait", null, new SubOrchestrationOptions(instanceId: "leaf")))
            .Orchestrator<string>("Top", context =>
                context.CallSubOrchestratorAsync<string>("Middle", null, new SubOrchestrationOptions(instanceId: "middle")));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Top");
        await Eventually.BecomesAsync(() => hub.Client.GetInstanceAsync("leaf", Cancellation), leaf => leaf?.IsRunning == true);

        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: recursive), Cancellation);

        OrchestrationMetadata? leaf = await Eventually.BecomesAsync(
            () => hub.Client.GetInstanceAsync("leaf", Cancellation), found => found?.RuntimeStatus == expected);
        Assert.Equal(expected, leaf!.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
    }

    [Fact]
    public async Task Terminate_EndedOrUnknown_ChangesNothing()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Waiting);
        OrchestrationMetadata end = await hub.RunAsync("Echo", "done");

        await hub.Client.TerminateInstanceAsync(end.InstanceId, Cancellation);
        await hub.Client.TerminateInstanceAsync("nobody", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.Client.GetInstanceAsync(end.InstanceId, Cancellation))!.RuntimeStatus);
    }

    [Fact]
    public async Task Suspend_ThenResume_KeepsEventsAndResultsInBetween()
    {
        var working = new Signal();
        int steps = 0;
        var catalog = new TestCatalog()
            .Activity<object?, string>("Work", async (_, _) =>
            {
                await working.ReachAsync();
                return "worked";
            })
            .Orchestrator<string>("Busy", async context =>
            {
                string result = await context.CallActivityAsync<string>("Work");
                Interlocked.Increment(ref steps);
                return $"{result}, {await context.WaitForExternalEvent<string>("Word")}";
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Busy");
        await working.Reached;

        await hub.Client.SuspendInstanceAsync(id, "holiday", Cancellation);
        await hub.Client.SuspendInstanceAsync(id, "again", Cancellation);
        working.Release();
        await hub.Client.RaiseEventAsync(id, "Word", "heard", Cancellation);
        await hub.RecordsAsync(id, "TaskCompleted");

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
        Assert.Equal(0, steps);
        await hub.StopAsync();
        await hub.StartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
        await hub.Client.ResumeInstanceAsync(id, Cancellation);

        Assert.Equal("worked, heard", (await hub.EndOf(id)).ReadOutputAs<string>());
    }
}
