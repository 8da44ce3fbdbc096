using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class FailureTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Run_OrchestratorThrows_FailsWithTypeMessageAndStack()
    {
        var catalog = new TestCatalog().Orchestrator<int>("Throw", async context =>
        {
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            throw new FormatException("not a period", new ArgumentException("2026-13"));
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Throw");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.FormatException", end.FailureDetails!.ErrorType);
        Assert.Equal("not a period", end.FailureDetails.ErrorMessage);
        Assert.Contains(nameof(Run_OrchestratorThrows_FailsWithTypeMessageAndStack), end.FailureDetails.StackTrace, StringComparison.Ordinal);
        Assert.Equal("2026-13", end.FailureDetails.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Run_OrchestratorThrowsBeforeItsFirstAwait_Fails()
    {
        var catalog = new TestCatalog().Orchestrator<int>("Throw", _ => throw new FormatException("at once"));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal("at once", (await hub.RunAsync("Throw")).FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Run_InputOfAnotherType_Fails()
    {
        var catalog = new TestCatalog().Orchestrator<int, int>("Number", (_, number) => Task.FromResult(number));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Number", "seven");

        Assert.True(end.FailureDetails!.IsCausedBy<System.Text.Json.JsonException>());
    }

    [Fact]
    public async Task CallActivity_Throws_CarriesTypeMessageAndStack()
    {
        var catalog = new TestCatalog()
            .Activity<string, int>("Parse", (_, text) => throw new FormatException($"'{text}' is no period"))
            .Orchestrator<string[]>("Call", async context =>
            {
                try
                {
                    await context.CallActivityAsync<int>("Parse", "2026-13");
                    return [];
                }
                catch (TaskFailedException exception)
                {
                    TaskFailureDetails details = exception.FailureDetails;
                    return [exception.TaskName, exception.Message, details.ErrorType, details.ErrorMessage, details.StackTrace!];
                }
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        string[] seen = (await hub.RunAsync("Call")).ReadOutputAs<string[]>()!;

        Assert.Equal(
            ["Parse", "Task 'Parse' (#0) failed with an unhandled exception: '2026-13' is no period", "System.FormatException", "'2026-13' is no period"],
            seen[..4]);
        Assert.Contains(nameof(CallActivity_Throws_CarriesTypeMessageAndStack), seen[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FailureTooLongForARow_IsStoredShortened()
    {
        var catalog = new TestCatalog().Orchestrator<int>("Throw", _ => throw new FormatException(new string('长', 100_000), new FormatException("cause")));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        OrchestrationMetadata end = await hub.RunAsync("Throw");
        await hub.StopAsync();
        await hub.StartAsync();

        TaskFailureDetails stored = (await hub.EndOf(end.InstanceId)).FailureDetails!;

        Assert.Equal(100_000, end.FailureDetails!.ErrorMessage.Length);
        Assert.StartsWith("长长长", stored.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("cause", stored.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Run_UnknownOrchestrator_FailsNamingThoseThereAre()
    {
        var catalog = new TestCatalog().Orchestrator<int>("MonthlyCycle", _ => Task.FromResult(1)).Orchestrator<int>("TownshipCycle", _ => Task.FromResult(1));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("MonthlyCicle");

        Assert.Equal("There is no orchestrator named 'MonthlyCicle'. This host has MonthlyCycle, TownshipCycle.", end.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task CallActivity_Unknown_FailsNamingThoseThereAre()
    {
        var catalog = new TestCatalog()
            .Activity<int, int>("Grade", number => number)
            .Orchestrator<int>("Call", context => context.CallActivityAsync<int>("Garde", 1));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Call");

        Assert.Contains("There is no activity named 'Garde'. This host has Grade.", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherCaseOfTheName_IsTheSameTask()
    {
        var catalog = new TestCatalog()
            .Activity<int, int>("Grade", number => number + 1)
            .Orchestrator<int>("Call", context => context.CallActivityAsync<int>("GRADE", 1));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal(2, (await hub.RunAsync("call")).ReadOutputAs<int>());
    }
}
