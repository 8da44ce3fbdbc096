using DurableTask.Core;
using Yuekao.Local.Host.Durable;
using Yuekao.TestSupport;

namespace Yuekao.Local.Host.Tests.Durable;

/// <summary>Starts, ends, halts and restarts of instances and of the hub on a driven clock.</summary>
public sealed class DrivenLifeTests(AzuriteFixture azurite) : DrivenHubTests(azurite)
{
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task CreateTaskOrchestrationAsync_DelayedStart_IsRefused(string engine)
    {
        await using TestHub hub = await Hub(engine, Clock()).With("Wait", WaitAsync).StartAsync();
        await Assert.ThrowsAsync<NotSupportedException>(() => hub.Client.CreateScheduledOrchestrationInstanceAsync("Wait", "", "later", "", Start.AddDays(5).UtcDateTime));
        Assert.True(await hub.Time.IsAtRestAsync(Cancellation));
    }

    /// <summary>The Durable Task extension strikes the execution out of the state that it reads, to reach whichever is the last, and raises the event with what is left.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task RaiseEventAsync_InTheExtensionsWay_OrchestrationGoesOn(string engine)
    {
        await using TestHub hub = await Hub(engine, Clock()).With("Two", async script =>
        {
            string first = await script.EventAsync("First");
            await script.TimerAsync(TimeSpan.FromDays(2));
            return $"{first} {await script.EventAsync("Second")} {Day(script.Now)}";
        }).StartAsync();
        OrchestrationInstance two = await hub.BeginAsync("Two", "t", "input");
        await hub.Time.MoveAsync(Start.AddHours(1), steps: true, Cancellation);

        await RaiseAsync("First");
        await hub.Time.MoveAsync(Start.AddDays(3), steps: true, Cancellation);
        await RaiseAsync("Second");
        await hub.Time.MoveAsync(Start.AddDays(4), steps: true, Cancellation);

        Assert.Equal("First Second 03-04", await hub.OutputAsync(two));
        OrchestrationState state = await hub.StateAsync("t");
        Assert.Equal((two.ExecutionId, "\"input\"", "Two"), (state.OrchestrationInstance.ExecutionId, state.Input, state.Name));
        Assert.Equal(DateTimeKind.Utc, state.CreatedTime.Kind);

        async Task RaiseAsync(string name)
        {
            OrchestrationState read = (await ((IOrchestrationServiceClient)hub.Provider).GetOrchestrationStateAsync("t", allExecutions: false))[0];
            read.OrchestrationInstance.ExecutionId = null;
            await hub.Client.RaiseEventAsync(read.OrchestrationInstance, name, name);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_InstanceTerminated_ItsTimersAreGone(string engine)
    {
        await using TestHub hub = await Hub(engine, Clock()).With("Wait", WaitAsync).StartAsync();
        OrchestrationInstance wait = await hub.BeginAsync("Wait", "w");
        await hub.Time.MoveAsync(Start.AddHours(1), steps: true, Cancellation);
        Assert.Single(hub.Time.Pending);

        await hub.Client.TerminateInstanceAsync(wait, "enough");
        await hub.Time.MoveAsync(Start.AddHours(2), steps: true, Cancellation);

        Assert.Empty(hub.Time.Pending);
        Assert.Equal(OrchestrationStatus.Terminated, (await hub.StateAsync("w")).OrchestrationStatus);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_InstanceSuspended_GoesOnWhenResumed(string engine)
    {
        await using TestHub hub = await Hub(engine, Clock()).With("Wait", WaitAsync).StartAsync();
        OrchestrationInstance wait = await hub.BeginAsync("Wait", "w");
        await hub.Time.MoveAsync(Start.AddHours(1), steps: true, Cancellation);
        await hub.Client.SuspendInstanceAsync(wait, "hold");
        await hub.Time.MoveAsync(Start.AddDays(4), steps: true, Cancellation);
        Assert.Equal(OrchestrationStatus.Suspended, (await hub.StateAsync("w")).OrchestrationStatus);

        await hub.Client.ResumeInstanceAsync(wait, "go on");
        await hub.Time.MoveAsync(Start.AddDays(5), steps: true, Cancellation);

        Assert.Equal("03-05", await hub.OutputAsync(wait));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task MoveAsync_StepsNeverComeToRest_FailsAndNamesTheInstance(string engine)
    {
        await using TestHub hub = await Hub(engine, Clock()).With("Restless", async script =>
        {
            await script.ActivityAsync("Nothing");
            script.Context.ContinueAsNew("");
            return "";
        }).WithActivity("Nothing", Task.FromResult).StartAsync();
        await hub.BeginAsync("Restless", "restless");
        hub.Time.RestLimit = TimeSpan.FromSeconds(4);

        LocalHostException failure = await Assert.ThrowsAsync<LocalHostException>(() => hub.Time.MoveAsync(Start.AddDays(1), steps: true, Cancellation));

        Assert.Contains("restless", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_HubStoppedInTheMiddle_GoesOnWhereItWas()
    {
        string name = AzuriteFixture.UniqueName("hub");
        DrivenClock clock = Clock();
        TestHub Open(DrivenClock its) => Hub(LocalDurability.AzureStorage, its, name)
            .With("Month", MonthAsync).With("Wait", WaitAsync).WithActivity("Now", _ => Task.FromResult(Day(its.UtcNow)));
        OrchestrationInstance month;
        await using (TestHub before = await Open(clock).StartAsync())
        {
            month = await before.BeginAsync("Month", "m");
            await before.Time.MoveAsync(Start.AddDays(12), steps: true, Cancellation);
            await before.Time.MoveAsync(Start.AddDays(14), steps: false, Cancellation);
        }
        TestHub down = Open(clock);
        await down.Client.RaiseEventAsync(month, "Go", "event");
        await down.BeginAsync("Wait", "w");
        Assert.False(await down.Time.IsAtRestAsync(Cancellation));
        await down.DisposeAsync();

        DrivenClock again = Clock();
        await using TestHub after = await Open(again).StartAsync();
        await after.Time.MoveAsync(Start.AddDays(60), steps: true, Cancellation);

        Assert.Equal("03-11 03-11 event 03-15 03-15", await after.OutputAsync(month));
        Assert.Equal("03-17", await after.OutputAsync(new() { InstanceId = "w" }));
    }

    [Fact]
    public async Task StartAsync_ClockBehindTheHub_IsRefused()
    {
        string name = AzuriteFixture.UniqueName("hub");
        await using (TestHub before = await Hub(LocalDurability.AzureStorage, Clock(), name).With("Wait", WaitAsync).StartAsync())
        {
            await before.BeginAsync("Wait", "w");
            await before.Time.MoveAsync(Start.AddDays(1), steps: true, Cancellation);
        }
        DrivenClock other = Clock("other", Start.AddDays(-10));
        await using TestHub hub = Hub(LocalDurability.AzureStorage, other, name);

        LocalHostException refusal = await Assert.ThrowsAsync<LocalHostException>(hub.StartAsync);

        Assert.Contains(other.Path, refusal.Message, StringComparison.Ordinal);
    }
}
