using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class ExternalEventTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RaiseEvent_BeforeItIsWaitedFor_IsKept()
    {
        var working = new Signal();
        var catalog = new TestCatalog()
            .Activity<int, int>("Work", async number =>
            {
                await working.ReachAsync();
                return number;
            })
            .Orchestrator<string>("Late", async context =>
            {
                await context.CallActivityAsync<int>("Work", 1);
                return await context.WaitForExternalEvent<string>("Decision");
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Late");
        await working.Reached;

        await hub.Client.RaiseEventAsync(id, "Decision", "approve", Cancellation);
        working.Release();

        Assert.Equal("approve", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_OnAnInstanceThatHasNotStarted_IsKept()
    {
        var clock = new ManualClock();
        var catalog = new TestCatalog().Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Decision"));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", null, new StartOrchestrationOptions(StartAt: clock.GetUtcNow().AddDays(3)), Cancellation);

        await hub.Client.RaiseEventAsync(id, "Decision", "early", Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
        clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal("early", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_TwoWaitsForOneName_AreServedInOrder()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Two", async context =>
        {
            Task<string> first = context.WaitForExternalEvent<string>("Answer");
            Task<string> second = context.WaitForExternalEvent<string>("Answer");
            return $"{await first},{await second}";
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Two");

        await hub.Client.RaiseEventAsync(id, "Answer", "a", Cancellation);
        await hub.Client.RaiseEventAsync(id, "Answer", "b", Cancellation);

        Assert.Equal("a,b", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_NameInOtherCase_IsTheSameEvent()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("MeetingDecision"));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Wait");

        await hub.Client.RaiseEventAsync(id, "meetingDECISION", "ok", Cancellation);

        Assert.Equal("ok", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_GivenUp_LeavesTheEventToTheNextWait()
    {
        var catalog = new TestCatalog().Orchestrator<string>("GiveUp", async context =>
        {
            using var giveUp = new CancellationTokenSource();
            Task<string> abandoned = context.WaitForExternalEvent<string>("Answer", giveUp.Token);
            giveUp.Cancel();
            string answer = await context.WaitForExternalEvent<string>("Answer");
            return $"{abandoned.Status} {answer}";
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("GiveUp");

        await hub.Client.RaiseEventAsync(id, "Answer", "kept", Cancellation);

        Assert.Equal("Canceled kept", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task RaiseEvent_NobodyIsThere_IsDropped()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, new TestCatalog());

        await hub.Client.RaiseEventAsync("nobody", "Answer", "x", Cancellation);

        Assert.Null(await hub.Client.GetInstanceAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task RaiseEvent_WithoutPayload_GivesTheDefault()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Wait", async context => $"<{await context.WaitForExternalEvent<string?>("Go")}>");
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Wait");

        await hub.Client.RaiseEventAsync(id, "Go", Cancellation);

        Assert.Equal("<>", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_PayloadOfAnotherType_FailsThatWait()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Wait", async context =>
        {
            try
            {
                return $"{await context.WaitForExternalEvent<int>("Number")}";
            }
            catch (System.Text.Json.JsonException)
            {
                return "not a number";
            }
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Wait");

        await hub.Client.RaiseEventAsync(id, "Number", "seven", Cancellation);

        Assert.Equal("not a number", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_ArrivesOnceAndInOrder()
    {
        var catalog = new TestCatalog()
            .Orchestrator<string>("Listen", async context =>
            {
                var heard = new List<string>();
                string word;
                while ((word = await context.WaitForExternalEvent<string>("Word")) != "end")
                    heard.Add(word);
                return string.Join(' ', heard);
            })
            .Orchestrator<string, int>("Speak", (context, listener) =>
            {
                foreach (string word in (string[])["one", "two", "three", "end"])
                    context.SendEvent(listener, "Word", word);
                return Task.FromResult(4);
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string listener = await hub.StartAsync("Listen");

        await hub.RunAsync("Speak", listener);

        Assert.Equal("one two three", (await hub.EndOf(listener)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SendEvent_ToItself_Arrives()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Self", context =>
        {
            context.SendEvent(context.InstanceId, "Note", "to self");
            return context.WaitForExternalEvent<string>("Note");
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal("to self", (await hub.RunAsync("Self")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SendEvent_NobodyIsThere_DoesNotHoldUpTheSender()
    {
        var catalog = new TestCatalog().Orchestrator<int>("Speak", context =>
        {
            context.SendEvent("nobody", "Word", "hello");
            return Task.FromResult(1);
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal(1, (await hub.RunAsync("Speak")).ReadOutputAs<int>());
    }
}
