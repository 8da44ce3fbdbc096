using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class TimerTests(AzuriteFixture azurite)
{
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateTimer_OfWeeks_FiresAtItsTimeAndNotBefore()
    {
        var catalog = new TestCatalog().Orchestrator<DateTime>("Weeks", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(70), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        DateTimeOffset due = clock.GetUtcNow().AddDays(70);
        string id = await hub.StartAsync("Weeks");
        await hub.Client.WaitForInstanceStartAsync(id, Cancellation);

        clock.Advance(TimeSpan.FromDays(70) - TimeSpan.FromMilliseconds(1));
        await hub.Client.RaiseEventAsync(id, "Nudge", "takes a step, after whatever came before", Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(due.UtcDateTime, (await hub.EndOf(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task CreateTimer_WhileTheHubIsDown_FiresWhenItIsUpAgain()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Wait", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
            return "fired";
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.StartAsync("Wait");
        await hub.Client.WaitForInstanceStartAsync(id, Cancellation);
        await hub.StopAsync();

        clock.Advance(TimeSpan.FromDays(10));
        await hub.StartAsync();

        Assert.Equal("fired", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CreateTimer_InThePast_FiresAtOnce()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Past", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddYears(-1), CancellationToken.None);
            return "fired";
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);

        Assert.Equal("fired", (await hub.RunAsync("Past")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("event")]
    [InlineData("timer")]
    public async Task Race_OfEventAndTimer_IsWonByTheFirst(string first)
    {
        var catalog = new TestCatalog().Orchestrator<string>("Race", async context =>
        {
            using var giveUp = new CancellationTokenSource();
            Task timer = context.CreateTimer(TimeSpan.FromHours(1), giveUp.Token);
            Task<string> decision = context.WaitForExternalEvent<string>("Decision");
            if (await Task.WhenAny(decision, timer) == timer)
                return "timer";
            giveUp.Cancel();
            return "event";
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.StartAsync("Race");
        await hub.Client.WaitForInstanceStartAsync(id, Cancellation);

        if (first == "timer")
            clock.Advance(TimeSpan.FromHours(1));
        else
            await hub.Client.RaiseEventAsync(id, "Decision", "yes", Cancellation);

        Assert.Equal(first, (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CreateTimer_GivenUp_LeavesNoTraceWhenItsTimeComes()
    {
        int steps = 0;
        var catalog = new TestCatalog().Orchestrator<string>("GiveUp", async context =>
        {
            if (!context.IsReplaying)
                Interlocked.Increment(ref steps);
            using var giveUp = new CancellationTokenSource();
            Task timer = context.CreateTimer(TimeSpan.FromHours(1), giveUp.Token);
            await context.WaitForExternalEvent<string>("Stop");
            giveUp.Cancel();
            string last = await context.WaitForExternalEvent<string>("End");
            return $"{timer.Status} {last}";
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.StartAsync("GiveUp");
        await hub.Client.RaiseEventAsync(id, "Stop", "x", Cancellation);
        await hub.StopAsync();
        await hub.StartAsync();

        clock.Advance(TimeSpan.FromDays(1));
        await hub.Client.RaiseEventAsync(id, "End", "done", Cancellation);

        Assert.Equal("Canceled done", (await hub.EndOf(id)).ReadOutputAs<string>());
        Assert.DoesNotContain("TimerFired", await hub.Hub.ExportHistoryAsync(id, Cancellation), StringComparison.Ordinal);
        Assert.Equal(1, steps);
    }

    [Fact]
    public async Task WaitForExternalEvent_TimeoutPasses_ThrowsTaskCanceled()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Timeout", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("Decision", TimeSpan.FromDays(7));
            }
            catch (TaskCanceledException)
            {
                return "too late";
            }
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.StartAsync("Timeout");
        await hub.Client.WaitForInstanceStartAsync(id, Cancellation);

        clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal("too late", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForExternalEvent_EventBeforeTheTimeout_GivesTheEvent()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Timeout", context => context.WaitForExternalEvent<string>("Decision", TimeSpan.FromDays(7)));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.StartAsync("Timeout");

        await hub.Client.RaiseEventAsync(id, "Decision", "in time", Cancellation);

        Assert.Equal("in time", (await hub.EndOf(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CurrentUtcDateTime_ClockGoesBackBetweenSteps_DoesNotGoBack()
    {
        var catalog = new TestCatalog().Orchestrator<bool>("Clock", async context =>
        {
            DateTime before = context.CurrentUtcDateTime;
            await context.WaitForExternalEvent<string>("Go");
            return context.CurrentUtcDateTime >= before;
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.StartAsync("Clock");
        await hub.Client.WaitForInstanceStartAsync(id, Cancellation);

        clock.MoveTo(clock.GetUtcNow().AddDays(-1));
        await hub.Client.RaiseEventAsync(id, "Go", "x", Cancellation);

        Assert.True((await hub.EndOf(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Schedule_StartAt_StartsThenAndNotBefore()
    {
        var catalog = new TestCatalog().Orchestrator<DateTime>("When", context => Task.FromResult(context.CurrentUtcDateTime));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        DateTimeOffset start = clock.GetUtcNow().AddDays(60);
        string id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("When", null, new StartOrchestrationOptions(StartAt: start), Cancellation);

        clock.Advance(TimeSpan.FromDays(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(start.UtcDateTime, (await hub.EndOf(id)).ReadOutputAs<DateTime>());
    }
}
