using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>A hub's tables and containers.</summary>
internal sealed class HubStorage
{
    public HubStorage(TaskHubOptions options, TableServiceClient tables, BlobServiceClient blobs, string writer, ILogger logger, CancellationToken halted)
    {
        string containers = ContainerPrefix(options.HubName);
        Payloads = new PayloadStore(blobs.GetBlobContainerClient(containers + "-largemessages"), options.LargePayloadThreshold);
        Instances = new InstanceStore(tables.GetTableClient(options.HubName + "Instances"), Payloads, logger, halted);
        History = new HistoryStore(tables.GetTableClient(options.HubName + "History"), Payloads, writer, logger, halted);
    }

    public PayloadStore Payloads { get; }

    public InstanceStore Instances { get; }

    public HistoryStore History { get; }

    /// <summary>Container names are lower-case.</summary>
    public static string ContainerPrefix(string hubName) => hubName.ToLowerInvariant();

    public async Task CreateAsync(CancellationToken cancellation)
    {
        await Payloads.CreateAsync(cancellation);
        await Instances.CreateAsync(cancellation);
        await History.CreateAsync(cancellation);
    }
}
