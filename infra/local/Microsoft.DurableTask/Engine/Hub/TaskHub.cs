using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>
/// A task hub: the instances of one host, their histories and their work. One life long: start it, stop it, and make another one to start again.
/// </summary>
internal sealed class TaskHub : IAsyncDisposable
{
    private readonly HubLifetime lifetime = new();
    private readonly HubServices services;
    private readonly HubLease lease;
    private bool ended;

    public TaskHub(
        TaskHubOptions options, TableServiceClient tables, BlobServiceClient blobs, ITaskCatalog catalog, TimeProvider clock, ILoggerFactory loggers)
    {
        ILogger logger = loggers.CreateLogger("DurableTask." + options.HubName);
        lease = new HubLease(blobs.GetBlobContainerClient(HubStorage.ContainerPrefix(options.HubName) + "-leases"), options, lifetime, logger);
        var storage = new HubStorage(options, tables, blobs, lease.Writer, logger, lifetime.Halted);
        services = new HubServices(options, storage, catalog, clock, loggers, lifetime);
        Client = new TaskHubClient(services);
    }

    public DurableTaskClient Client { get; }

    /// <summary>Ends when the hub does: with the reason when it had to, such as a lost lease. A host should stop with it.</summary>
    public Task<Exception?> Ended => lifetime.End;

    /// <summary>Takes the hub and goes on where it stopped.</summary>
    /// <exception cref="InvalidOperationException">Another host holds the hub.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await lease.AcquireAsync(cancellationToken);
        try
        {
            await services.Storage.CreateAsync(cancellationToken);
            IReadOnlyCollection<OrchestrationInstance> instances = await new HubRecovery(services).LoadAsync(cancellationToken);
            services.Activities.Start();
            services.Projection.Start();
            foreach (OrchestrationInstance instance in instances)
                instance.Activate();
        }
        catch
        {
            await EndAsync();
            throw;
        }

        lifetime.Start();
        _ = ReportAsync();
    }

    /// <summary>
    /// Begins nothing new, waits for the activities and steps that are running and stores their results. What is not done when the token fires runs
    /// again at the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (ended)
            return;
        lifetime.Stop();
        try
        {
            await services.Activities.DrainAsync(cancellationToken);
            await services.Directory.DrainAsync(cancellationToken);
            await services.Projection.FlushAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            services.Logger.LogWarning("Task hub '{Hub}' stops before all activities have ended; they run again at the next start.", services.Options.HubName);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Drops everything at this instant, as a killed process does.</summary>
    public void Abort()
    {
        ended = true;
        lease.Abandon();
        lifetime.Halt();
        services.Timers.Dispose();
    }

    /// <summary>The history of an instance's present or last execution as JSON, to be kept and replayed by <see cref="HistoryReplayer"/>.</summary>
    /// <returns>Nothing when there is no such instance.</returns>
    public async Task<string?> ExportHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        if (services.Directory.Find(instanceId) is { } live)
            return HistoryJson.Export(live.History);
        if (await services.Storage.Instances.FindAsync(instanceId, cancellation) is not { } record)
            return null;
        ILookup<string, HistoryRow> rows = await services.Storage.History.LoadAsync([record], cancellation);
        HistoryEvent[] events = [.. rows[record.Key].Where(row => row.Execution == record.Execution).SelectMany(row => row.Events)];
        await services.Storage.Payloads.FillAsync(events.SelectMany(entry => entry.Carried), cancellation);
        return HistoryJson.Export(new RecordedHistory(instanceId, events));
    }

    /// <summary>Stops at once if it runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!ended)
            await EndAsync();
    }

    private async Task EndAsync()
    {
        ended = true;
        lifetime.Halt();
        services.Timers.Dispose();
        await lease.ReleaseAsync();
    }

    private async Task ReportAsync()
    {
        if (await lifetime.End is { } reason)
            services.Logger.LogCritical(reason, "Task hub '{Hub}' has stopped working: {Reason}", services.Options.HubName, reason.Message);
    }
}
