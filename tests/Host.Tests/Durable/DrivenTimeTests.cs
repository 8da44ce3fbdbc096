using DurableTask.Core;
using Yuekao.Local.Host.Durable;
using Yuekao.TestSupport;

namespace Yuekao.Local.Host.Tests.Durable;

/// <summary>What orchestrations see of a driven clock, on both engines.</summary>
public sealed class DrivenTimeTests(AzuriteFixture azurite) : DrivenHubTests(azurite)
{
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_StepsOverMonth_StopsAtEachTimer(string engine)
    {
        DrivenClock clock = Clock();
        await using TestHub hub = await Hub(engine, clock).With("Month", MonthAsync).WithActivity("Now", _ => Task.FromResult(Day(clock.UtcNow))).StartAsync();
        OrchestrationInstance month = await hub.BeginAsync("Month", "m");

        await hub.Time.MoveAsync(Start.AddDays(60), steps: true, Cancellation);

        Assert.Equal("03-11 03-11 timer 04-10 04-10", await hub.OutputAsync(month));
        Assert.True(clock.GetUtcNow() >= Start.AddDays(60));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_JumpOverMonth_AllThatIsDueSeesTheTarget(string engine)
    {
        DrivenClock clock = Clock();
        await using TestHub hub = await Hub(engine, clock).With("Month", MonthAsync).WithActivity("Now", _ => Task.FromResult(Day(clock.UtcNow))).StartAsync();
        OrchestrationInstance month = await hub.BeginAsync("Month", "m");
        await hub.Time.MoveAsync(Start.AddHours(1), steps: true, Cancellation);

        await hub.Time.MoveAsync(Start.AddDays(20), steps: false, Cancellation);
        await hub.Time.MoveAsync(Start.AddDays(20).AddHours(1), steps: true, Cancellation);
        await hub.Client.RaiseEventAsync(month, "Go", "event");
        await hub.Time.MoveAsync(Start.AddDays(60), steps: true, Cancellation);

        Assert.Equal("03-21 03-21 event 03-21 03-21", await hub.OutputAsync(month));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_ThirtyDailyTimersOfTwentyInstances_EachSeesEachDay(string engine)
    {
        await using TestHub hub = await Hub(engine, Clock()).With("Daily", async script =>
        {
            var days = new List<string>();
            for (int day = 0; day < 30; day++)
            {
                await script.TimerAsync(TimeSpan.FromDays(1));
                days.Add(Day(script.Now));
            }
            return string.Join(' ', days);
        }).StartAsync();
        OrchestrationInstance[] all = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => hub.BeginAsync("Daily", $"d{number}")));

        await hub.Time.MoveAsync(Start.AddDays(31), steps: true, Cancellation);

        string expected = string.Join(' ', Enumerable.Range(1, 30).Select(day => Day(Start.AddDays(day).UtcDateTime)));
        foreach (OrchestrationInstance instance in all)
            Assert.Equal(expected, await hub.OutputAsync(instance));
        Assert.Empty(hub.Time.Pending);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_SubOrchestrationsWithTimers_EachAtItsTime(string engine)
    {
        await using TestHub hub = await Hub(engine, Clock())
            .With("Wait", WaitAsync)
            .With("Parent", async script =>
            {
                string first = await script.Context.CreateSubOrchestrationInstance<string>("Wait", "", "child1", "");
                string second = await script.Context.CreateSubOrchestrationInstance<string>("Wait", "", "child2", "");
                return $"{first} {second} {Day(script.Now)}";
            })
            .StartAsync();
        OrchestrationInstance parent = await hub.BeginAsync("Parent", "p");

        await hub.Time.MoveAsync(Start.AddDays(9), steps: true, Cancellation);

        Assert.Equal("03-03 03-05 03-05", await hub.OutputAsync(parent));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_ContinuedAsNew_EachExecutionSeesItsDay(string engine)
    {
        var days = new List<string>();
        await using TestHub hub = await Hub(engine, Clock())
            .With("Again", async script =>
            {
                using var cancelled = new CancellationTokenSource();
                _ = script.TimerAsync(TimeSpan.FromDays(20), cancelled.Token); // stays in the engine when cancelled
                await script.TimerAsync(TimeSpan.FromDays(1));
                cancelled.Cancel(); // not CancelAsync: that leaves the orchestration's thread
                await script.ActivityAsync("Note", Day(script.Now));
                if (script.Input != "...")
                    script.Context.ContinueAsNew(script.Input + ".");
                return script.Input;
            })
            .WithActivity("Note", day =>
            {
                days.Add(day);
                return Task.FromResult("");
            })
            .StartAsync();
        OrchestrationInstance again = await hub.BeginAsync("Again", "a", ".");

        await hub.Time.MoveAsync(Start.AddDays(2.5), steps: true, Cancellation);
        Assert.Equal(2, hub.Time.Pending.Count);
        await hub.Time.MoveAsync(Start.AddDays(10), steps: true, Cancellation);

        Assert.Equal("...", await hub.OutputAsync(again));
        Assert.Equal(["03-02", "03-03", "03-04"], days);
        Assert.Empty(hub.Time.Pending);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_RetriedActivity_WaitsOnTheDrivenClock(string engine)
    {
        DrivenClock clock = Clock();
        var tries = new List<string>();
        await using TestHub hub = await Hub(engine, clock)
            .With("Retry", script => script.Context.ScheduleWithRetry<string>("Flaky", "", new(TimeSpan.FromDays(1), 3) { BackoffCoefficient = 2 }, ""))
            .WithActivity("Flaky", _ =>
            {
                tries.Add(Day(clock.UtcNow));
                return tries.Count < 3 ? throw new InvalidOperationException("not yet") : Task.FromResult("done");
            })
            .StartAsync();
        OrchestrationInstance retry = await hub.BeginAsync("Retry", "r");

        await hub.Time.MoveAsync(Start.AddDays(10), steps: true, Cancellation);

        Assert.Equal("done", await hub.OutputAsync(retry));
        Assert.Equal(["03-01", "03-02", "03-04"], tries);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task FireAsync_TimerMessageTwice_IsHarmless(string engine)
    {
        await using TestHub hub = await Hub(engine, Clock()).With("Wait", async script => await WaitAsync(script) + await WaitAsync(script)).StartAsync();
        OrchestrationInstance wait = await hub.BeginAsync("Wait", "w");
        await hub.Time.MoveAsync(Start.AddHours(1), steps: true, Cancellation);
        PendingTimer timer = Assert.Single(hub.Time.Pending);
        await hub.Time.MoveAsync(Start.AddDays(3), steps: true, Cancellation);

        // What a crash between the sending of the message and the striking off of the timer leads to.
        await ((IOrchestrationServiceClient)hub.Provider).SendTaskOrchestrationMessageAsync(new()
        {
            OrchestrationInstance = new() { InstanceId = timer.InstanceId, ExecutionId = timer.ExecutionId },
            Event = new DurableTask.Core.History.TimerFiredEvent(-1, DateTime.UtcNow) { TimerId = timer.TimerId },
        });
        await hub.Time.MoveAsync(Start.AddDays(10), steps: true, Cancellation);

        Assert.Equal("03-0303-05", await hub.OutputAsync(wait));
    }
}
