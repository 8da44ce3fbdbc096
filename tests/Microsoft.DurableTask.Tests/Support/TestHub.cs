using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Local;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

/// <summary>A hub of its own on the assembly's Azurite, that can be stopped, crashed and started again.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly AzuriteFixture azurite;
    private readonly TestCatalog catalog;
    private readonly TimeProvider clock;
    private readonly ILoggerFactory loggers;
    private TaskHub? hub;

    public TestHub(AzuriteFixture azurite, TestCatalog catalog, TimeProvider? clock = null, ILoggerFactory? loggers = null)
    {
        this.azurite = azurite;
        this.catalog = catalog;
        this.clock = clock ?? TimeProvider.System;
        this.loggers = loggers ?? NullLoggerFactory.Instance;
        Options = new TaskHubOptions { HubName = AzuriteFixture.UniqueName("hub") };
    }

    public TaskHubOptions Options { get; set; }

    /// <summary>How the hub's storage clients are made: for counting and failing calls.</summary>
    public TableClientOptions TableOptions { get; set; } = new();

    public BlobClientOptions BlobOptions { get; set; } = new();

    public TaskHub Hub => hub ?? throw new InvalidOperationException("The hub is not running.");

    public DurableTaskClient Client => Hub.Client;

    public static async Task<TestHub> StartAsync(AzuriteFixture azurite, TestCatalog catalog, TimeProvider? clock = null, ILoggerFactory? loggers = null)
    {
        var test = new TestHub(azurite, catalog, clock, loggers);
        await test.StartAsync();
        return test;
    }

    public TaskHub New() => new(
        Options,
        new TableServiceClient(azurite.ConnectionString, TableOptions),
        new BlobServiceClient(azurite.ConnectionString, BlobOptions),
        catalog,
        clock,
        loggers);

    public async Task StartAsync()
    {
        hub = New();
        await hub.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopAsync()
    {
        await Hub.StopAsync(TestContext.Current.CancellationToken);
        hub = null;
    }

    /// <summary>Drops the hub as a killed process does.</summary>
    public void Crash()
    {
        Hub.Abort();
        hub = null;
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string? instanceId = null)
    {
        string id = await StartAsync(orchestrator, input, instanceId);
        return await EndOf(id);
    }

    public Task<string> StartAsync(string orchestrator, object? input = null, string? instanceId = null) => Client.ScheduleNewOrchestrationInstanceAsync(
        orchestrator, input, new StartOrchestrationOptions(instanceId), TestContext.Current.CancellationToken);

    public Task<OrchestrationMetadata> EndOf(string instanceId) =>
        Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

    /// <summary>Waits until an instance's history has an event of a kind.</summary>
    public Task RecordsAsync(string instanceId, string kind) => Eventually.BecomesAsync(
        () => Hub.ExportHistoryAsync(instanceId, TestContext.Current.CancellationToken), history => history!.Contains(kind, StringComparison.Ordinal));

    /// <summary>The keys of all rows of one of the hub's tables.</summary>
    public async Task<List<string>> RowsAsync(string table)
    {
        TableClient client = new TableServiceClient(azurite.ConnectionString).GetTableClient(Options.HubName + table);
        var keys = new List<string>();
        await foreach (TableEntity row in client.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
            keys.Add(row.RowKey);
        return keys;
    }

    /// <summary>The ids of the instances whose rows say that they have ended.</summary>
    public async Task<List<string>> EndedRowsAsync()
    {
        TableClient client = new TableServiceClient(azurite.ConnectionString).GetTableClient(Options.HubName + "Instances");
        var ids = new List<string>();
        await foreach (TableEntity row in client.QueryAsync<TableEntity>("Ended eq true", cancellationToken: TestContext.Current.CancellationToken))
            ids.Add(row.RowKey);
        return ids;
    }

    /// <summary>Copies a row under another key, as if somebody else had written it.</summary>
    public async Task CopyRowAsync(string table, string from, string to, string writer)
    {
        TableClient client = new TableServiceClient(azurite.ConnectionString).GetTableClient(Options.HubName + table);
        await foreach (TableEntity row in client.QueryAsync<TableEntity>($"RowKey eq '{from}'", cancellationToken: TestContext.Current.CancellationToken))
        {
            row.RowKey = to;
            row["Writer"] = writer;
            await client.AddEntityAsync(row, TestContext.Current.CancellationToken);
            return;
        }
    }

    /// <summary>The names of all blobs with large payloads.</summary>
    public async Task<List<string>> BlobsAsync()
    {
        var service = new BlobServiceClient(azurite.ConnectionString);
        BlobContainerClient container = service.GetBlobContainerClient(HubStorage.ContainerPrefix(Options.HubName) + "-largemessages");
        var names = new List<string>();
        await foreach (Azure.Storage.Blobs.Models.BlobItem blob in container.GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
            names.Add(blob.Name);
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        if (hub is not null)
            await hub.DisposeAsync();
    }
}
