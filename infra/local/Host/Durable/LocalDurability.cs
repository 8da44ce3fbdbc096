using DurableTask.AzureStorage;
using DurableTask.Core;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;

namespace Yuekao.Local.Host.Durable;

/// <summary>What is set for a hub on a laptop and not by host.json, whose values are meant for Azure.</summary>
public sealed record LocalDurabilityOptions
{
    /// <summary>How long an idle queue is left alone.</summary>
    /// <value>100 ms.</value>
    public TimeSpan MaxQueuePollingInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// After this time without a sign of life a message is seen again. The engine renews what it works on every five seconds (orchestrations and activities
    /// alike), so less than ten would let long activities run twice.
    /// </summary>
    /// <value>15 s.</value>
    public TimeSpan TakeOverAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Who owns partitions. Two hosts of a hub need two names; a host that starts again under its old name goes on with its partitions at once.</summary>
    /// <value>The machine's name.</value>
    public string WorkerId { get; init; } = Environment.MachineName;
}

/// <summary>Puts the local durability providers into the WebJobs host.</summary>
internal static class LocalDurability
{
    /// <summary>The <c>storageProvider:type</c> of the official in-memory engine; needs a driven clock.</summary>
    public const string InMemory = "InMemory";

    /// <summary>The <c>storageProvider:type</c> of the official Azure Storage engine: its official name, so that the app's host.json is read as it is in Azure.</summary>
    public const string AzureStorage = "AzureStorage";

    /// <summary>
    /// Offers <see cref="InMemory"/> and <see cref="AzureStorage"/>. With a clock, <see cref="HubTime"/> and <see cref="CronTimers"/> are offered too, and orchestrations
    /// live on that clock; without one <see cref="AzureStorage"/> is the official engine on real time.
    /// </summary>
    public static IServiceCollection AddLocalDurability(this IServiceCollection services, DrivenClock? clock = null, LocalDurabilityOptions? options = null)
    {
        // The extension takes the first provider of a name; the order of two calls must not decide which one that is.
        services.RemoveAll<IDurabilityProviderFactory>();
        services.AddSingleton<IDurabilityProviderFactory>(provider => new LocalProviderFactory(AzureStorage, () =>
        {
            AzureStorageOrchestrationServiceSettings settings = Settings(provider, options ?? new());
            var engine = new AzureStorageOrchestrationService(settings);
            return clock is null ? new LocalProvider(AzureStorage, engine) : Drive(provider, AzureStorage, engine, new QueueBacklog(settings));
        }));
        if (clock is null)
            return services;
        services.AddSingleton<IDurabilityProviderFactory>(provider => new LocalProviderFactory(InMemory, () =>
        {
            var engine = new InMemoryOrchestrationService(provider.GetService<ILoggerFactory>());
            return Drive(provider, InMemory, engine, new MemoryBacklog(engine));
        }));
        return services.AddSingleton(clock).AddSingleton<CronTimers>().AddSingleton(provider => new HubTime(clock, provider.GetRequiredService<CronTimers>()));
    }

    /// <summary>The Azure Storage engine as host.json describes it (orchestrations and activities: no entities), but for what keeps a killed host's work waiting.</summary>
    internal static AzureStorageOrchestrationServiceSettings Settings(IServiceProvider services, LocalDurabilityOptions local)
    {
        int concurrency = 10 * Environment.ProcessorCount;
        DurableTaskOptions hub = services.GetRequiredService<IOptions<DurableTaskOptions>>().Value;
        AzureStorageOptions storage = JObject.FromObject(hub.StorageProvider).ToObject<AzureStorageOptions>()!;
        string name = storage.ConnectionName ?? "Storage";
        return new()
        {
            StorageAccountClientProvider = new(services.GetRequiredService<IConfiguration>().GetWebJobsConnectionString(name)
                ?? throw new LocalHostException($"The durable task hub needs a connection string: set '{name}'.")),
            TaskHubName = hub.HubName,
            WorkerId = local.WorkerId,
            LoggerFactory = services.GetRequiredService<ILoggerFactory>(),
            PartitionCount = storage.PartitionCount,
            ControlQueueBatchSize = storage.ControlQueueBatchSize,
            ControlQueueBufferThreshold = storage.ControlQueueBufferThreshold,
            MaxConcurrentTaskActivityWorkItems = hub.MaxConcurrentActivityFunctions ?? concurrency,
            MaxConcurrentTaskOrchestrationWorkItems = hub.MaxConcurrentOrchestratorFunctions ?? concurrency,
            ThrowExceptionOnInvalidDedupeStatus = true,
            // Local from here on. host.json cannot ask for a visibility below a minute, and a killed host's messages stay hidden for that long.
            MaxQueuePollingInterval = local.MaxQueuePollingInterval,
            ControlQueueVisibilityTimeout = local.TakeOverAfter,
            WorkItemQueueVisibilityTimeout = local.TakeOverAfter,
            // A machine that is too busy to renew must not lose a partition: what was being read of it may then be stuck until a restart.
            LeaseInterval = TimeSpan.FromMinutes(1),
            LeaseRenewInterval = TimeSpan.FromSeconds(5),
            LeaseAcquireInterval = TimeSpan.FromSeconds(3),
            // Only of use where several apps share a hub.
            UseAppLease = false,
        };
    }

    private static DrivenProvider Drive(IServiceProvider services, string name, IOrchestrationService engine, Backlog backlog)
    {
        return services.GetRequiredService<HubTime>().Provider =
            new(name, engine, backlog, services.GetRequiredService<DrivenClock>(), Hub, services.GetRequiredService<ILogger<DrivenProvider>>());
        TaskHubWorker Hub() => PrivateFields.Read<TaskHubWorker>(services.GetServices<IExtensionConfigProvider>().OfType<DurableTaskExtension>().Single(), "taskHubWorker");
    }

    private sealed class LocalProviderFactory(string name, Func<DurabilityProvider> make) : IDurabilityProviderFactory
    {
        private readonly Lazy<DurabilityProvider> provider = new(make);

        public string Name => name;

        public DurabilityProvider GetDurabilityProvider() => provider.Value;

        public DurabilityProvider GetDurabilityProvider(DurableClientAttribute attribute) => provider.Value;

        public void SetUseSeparateQueueForEntityWorkItems(bool newValue) { }
    }
}
