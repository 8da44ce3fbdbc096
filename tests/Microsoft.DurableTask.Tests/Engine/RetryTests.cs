using Microsoft.DurableTask.Local;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class RetryTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(1, 0, 10)]
    [InlineData(2, 0, 20)]
    [InlineData(3, 0, 40)]
    [InlineData(4, 0, 60)]
    [InlineData(5, 0, null)]
    [InlineData(3, 299, 40)]
    [InlineData(3, 300, null)]
    public void Delay_AfterAttempts_GrowsToItsLimitAndEnds(int attempts, int elapsedSeconds, int? expectedSeconds)
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(300));

        TimeSpan? delay = Retries.Delay(policy, attempts, TimeSpan.FromSeconds(elapsedSeconds));

        Assert.Equal(expectedSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, delay);
    }

    [Fact]
    public void Delay_HugeCoefficient_StopsAtTheLongestInterval()
    {
        var policy = new RetryPolicy(int.MaxValue, TimeSpan.FromSeconds(1), 1000, Timeout.InfiniteTimeSpan);

        Assert.Equal(TimeSpan.MaxValue, Retries.Delay(policy, 1000, TimeSpan.Zero));
    }

    [Fact]
    public async Task CallActivity_AttemptsRunOut_ThrowsTheLastFailure()
    {
        int attempts = 0;
        var catalog = Failing(() => $"attempt {Interlocked.Increment(ref attempts)}")
            .Orchestrator<string>("Retry", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail", null, TaskOptions.FromRetryPolicy(new RetryPolicy(3, Brief)));
                    return "succeeded";
                }
                catch (TaskFailedException exception)
                {
                    return exception.FailureDetails.ErrorMessage;
                }
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal("attempt 3", (await hub.RunAsync("Retry")).ReadOutputAs<string>());
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task CallActivity_BackOff_WaitsOnTheOrchestrationsClock()
    {
        var clock = new ManualClock();
        int attempts = 0;
        var reached = new Signal();
        var catalog = new TestCatalog()
            .Activity<object?, int>("Fail", async _ =>
            {
                if (Interlocked.Increment(ref attempts) == 3)
                {
                    reached.Release();
                    await reached.ReachAsync();
                    return 3;
                }

                throw new InvalidOperationException("not yet");
            })
            .Orchestrator<double>("Retry", async context =>
            {
                DateTime began = context.CurrentUtcDateTime;
                await context.CallActivityAsync<int>("Fail", null, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1), 3)));
                return (context.CurrentUtcDateTime - began).TotalHours;
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.StartAsync("Retry");

        await Eventually.BecomesAsync(() => hub.Hub.ExportHistoryAsync(id), history => Count(history, "TimerCreated") == 1);
        clock.Advance(TimeSpan.FromHours(1));
        await Eventually.BecomesAsync(() => hub.Hub.ExportHistoryAsync(id), history => Count(history, "TimerCreated") == 2);
        Assert.Equal(2, attempts);
        clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(4, (await hub.EndOf(id)).ReadOutputAs<double>());

        static int Count(string? text, string word) => text!.Split($"\"{word}\"").Length - 1;
    }

    [Fact]
    public async Task CallActivity_HandlerSaysNo_IsNotTriedAgain()
    {
        int attempts = 0;
        var catalog = Failing(() => $"attempt {Interlocked.Increment(ref attempts)}")
            .Orchestrator<string>("Retry", async context =>
            {
                var seen = new List<int>();
                TaskOptions options = TaskOptions.FromRetryHandler(retry =>
                {
                    seen.Add(retry.LastAttemptNumber);
                    return retry.LastAttemptNumber < 2 && retry.LastFailure.IsCausedBy<NotSupportedException>();
                });
                try
                {
                    await context.CallActivityAsync("Fail", null, options);
                }
                catch (TaskFailedException)
                {
                    return string.Join(',', seen);
                }

                return "succeeded";
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal("1,2", (await hub.RunAsync("Retry")).ReadOutputAs<string>());
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task CallActivity_AsyncHandler_MayCallActivities()
    {
        int attempts = 0;
        var catalog = Failing(() => $"attempt {Interlocked.Increment(ref attempts)}")
            .Activity<int, bool>("AskAgain", attempt => attempt < 4)
            .Orchestrator<string>("Retry", async context =>
            {
                AsyncRetryHandler handler = retry => context.CallActivityAsync<bool>("AskAgain", retry.LastAttemptNumber);
                try
                {
                    await context.CallActivityAsync("Fail", null, TaskOptions.FromRetryHandler(handler));
                    return "succeeded";
                }
                catch (TaskFailedException exception)
                {
                    return exception.FailureDetails.ErrorMessage;
                }
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal("attempt 4", (await hub.RunAsync("Retry")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallActivity_PolicyDoesNotHandleTheFailure_IsNotTriedAgain()
    {
        int attempts = 0;
        var catalog = Failing(() => $"attempt {Interlocked.Increment(ref attempts)}")
            .Orchestrator<string>("Retry", async context =>
            {
                var policy = new RetryPolicy(5, Brief) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
                try
                {
                    await context.CallActivityAsync("Fail", null, TaskOptions.FromRetryPolicy(policy));
                    return "succeeded";
                }
                catch (TaskFailedException exception)
                {
                    return exception.FailureDetails.ErrorMessage;
                }
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal("attempt 1", (await hub.RunAsync("Retry")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CallSubOrchestrator_FailsThenSucceeds_GivesTheResult()
    {
        int attempts = 0;
        var catalog = new TestCatalog()
            .Activity<object?, int>("Attempt", _ => Interlocked.Increment(ref attempts))
            .Orchestrator<int>("Child", async context =>
            {
                int attempt = await context.CallActivityAsync<int>("Attempt");
                return attempt < 3 ? throw new InvalidOperationException($"attempt {attempt}") : attempt;
            })
            .Orchestrator<string?, int>("Parent", (context, childId) => context.CallSubOrchestratorAsync<int>(
                "Child", null, new SubOrchestrationOptions(TaskRetryOptions.FromRetryPolicy(new RetryPolicy(5, Brief)), childId)));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal(3, (await hub.RunAsync("Parent")).ReadOutputAs<int>());
        attempts = 0;
        Assert.Equal(3, (await hub.RunAsync("Parent", "child-of-one-name")).ReadOutputAs<int>());
    }

    private static TestCatalog Failing(Func<string> message) =>
        new TestCatalog().Activity<object?, int>("Fail", (_, _) => throw new NotSupportedException(message()));
}
