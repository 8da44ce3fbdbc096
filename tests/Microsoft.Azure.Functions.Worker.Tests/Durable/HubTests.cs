using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Yuekao.TestSupport;

namespace Microsoft.Azure.Functions.Worker.Tests.Durable;

public sealed class HubTests(AzuriteFixture azurite)
{
    private readonly string hub = DurableApp.NewHub();

    /// <summary>Lets the test decide when an activity ends.</summary>
    public sealed class Work
    {
        private int runs;

        public int Runs => runs;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Begin()
        {
            Interlocked.Increment(ref runs);
            Entered.TrySetResult();
        }
    }

    public sealed class Functions(Work work)
    {
        [Function(nameof(Working))]
        public static Task<string> Working([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>(nameof(Toil));

        [Function(nameof(Toil))]
        public async Task<string> Toil([ActivityTrigger] object? input)
        {
            work.Begin();
            await work.Done.Task;
            return "done";
        }
    }

    [Fact]
    public async Task Start_HubOfAnotherHost_IsRefusedInOneLine()
    {
        await using RunningApp first = await App(new Work()).StartAsync();

        string problem = Assert.Single(await App(new Work()).FailToStartAsync());

        Assert.StartsWith($"Task hub '{hub}' is in use by another host", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public async Task Start_HubOfAHostThatHasStopped_IsFree()
    {
        await using (RunningApp first = await App(new Work()).StartAsync())
        {
            await first.StopAsync();
        }
        await using RunningApp second = await App(new Work()).StartAsync();

        Assert.NotNull(second.Client());
    }

    [Fact]
    public async Task Stop_ActivityThatEndsInTime_IsNotRunAgain()
    {
        var work = new Work();
        string id;
        await using (RunningApp app = await App(work).StartAsync())
        {
            id = await StartWorkAsync(app, work);
            Task stop = app.StopAsync();
            work.Done.SetResult();
            await stop;
        }

        var never = new Work();
        await using RunningApp next = await App(never).StartAsync();
        OrchestrationMetadata end = await next.EndOfAsync(id);

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal((1, 0), (work.Runs, never.Runs));
    }

    [Fact]
    public async Task Stop_ActivityThatDoesNotEnd_IsRunAgain()
    {
        var stuck = new Work();
        string id;
        await using (RunningApp app = await App(stuck, shutdownTimeout: TimeSpan.FromMilliseconds(500)).StartAsync())
        {
            id = await StartWorkAsync(app, stuck);
            await app.StopAsync();
        }

        var work = new Work();
        work.Done.SetResult();
        await using RunningApp next = await App(work).StartAsync();
        OrchestrationMetadata end = await next.EndOfAsync(id);

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal((1, 1), (stuck.Runs, work.Runs));
        stuck.Done.SetResult();
    }

    [Fact]
    public async Task Hub_LeaseIsLost_StopsTheHost()
    {
        int before = Environment.ExitCode;
        try
        {
            await using RunningApp app = await App(new Work()).StartAsync();
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            app.Lifetime.ApplicationStopping.Register(stopping.SetResult);

            await TakeLeaseAsync();

            await stopping.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    private TestApp App(Work work, TimeSpan? shutdownTimeout = null) =>
        DurableApp.On(azurite.ConnectionString, hub, [typeof(Functions)], builder => builder.Services.AddSingleton(work), shutdownTimeout);

    private static async Task<string> StartWorkAsync(RunningApp app, Work work)
    {
        string id = await app.Client().ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Working), TestContext.Current.CancellationToken);
        await work.Entered.Task.WaitAsync(TestContext.Current.CancellationToken);
        return id;
    }

    private async Task TakeLeaseAsync()
    {
        BlobClient blob = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient($"{hub.ToLowerInvariant()}-leases").GetBlobClient("host");
        await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: TestContext.Current.CancellationToken);
        await blob.GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, cancellationToken: TestContext.Current.CancellationToken);
    }
}
