using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class SubOrchestrationTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallSubOrchestrator_GivenInstanceId_RunsUnderItAndKnowsItsParent()
    {
        var catalog = new TestCatalog()
            .Orchestrator<string>("Child", context => Task.FromResult($"{context.InstanceId} of {context.Parent?.Name}/{context.Parent?.InstanceId}"))
            .Orchestrator<string>("Parent", context =>
                context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "haixing.township-1")));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Parent", instanceId: "haixing");

        Assert.Equal("haixing.township-1 of Parent/haixing", end.ReadOutputAs<string>());
        Assert.Equal("Child", (await hub.Client.GetInstanceAsync("haixing.township-1", Cancellation))!.Name);
    }

    [Fact]
    public async Task CallSubOrchestrator_Fails_GivesTheFailureWithItsCause()
    {
        var catalog = new TestCatalog()
            .Activity<object?, int>("Fail", (_, _) => throw new FormatException("not a period"))
            .Orchestrator<int>("Child", context => context.CallActivityAsync<int>("Fail"))
            .Orchestrator<string>("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync<int>("Child");
                    return "succeeded";
                }
                catch (TaskFailedException exception)
                {
                    TaskFailureDetails outer = exception.FailureDetails, inner = outer.InnerFailure!;
                    return $"{exception.TaskName}: {outer.IsCausedBy<TaskFailedException>()} {inner.IsCausedBy<FormatException>()} {inner.ErrorMessage}";
                }
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal("Child: True True not a period", (await hub.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_InstanceIdInUse_FailsTheCall()
    {
        var catalog = new TestCatalog()
            .Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Never"))
            .Orchestrator<string>("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Wait", null, new SubOrchestrationOptions(instanceId: "taken"));
                }
                catch (TaskFailedException exception)
                {
                    return exception.FailureDetails.IsCausedBy<InvalidOperationException>() ? exception.FailureDetails.ErrorMessage : "something else";
                }
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        await hub.StartAsync("Wait", instanceId: "taken");

        Assert.Contains("'taken' exists already", (await hub.RunAsync("Parent")).ReadOutputAs<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallSubOrchestrator_Terminated_FailsTheCall()
    {
        var catalog = new TestCatalog()
            .Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Never"))
            .Orchestrator<string>("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Wait", null, new SubOrchestrationOptions(instanceId: "victim"));
                }
                catch (TaskFailedException exception)
                {
                    return exception.FailureDetails.ErrorMessage;
                }
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Parent");
        await Eventually.BecomesAsync(() => hub.Client.GetInstanceAsync("victim", Cancellation), child => child?.IsRunning == true);

        await hub.Client.TerminateInstanceAsync("victim", Cancellation);

        Assert.Equal("Sub-orchestration 'victim' was terminated.", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_NotAwaited_RunsOnAfterItsParentHasEnded()
    {
        var catalog = new TestCatalog()
            .Orchestrator<string>("Child", context => context.WaitForExternalEvent<string>("Go"))
            .Orchestrator<string>("Parent", context =>
            {
                _ = context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "orphan"));
                return Task.FromResult("gone");
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal("gone", (await hub.RunAsync("Parent")).ReadOutputAs<string>());
        await Eventually.BecomesAsync(() => hub.Client.GetInstanceAsync("orphan", Cancellation), child => child is not null);
        await hub.Client.RaiseEventAsync("orphan", "Go", "still here", Cancellation);

        Assert.Equal("still here", (await hub.EndOf("orphan")).ReadOutputAs<string>());
    }
}
