using DurableTask.AzureStorage;
using DurableTask.Core;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Yuekao.Local.Host.Durable;
using Yuekao.TestSupport;

namespace Yuekao.Local.Host.Tests.Durable;

/// <summary>The providers in the official WebJobs host, chosen as the app's host.json chooses them.</summary>
public sealed class LocalDurabilityTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("yuekao-durability-").FullName;

    // Set where tests run in a container, it makes the extension write its events to standard output.
    static LocalDurabilityTests() => Environment.SetEnvironmentVariable("CONTAINER_NAME", null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(LocalDurability.InMemory)]
    [InlineData(LocalDurability.AzureStorage)]
    public async Task AddLocalDurability_Clock_TheExtensionsOrchestrationsLiveOnIt(string type)
    {
        using DrivenClock clock = DrivenClock.Open(Path.Combine(folder, "clock"), Start);
        using IHost host = Host(type, clock);
        await host.StartAsync(Cancellation);
        TaskHubClient client = Client(host, type);
        OrchestrationInstance instance = await client.CreateOrchestrationInstanceAsync(nameof(Functions.TwoWeeks), "", "i", "");
        HubTime time = host.Services.GetRequiredService<HubTime>();

        await time.MoveAsync(Start.AddDays(15), steps: true, Cancellation);

        OrchestrationState state = await client.WaitForOrchestrationAsync(instance, TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal("\"2031-03-15\"", state.Output);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task AddLocalDurability_NoClock_RunsOnRealTime()
    {
        using IHost host = Host(LocalDurability.AzureStorage, clock: null);
        await host.StartAsync(Cancellation);
        TaskHubClient client = Client(host, LocalDurability.AzureStorage);
        DateTime before = DateTime.UtcNow;
        OrchestrationInstance instance = await client.CreateOrchestrationInstanceAsync(nameof(Functions.Moment), "", "i", "");

        OrchestrationState state = await client.WaitForOrchestrationAsync(instance, TimeSpan.FromSeconds(60), Cancellation);

        Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus);
        Assert.InRange(state.LastUpdatedTime, before.AddSeconds(1), DateTime.UtcNow); // a second early may be: queues count whole ones
        Assert.Null(host.Services.GetService<HubTime>());
        await host.StopAsync(Cancellation);
    }

    /// <summary>In Azure as here, the reason of a failure is in the output only.</summary>
    [Fact]
    public async Task GetOrchestrationState_FailedOnAzureStorage_ReasonIsTheOutput()
    {
        AzureStorageOrchestrationServiceSettings settings = TestHub.Settings(azurite.ConnectionString, AzuriteFixture.UniqueName("hub"));
        var provider = new LocalProvider("AzureStorage", new AzureStorageOrchestrationService(settings));
        using var worker = new TaskHubWorker(provider, NullLoggerFactory.Instance) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        worker.AddTaskOrchestrations(new Maker<TaskOrchestration>("Fail", () => new Script(_ => throw new InvalidOperationException("no votes"))));
        await worker.StartAsync();
        var client = new TaskHubClient(provider);
        OrchestrationInstance instance = await client.CreateOrchestrationInstanceAsync("Fail", "", "f", "");

        OrchestrationState state = await client.WaitForOrchestrationAsync(instance, TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(OrchestrationStatus.Failed, state.OrchestrationStatus);
        Assert.Null(state.FailureDetails);
        Assert.Equal("System.InvalidOperationException: no votes", state.Output);
        await worker.StopAsync(isForced: true);
    }

    [Fact]
    public async Task AzureStorage_ActivityLongerThanTheTakeOver_RunsOnce()
    {
        int runs = 0;
        AzureStorageOrchestrationServiceSettings settings = TestHub.Settings(azurite.ConnectionString, AzuriteFixture.UniqueName("hub"));
        var provider = new LocalProvider("AzureStorage", new AzureStorageOrchestrationService(settings));
        using var worker = new TaskHubWorker(provider, NullLoggerFactory.Instance);
        worker.AddTaskOrchestrations(new Maker<TaskOrchestration>("Long", () => new Script(script => script.ActivityAsync("Long"))));
        worker.AddTaskActivities(new Maker<TaskActivity>("Long", () => new Deed(async _ =>
        {
            await Task.Delay(settings.WorkItemQueueVisibilityTimeout + TimeSpan.FromSeconds(3), Cancellation);
            return $"{Interlocked.Increment(ref runs)}";
        })));
        await worker.StartAsync();
        var client = new TaskHubClient(provider);
        OrchestrationInstance instance = await client.CreateOrchestrationInstanceAsync("Long", "", "l", "");

        OrchestrationState state = await client.WaitForOrchestrationAsync(instance, TimeSpan.FromSeconds(60), Cancellation);

        Assert.Equal("\"1\"", state.Output);
        Assert.Equal(1, runs);
        await worker.StopAsync(isForced: true);
    }

    [Fact]
    public void Read_FieldIsGone_SaysWhichAndOfWhichVersion()
    {
        LocalHostException failure = Assert.Throws<LocalHostException>(() => DrivenProvider.Private<object>(new TaskHubClient(new Microsoft.DurableTask.Testing.Sidecar.InMemoryOrchestrationService()), "gone"));
        Assert.Contains("'gone'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("DurableTask.Core, Version=3.", failure.Message, StringComparison.Ordinal);
    }

    private static TaskHubClient Client(IHost host, string type) => new(
        host.Services.GetServices<IDurabilityProviderFactory>().Single(factory => factory.Name == type).GetDurabilityProvider());

    private IHost Host(string type, DrivenClock? clock) => new HostBuilder()
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            new("AzureWebJobsStorage", azurite.ConnectionString),
            new("AzureWebJobs:extensions:durableTask:hubName", AzuriteFixture.UniqueName("hub")),
            new("AzureWebJobs:extensions:durableTask:storageProvider:type", type),
            new("AzureWebJobs:extensions:durableTask:storageProvider:connectionStringName", "AzureWebJobsStorage"),
            new("AzureWebJobs:extensions:durableTask:storageProvider:partitionCount", "1"),
        ]))
        .ConfigureWebJobs(jobs => jobs.AddDurableTask())
        .ConfigureServices(services => services
            .AddSingleton<ITypeLocator>(new Located())
            .AddSingleton<ScheduleMonitor>(new MemoryMonitor())
#pragma warning disable CS0618 // The WebJobs SDK asks the Functions host, its only user, for this.
            .AddSingleton<IWebHookProvider>(new NoHooks())
#pragma warning restore CS0618
            .AddLocalDurability(clock, "test"))
        .Build();

    public static class Functions
    {
        [FunctionName(nameof(TwoWeeks))]
        public static async Task<string> TwoWeeks([OrchestrationTrigger] IDurableOrchestrationContext context)
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(14), CancellationToken.None);
            return context.CurrentUtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        }

        [FunctionName(nameof(Moment))]
        public static Task Moment([OrchestrationTrigger] IDurableOrchestrationContext context) =>
            context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(3), CancellationToken.None);
    }

    private sealed class Located : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => [typeof(Functions)];
    }

#pragma warning disable CS0618
    private sealed class NoHooks : IWebHookProvider
    {
        public Uri GetUrl(IExtensionConfigProvider extension) => new("http://127.0.0.1/");
    }
#pragma warning restore CS0618
}
