using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class ContinueAsNewTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ContinueAsNew_ManyTimes_EndsWithTheLastInputAndAShortHistory()
    {
        var catalog = new TestCatalog()
            .Activity<int, int>("Next", number => number + 1)
            .Orchestrator<int, int>("Count", async (context, number) =>
            {
                int next = await context.CallActivityAsync<int>("Next", number);
                if (next < 20)
                    context.ContinueAsNew(next);
                return next;
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Count", 0);

        Assert.Equal(20, end.ReadOutputAs<int>());
        Assert.Equal(19, end.ReadInputAs<int>());
        string? history = await hub.Hub.ExportHistoryAsync(end.InstanceId, Cancellation);
        Assert.Equal(2, history!.Split("\"TaskScheduled\"").Length);
    }

    [Theory]
    [InlineData(true, "a,b,c")]
    [InlineData(false, "a,late")]
    public async Task ContinueAsNew_UnprocessedEvents_AreKeptOrDroppedAsAsked(bool preserve, string expected)
    {
        var catalog = new TestCatalog().Orchestrator<string?, string>("Collect", async (context, heard) =>
        {
            if (heard is null)
            {
                await context.WaitForExternalEvent<string>("Go");
                heard = await context.WaitForExternalEvent<string>("Word");
                context.ContinueAsNew(heard, preserve);
                return heard;
            }

            heard = $"{heard},{await context.WaitForExternalEvent<string>("Word")}";
            if (!preserve || heard.Length == 5)
                return heard;
            context.ContinueAsNew(heard, preserve);
            return heard;
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Collect");

        foreach (string word in (string[])["a", "b", "c"])
            await hub.Client.RaiseEventAsync(id, "Word", word, Cancellation);
        await hub.Client.RaiseEventAsync(id, "Go", "go", Cancellation);
        if (!preserve)
            await hub.Client.RaiseEventAsync(id, "Word", "late", Cancellation);

        Assert.Equal(expected, (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_NewVersion_IsSeenByTheNextExecution()
    {
        var catalog = new TestCatalog().Orchestrator<string?, string>("Upgrade", (context, from) =>
        {
            if (context.Version == "2.0")
                return Task.FromResult($"{from} -> {context.Version}");
            context.ContinueAsNew(new ContinueAsNewOptions { NewInput = context.Version, NewVersion = "2.0" });
            return Task.FromResult("unseen");
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Upgrade", null, new StartOrchestrationOptions { Version = "1.0" }, Cancellation);

        Assert.Equal("1.0 -> 2.0", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_AfterSendingAndStarting_LosesNeither()
    {
        var catalog = new TestCatalog()
            .Orchestrator<string>("Listen", context => context.WaitForExternalEvent<string>("Word"))
            .Orchestrator<int>("Child", context => Task.FromResult(1))
            .Orchestrator<string, string>("Sender", (context, listener) =>
            {
                if (listener.Length > 0)
                {
                    context.SendEvent(listener, "Word", "hello");
                    _ = context.CallSubOrchestratorAsync<int>("Child", null, new SubOrchestrationOptions(instanceId: "child-of-sender"));
                    context.ContinueAsNew(string.Empty);
                }

                return Task.FromResult("anew");
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string listener = await hub.StartAsync("Listen");

        Assert.Equal("anew", (await hub.RunAsync("Sender", listener)).ReadOutputAs<string>());
        Assert.Equal("hello", (await hub.EndOf(listener)).ReadOutputAs<string>());
        Assert.Equal(1, (await hub.EndOf("child-of-sender")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_TwoInstancesThatSendToEachOther_BothGoOn()
    {
        var catalog = new TestCatalog().Orchestrator<int, int>("Player", async (context, round) =>
        {
            string other = context.InstanceId == "left" ? "right" : "left";
            if (round == 0)
                await context.WaitForExternalEvent<string>("Begin");
            context.SendEvent(other, "Ball", round);
            await context.WaitForExternalEvent<int>("Ball");
            if (round < 10)
                context.ContinueAsNew(round + 1);
            return round;
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        await hub.StartAsync("Player", 0, "left");
        await hub.StartAsync("Player", 0, "right");

        await hub.Client.RaiseEventAsync("left", "Begin", "x", Cancellation);
        await hub.Client.RaiseEventAsync("right", "Begin", "x", Cancellation);

        Assert.Equal(10, (await hub.EndOf("left")).ReadOutputAs<int>());
        Assert.Equal(10, (await hub.EndOf("right")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_ResultsOfTheFormerExecution_AreDropped()
    {
        var slow = new Signal();
        var catalog = new TestCatalog()
            .Activity<object?, int>("Slow", async (_, _) =>
            {
                await slow.ReachAsync();
                return 1;
            })
            .Activity<object?, int>("Quick", _ => 2)
            .Orchestrator<bool, string>("Restless", async (context, again) =>
            {
                if (again)
                    return $"{await context.CallActivityAsync<int>("Quick")} {await context.WaitForExternalEvent<string>("End")}";
                _ = context.CallActivityAsync<int>("Slow");
                await context.WaitForExternalEvent<string>("Go");
                context.ContinueAsNew(true);
                return string.Empty;
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Restless", false);
        await slow.Reached;
        await hub.Client.RaiseEventAsync(id, "Go", "x", Cancellation);

        slow.Release();
        await hub.Client.RaiseEventAsync(id, "End", "end", Cancellation);

        Assert.Equal("2 end", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_LongHistory_IsReplacedAsAWhole()
    {
        var catalog = new TestCatalog()
            .Activity<int, int>("Same", number => number)
            .Orchestrator<bool, int>("Long", async (context, again) =>
            {
                if (again)
                    return await context.CallActivityAsync<int>("Same", -1);
                for (int step = 0; step < 130; step++)
                    await context.CallActivityAsync<int>("Same", step);
                context.ContinueAsNew(true);
                return 0;
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Long", false);

        Assert.Equal(-1, end.ReadOutputAs<int>());
    }
}
