using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class VersionTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestCatalog Catalog => new TestCatalog()
        .Activity<object?, string>("Ask", (context, _) => Task.FromResult($"activity {context.Version}"))
        .Orchestrator<string>("Version", context => Task.FromResult(context.Version));

    [Theory]
    [InlineData(null, null, "")]
    [InlineData("2.0", null, "2.0")]
    [InlineData("2.0", "1.5", "1.5")]
    [InlineData("2.0", "", "")]
    public async Task Schedule_VersionOrDefault_IsSeenByTheCode(string? byDefault, string? given, string expected)
    {
        await using var hub = new TestHub(azurite, Catalog);
        hub.Options = hub.Options with { DefaultVersion = byDefault };
        await hub.StartAsync();
        var options = new StartOrchestrationOptions { Version = given is null ? (TaskVersion?)null : new TaskVersion(given) };

        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Version", null, options, Cancellation);

        Assert.Equal(expected, (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_VersionOrDefault_IsSeenByTheCode()
    {
        TestCatalog catalog = Catalog.Orchestrator<string>("Parent", async context =>
        {
            string byDefault = await context.CallSubOrchestratorAsync<string>("Version");
            string given = await context.CallSubOrchestratorAsync<string>("Version", null, new SubOrchestrationOptions { Version = "3.1" });
            string activity = await context.CallActivityAsync<string>("Ask");
            return $"{byDefault} {given} {activity}";
        });
        await using var hub = new TestHub(azurite, catalog);
        hub.Options = hub.Options with { DefaultVersion = "2.0" };
        await hub.StartAsync();

        Assert.Equal("2.0 3.1 activity 2.0", (await hub.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task OldInstance_ResumedByNewCode_KeepsRunningTheOldWay()
    {
        TestCatalog catalog = Steps("old", static (context, _) => context.CallActivityAsync<string>("First"));
        await using var hub = new TestHub(azurite, catalog);
        hub.Options = hub.Options with { DefaultVersion = "1.0" };
        await hub.StartAsync();
        string old = await hub.StartAsync("Cycle");
        await hub.RecordsAsync(old, "TaskCompleted");
        await hub.StopAsync();

        // The new code does something else first, for new instances only.
        Steps("new", static (context, name) => context.CompareVersionTo("2.0") < 0
            ? context.CallActivityAsync<string>("First")
            : context.CallActivityAsync<string>("Better"), catalog);
        hub.Options = hub.Options with { DefaultVersion = "2.0" };
        await hub.StartAsync();
        string young = await hub.StartAsync("Cycle");
        await hub.Client.RaiseEventAsync(old, "Go", Cancellation);
        await hub.Client.RaiseEventAsync(young, "Go", Cancellation);

        Assert.Equal("first", (await hub.EndOf(old)).ReadOutputAs<string>());
        Assert.Equal("better", (await hub.EndOf(young)).ReadOutputAs<string>());
    }

    private static TestCatalog Steps(string name, Func<TaskOrchestrationContext, string, Task<string>> first, TestCatalog? catalog = null) =>
        (catalog ?? new TestCatalog())
            .Activity<object?, string>("First", _ => "first")
            .Activity<object?, string>("Better", _ => "better")
            .Orchestrator<string>("Cycle", async context =>
            {
                string result = await first(context, name);
                await context.WaitForExternalEvent<string>("Go");
                return result;
            });
}
