using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>The client of a hub in the same process.</summary>
internal sealed class TaskHubClient(HubServices hub) : DurableTaskClient(hub.Options.HubName)
{
    private readonly InstanceQueries queries = new(hub);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        hub.Lifetime.EnsureRunning();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        bool given = options?.InstanceId is { Length: > 0 };
        string instanceId = given ? options!.InstanceId! : Guid.NewGuid().ToString("N");
        StorageKey.Validate(instanceId);

        string version = options?.Version?.Version ?? hub.Options.DefaultVersion ?? string.Empty;
        InstanceRecord record = hub.Directory.New(instanceId, orchestratorName, version, Convert(input)) with { StartAt = options?.StartAt };
        if (options is not null)
            record = record with { Tags = options.Tags };
        await CreateAsync(record, given, ReusePolicy.Of(options), cancellation);
        return instanceId;
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return RecordAsync(instanceId, new EventRaised(eventName, Convert(eventPayload)), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        RecordAsync(instanceId, new ExecutionSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        RecordAsync(instanceId, new ExecutionResumed(reason), cancellation);

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        RecordAsync(instanceId, new ExecutionTerminated(Convert(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, instance => instance.Started, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, instance => instance.Ended, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        hub.Lifetime.EnsureRunning();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        InstanceRecord? record = await queries.FindAsync(instanceId, getInputsAndOutputs, cancellation);
        return record?.ToMetadata(getInputsAndOutputs ? hub.Options.Converter : null);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        hub.Lifetime.EnsureRunning();
        return queries.List(filter ?? new OrchestrationQuery());
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        hub.Lifetime.EnsureRunning();
        return queries.ListIdsAsync(InstanceFilter.EndedBetween(runtimeStatus, completedTimeFrom, completedTimeTo), pageSize, lastInstanceKey, cancellation);
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        hub.Lifetime.EnsureRunning();
        return new PurgeResult(await hub.Purger.PurgeAsync(instanceId, options?.Recursive ?? false, cancellation));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        hub.Lifetime.EnsureRunning();
        ArgumentNullException.ThrowIfNull(filter);
        long began = hub.Clock.GetTimestamp();
        await hub.Projection.FlushAsync(cancellation);
        int count = 0;
        foreach (InstanceRecord record in await hub.Storage.Instances.ListAsync(InstanceFilter.EndedAmong(filter), cancellation))
        {
            if (filter.Timeout is { } timeout && hub.Clock.GetElapsedTime(began) >= timeout)
                return new PurgeResult(count, isComplete: false);
            count += await hub.Purger.PurgeAsync(record.InstanceId, options?.Recursive ?? false, cancellation);
        }

        return new PurgeResult(count, isComplete: true);
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        hub.Lifetime.EnsureRunning();
        InstanceRecord old = await queries.FindAsync(instanceId, withPayloads: true, cancellation)
            ?? throw new ArgumentException($"There is no orchestration instance with id '{instanceId}'.", nameof(instanceId));
        string id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        InstanceRecord again = hub.Directory.New(id, old.Name, old.Version, old.Input?.Copy()) with { Tags = old.Tags };
        await CreateAsync(again, !restartWithNewInstanceId, ReusePolicy.Of(null), cancellation);
        return id;
    }

    // The hub belongs to the host, and clients are shared.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task CreateAsync(InstanceRecord record, bool mayExist, Func<InstanceRecord, bool> policy, CancellationToken cancellation) =>
        await hub.Lifetime.WaitAsync(hub.Directory.CreateAsync(record, mayExist, policy), cancellation);

    private async Task RecordAsync(string instanceId, HistoryEvent entry, CancellationToken cancellation)
    {
        hub.Lifetime.EnsureRunning();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (hub.Directory.Find(instanceId) is { } instance)
            await hub.Lifetime.WaitAsync(instance.RecordAsync(entry), cancellation);
        else
            hub.Logger.LogInformation("{Event} for '{InstanceId}' is dropped: no such instance is running.", entry.GetType().Name, instanceId);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationInstance, Task> moment, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        hub.Lifetime.EnsureRunning();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        DataConverter? converter = getInputsAndOutputs ? hub.Options.Converter : null;
        if (hub.Directory.Find(instanceId) is { } instance)
        {
            await hub.Lifetime.WaitAsync(moment(instance), cancellation);
            return instance.Record.ToMetadata(converter);
        }

        InstanceRecord record = await queries.FindAsync(instanceId, getInputsAndOutputs, cancellation)
            ?? throw new InvalidOperationException($"There is no orchestration instance with id '{instanceId}'.");
        return record.ToMetadata(converter);
    }

    private Payload? Convert(object? value) => Payload.Of(hub.Options.Converter.Serialize(value));
}
