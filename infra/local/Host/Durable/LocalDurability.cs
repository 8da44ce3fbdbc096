using DurableTask.AzureStorage;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;

namespace Yuekao.Local.Host.Durable;

/// <summary>Puts the local durability providers into the WebJobs host. What is constant here is meant for a laptop; host.json speaks of Azure.</summary>
public static class LocalDurability
{
    // The storageProvider:type of the official engines. That in memory needs a driven clock.
    internal const string InMemory = "InMemory";
    internal const string AzureStorage = "AzureStorage";

    // After this time without a sign of life a message is seen again. The engine renews what it works on every five seconds (orchestrations and activities
    // alike), so less than ten would let long activities run twice. host.json cannot ask for less than a minute.
    private static readonly TimeSpan TakeOverAfter = TimeSpan.FromSeconds(15);

    /// <summary>How long an idle queue is left alone.</summary>
    public static TimeSpan MaxQueuePollingInterval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>With a clock, orchestrations live on it, and <see cref="HubTime"/> drives it; without one, only Azure Storage is there, on real time.</summary>
    internal static IServiceCollection AddLocalDurability(this IServiceCollection services, DrivenClock? clock, string owner)
    {
        // The extension takes the first provider of a name.
        services.RemoveAll<IDurabilityProviderFactory>();
        services.AddSingleton<IDurabilityProviderFactory>(provider => new Factory(AzureStorage, new(() =>
        {
            AzureStorageOrchestrationServiceSettings settings = Settings(provider, owner);
            var engine = new AzureStorageOrchestrationService(settings);
            return clock is null ? new LocalProvider(AzureStorage, engine) : Drive(provider, AzureStorage, engine, new QueueBacklog(settings));
        })));
        if (clock is null)
            return services;
        services.AddSingleton<IDurabilityProviderFactory>(provider => new Factory(InMemory, new(() =>
        {
            var engine = new InMemoryOrchestrationService(provider.GetService<ILoggerFactory>());
            return Drive(provider, InMemory, engine, new MemoryBacklog(engine));
        })));
        return services.AddSingleton(clock).AddSingleton<CronTimers>().AddSingleton(provider => new HubTime(clock, provider.GetRequiredService<CronTimers>()));
    }

    /// <summary>The Azure Storage engine as host.json describes it (without entities), but for what keeps a killed host's work waiting.</summary>
    internal static AzureStorageOrchestrationServiceSettings Settings(IServiceProvider services, string owner)
    {
        DurableTaskOptions hub = services.GetRequiredService<IOptions<DurableTaskOptions>>().Value;
        AzureStorageOptions storage = JObject.FromObject(hub.StorageProvider).ToObject<AzureStorageOptions>()!;
        string name = storage.ConnectionName ?? "Storage";
        string connection = services.GetRequiredService<IConfiguration>().GetWebJobsConnectionString(name)
            ?? throw new LocalHostException($"The durable task hub needs a connection string: set '{name}'.");
        return new()
        {
            StorageAccountClientProvider = new(connection),
            TaskHubName = hub.HubName,
            WorkerId = owner,
            LoggerFactory = services.GetRequiredService<ILoggerFactory>(),
            PartitionCount = storage.PartitionCount,
            ControlQueueBatchSize = storage.ControlQueueBatchSize,
            ControlQueueBufferThreshold = storage.ControlQueueBufferThreshold,
            MaxConcurrentTaskActivityWorkItems = hub.MaxConcurrentActivityFunctions ?? 10,
            MaxConcurrentTaskOrchestrationWorkItems = hub.MaxConcurrentOrchestratorFunctions ?? 10,
            ThrowExceptionOnInvalidDedupeStatus = true,
            MaxQueuePollingInterval = MaxQueuePollingInterval,
            ControlQueueVisibilityTimeout = TakeOverAfter,
            WorkItemQueueVisibilityTimeout = TakeOverAfter,
            // A machine that is too busy to renew must not lose a partition: what was being read of it may then be stuck until a restart.
            LeaseInterval = TimeSpan.FromMinutes(1),
            LeaseRenewInterval = TimeSpan.FromSeconds(5),
            LeaseAcquireInterval = TimeSpan.FromSeconds(3),
            UseAppLease = false,
        };
    }

    private static DrivenProvider Drive(IServiceProvider services, string name, IOrchestrationService engine, Backlog backlog)
    {
        var log = services.GetRequiredService<ILogger<DrivenProvider>>();
        return services.GetRequiredService<HubTime>().Provider = new(name, engine, backlog, services.GetRequiredService<DrivenClock>(), Hub, log);

        TaskHubWorker Hub() =>
            DrivenProvider.Private<TaskHubWorker>(services.GetServices<IExtensionConfigProvider>().OfType<DurableTaskExtension>().Single(), "taskHubWorker");
    }

    private sealed class Factory(string name, Lazy<DurabilityProvider> provider) : IDurabilityProviderFactory
    {
        public string Name => name;

        public DurabilityProvider GetDurabilityProvider() => provider.Value;

        public DurabilityProvider GetDurabilityProvider(DurableClientAttribute attribute) => provider.Value;

        public void SetUseSeparateQueueForEntityWorkItems(bool newValue) { }
    }
}

/// <summary>An official engine as the extension wants it: what its own provider for Azure Storage, which is internal, does beyond passing calls on.</summary>
internal class LocalProvider(string name, IOrchestrationService engine) : DurabilityProvider(name, engine, (IOrchestrationServiceClient)engine, name)
{
    // Longer timers of orchestrations in this process are made of several.
    public override TimeSpan MaximumDelayTime { get; set; } = TimeSpan.FromDays(6);
    public override TimeSpan LongRunningTimerIntervalLength { get; set; } = TimeSpan.FromDays(3);
    public override bool CheckStatusBeforeRaiseEvent => true;

    public override Task<IList<OrchestrationState>> GetOrchestrationStateWithInputsAsync(string instanceId, bool showInput = true) =>
        ((IOrchestrationServiceClient)this).GetOrchestrationStateAsync(instanceId, allExecutions: false);
}
