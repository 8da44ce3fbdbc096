using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class DeterminismTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestCatalog Catalog => new TestCatalog().Activity<int, int>("A", number => number).Activity<int, int>("B", number => number);

    [Fact]
    public async Task Replay_CodeCallsSomethingElse_FailsNamingWhatAndWhere()
    {
        string name = "A";
        TestCatalog catalog = Catalog.Orchestrator<int>("Change", async context =>
        {
            await context.CallActivityAsync<int>(name, 1);
            return await context.WaitForExternalEvent<int>("Go");
        });

        string message = await FailureAfter(catalog, () => name = "B");

        Assert.StartsWith("Orchestrator 'Change' of instance 'changing' is not deterministic", message, StringComparison.Ordinal);
        Assert.Contains("at event #2 it called activity 'A', but replayed the code called activity 'B'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_CodeDoesLess_FailsNamingWhatIsMissing()
    {
        bool both = true;
        TestCatalog catalog = Catalog.Orchestrator<int>("Change", async context =>
        {
            Task<int> a = context.CallActivityAsync<int>("A", 1);
            if (both)
                await context.CallActivityAsync<int>("B", 1);
            await a;
            return await context.WaitForExternalEvent<int>("Go");
        });

        string message = await FailureAfter(catalog, () => both = false);

        Assert.Contains("at event #3 it called activity 'B', but replayed the code did not", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_CodeDoesMore_FailsNamingWhatIsNew()
    {
        bool both = false;
        TestCatalog catalog = Catalog.Orchestrator<int>("Change", async context =>
        {
            Task<int> a = context.CallActivityAsync<int>("A", 1);
            if (both)
                await context.CallActivityAsync<int>("B", 1);
            await a;
            return await context.WaitForExternalEvent<int>("Go");
        });

        string message = await FailureAfter(catalog, () => both = true);

        Assert.Contains("it did nothing more, but replayed the code called activity 'B'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_CodeEndsEarlier_FailsSayingSo()
    {
        bool wait = true;
        TestCatalog catalog = Catalog.Orchestrator<int>("Change", async context =>
        {
            await context.CallActivityAsync<int>("A", 1);
            return wait ? await context.WaitForExternalEvent<int>("Go") : 0;
        });

        Assert.Contains("but replayed the code had ended before that", await FailureAfter(catalog, () => wait = false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_CodeSwallowsTheDifference_FailsAllTheSame()
    {
        string name = "A";
        TestCatalog catalog = Catalog.Orchestrator<int>("Change", async context =>
        {
            try
            {
                await context.CallActivityAsync<int>(name, 1);
            }
            catch (InvalidOperationException)
            {
                // As careless code does.
            }

            return await context.WaitForExternalEvent<int>("Go");
        });

        Assert.Contains("is not deterministic", await FailureAfter(catalog, () => name = "B"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AwaitsSomethingForeign_FailsInsteadOfHanging()
    {
        TestCatalog catalog = Catalog.Orchestrator<int>("Foreign", async _ =>
        {
            await Task.Delay(Timeout.Infinite);
            return 1;
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Foreign");

        Assert.Contains("awaits something that is no durable task", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ForeignTaskBesideADurableOne_FailsWhenItGoesOnOutsideTheReplay()
    {
        var elsewhere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TestCatalog catalog = Catalog.Orchestrator<int>("Foreign", async context =>
        {
            Task timer = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await Task.WhenAny(timer, elsewhere.Task);
            return await context.CallActivityAsync<int>("A", 1);
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Foreign");
        await hub.Client.WaitForInstanceStartAsync(id, Cancellation);

        elsewhere.SetResult();

        Assert.Contains("awaits something that is no durable task", (await hub.EndOf(id)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ConfigureAwaitFalse_StaysInTheReplay()
    {
        TestCatalog catalog = Catalog.Orchestrator<int>("Library", async context =>
        {
            int a = await context.CallActivityAsync<int>("A", 1).ConfigureAwait(false);
            return a + await context.CallActivityAsync<int>("B", 2).ConfigureAwait(false);
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal(3, (await hub.RunAsync("Library")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task IsReplaying_AndLoggers_SpeakOnceForEachStep()
    {
        using var log = new LogCollector();
        TestCatalog catalog = Catalog.Orchestrator<int>("Log", async context =>
        {
            ILogger logger = context.CreateReplaySafeLogger("Log");
            for (int step = 0; step < 4; step++)
            {
                logger.LogInformation("step {Step}", step);
                await context.CallActivityAsync<int>("A", step);
            }

            logger.LogInformation("done, replaying: {Replaying}", context.IsReplaying);
            return 1;
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, loggers: log);

        await hub.RunAsync("Log");

        Assert.Equal(
            ["step 0", "step 1", "step 2", "step 3", "done, replaying: False"],
            log.Lines.Where(line => line.StartsWith("step", StringComparison.Ordinal) || line.StartsWith("done", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task NewGuidAndClock_InEveryReplay_AreTheSame()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<(Guid First, Guid Second, DateTime Now)>();
        TestCatalog catalog = Catalog.Orchestrator<int>("Stable", async context =>
        {
            seen.Add((context.NewGuid(), context.NewGuid(), context.CurrentUtcDateTime));
            for (int step = 0; step < 3; step++)
                await context.CallActivityAsync<int>("A", step);
            return 1;
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        await hub.RunAsync("Stable");

        Assert.Equal(4, seen.Count);
        (Guid first, Guid second, DateTime _) = Assert.Single(seen.Distinct());
        Assert.NotEqual(first, second);
        Assert.Equal((5, DateTimeKind.Utc), (first.Version, seen.First().Now.Kind));
    }

    // The change takes place while the instance waits; the event makes it replay.
    private async Task<string> FailureAfter(TestCatalog catalog, Action change)
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Change", instanceId: "changing");
        await hub.RecordsAsync(id, "TaskCompleted");
        await hub.StopAsync();
        change();
        await hub.StartAsync();

        await hub.Client.RaiseEventAsync(id, "Go", 1, Cancellation);
        OrchestrationMetadata end = await hub.EndOf(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        return end.FailureDetails!.ErrorMessage;
    }
}
