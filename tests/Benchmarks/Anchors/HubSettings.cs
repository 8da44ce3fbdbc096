using System.Text.Json;
using DurableTask.AzureStorage;
using Yuekao.Local.Azurite;
using Yuekao.Local.Host.Durable;

namespace Yuekao.Benchmarks.Anchors;

/// <summary>The task hub's settings as the local host has them, for a program without the Functions host: the app's <c>host.json</c>, but for the polling.</summary>
internal static class HubSettings
{
    /// <summary>Reads them.</summary>
    /// <param name="connection">The storage.</param>
    /// <param name="hub">The hub's name.</param>
    public static AzureStorageOrchestrationServiceSettings Read(string connection, string hub)
    {
        using JsonDocument host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryFolders.Root, "host.json")));
        JsonElement durable = host.RootElement.GetProperty("extensions").GetProperty("durableTask");
        JsonElement provider = durable.GetProperty("storageProvider");
        return new AzureStorageOrchestrationServiceSettings
        {
            TaskHubName = hub,
            StorageAccountClientProvider = new StorageAccountClientProvider(connection),
            PartitionCount = provider.GetProperty("partitionCount").GetInt32(),
            ControlQueueBatchSize = provider.GetProperty("controlQueueBatchSize").GetInt32(),
            ControlQueueBufferThreshold = provider.GetProperty("controlQueueBufferThreshold").GetInt32(),
            MaxQueuePollingInterval = LocalDurability.MaxQueuePollingInterval,
            UseTablePartitionManagement = provider.GetProperty("useTablePartitionManagement").GetBoolean(),
            MaxConcurrentTaskActivityWorkItems = durable.GetProperty("maxConcurrentActivityFunctions").GetInt32(),
            MaxConcurrentTaskOrchestrationWorkItems = durable.GetProperty("maxConcurrentOrchestratorFunctions").GetInt32(),
        };
    }
}
