using DurableTask.AzureStorage;
using DurableTask.Core;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Yuekao.Local.Host.Durable;

namespace Yuekao.Local.Host.Tests.Durable;

/// <summary>A driven hub with orchestrations of the test, dispatched by the official worker of the engine.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly TaskHubWorker worker;
    private bool running;

    /// <param name="type">Which engine.</param>
    /// <param name="storage">The connection string of Azurite.</param>
    /// <param name="name">The hub's name.</param>
    /// <param name="clock">Its clock, which the caller disposes of.</param>
    public TestHub(string type, string storage, string name, DrivenClock clock)
    {
        Cron = new(clock, Monitor, NullLogger<CronTimers>.Instance);
        if (type == LocalDurability.InMemory)
        {
            var engine = new InMemoryOrchestrationService();
            Provider = new(type, engine, new MemoryBacklog(engine), clock, () => worker!, NullLogger.Instance);
        }
        else
        {
            AzureStorageOrchestrationServiceSettings settings = Settings(storage, name);
            var engine = new AzureStorageOrchestrationService(settings);
            Provider = new(type, engine, new QueueBacklog(settings), clock, () => worker!, NullLogger.Instance);
        }
        worker = new(Provider, NullLoggerFactory.Instance);
        Client = new(Provider);
        Time = new(clock, Cron) { Provider = Provider, RestLimit = TimeSpan.FromSeconds(60) };
    }

    public DrivenProvider Provider { get; }

    public TaskHubClient Client { get; }

    public HubTime Time { get; }

    public CronTimers Cron { get; }

    public MemoryMonitor Monitor { get; init; } = new();

    public static AzureStorageOrchestrationServiceSettings Settings(string storage, string name)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddOptions();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", storage)]).Build());
        services.Configure<Microsoft.Azure.WebJobs.Extensions.DurableTask.DurableTaskOptions>(options =>
        {
            options.HubName = name;
            options.StorageProvider["partitionCount"] = "2";
            options.StorageProvider["maxQueuePollingInterval"] = "00:00:10";
        });
        using ServiceProvider provider = services.BuildServiceProvider();
        return LocalDurability.Settings(provider, "test");
    }

    public TestHub With(string name, Func<Script, Task<string>> orchestration)
    {
        worker.AddTaskOrchestrations(new Maker<TaskOrchestration>(name, () => new Script(orchestration)));
        return this;
    }

    public TestHub WithActivity(string name, Func<string, Task<string>> activity)
    {
        worker.AddTaskActivities(new Maker<TaskActivity>(name, () => new Deed(activity)));
        return this;
    }

    public async Task<TestHub> StartAsync()
    {
        await ((IOrchestrationService)Provider).CreateIfNotExistsAsync();
        await worker.StartAsync();
        running = true;
        return this;
    }

    public Task<OrchestrationInstance> BeginAsync(string orchestration, string instance, string input = "") =>
        Client.CreateOrchestrationInstanceAsync(orchestration, "", instance, input);

    public async Task<OrchestrationState> StateAsync(string instance) => (await Client.GetOrchestrationStateAsync(instance))!;

    /// <summary>What an orchestration returned, once it has.</summary>
    public async Task<string> OutputAsync(OrchestrationInstance instance)
    {
        OrchestrationState state = await Client.WaitForOrchestrationAsync(new() { InstanceId = instance.InstanceId }, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus);
        return state.Output.Trim('"');
    }

    /// <summary>Stops at once, whatever is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await Cron.DisposeAsync();
        if (running)
            await worker.StopAsync(isForced: true);
        worker.Dispose();
    }
}

/// <summary>Keeps the standing of timer functions, for a second host to find.</summary>
internal sealed class MemoryMonitor : ScheduleMonitor
{
    private readonly Dictionary<string, ScheduleStatus> kept = [];

    public override Task<ScheduleStatus?> GetStatusAsync(string timerName) => Task.FromResult(kept.GetValueOrDefault(timerName));

    public override Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        lock (kept)
            kept[timerName] = new() { Last = status.Last, Next = status.Next, LastUpdated = status.LastUpdated };
        return Task.CompletedTask;
    }
}
