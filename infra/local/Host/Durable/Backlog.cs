using System.Collections.Concurrent;
using Azure.Storage.Queues;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Yuekao.Local.Host.Durable;

/// <summary>What a hub has yet to do: messages that wait and messages that are being worked on.</summary>
internal abstract class Backlog
{
    public virtual void Sent(TaskMessage message) { }

    public virtual void Handled(TaskMessage message) { }

    /// <summary>Whether nothing is left. Exact only while no message moves: the caller sees to that.</summary>
    public abstract Task<bool> IsEmptyAsync(CancellationToken cancellation);
}

/// <summary>
/// The lengths of the hub's queues. A queue counts a message from its arrival until what it led to is stored and sent, hidden ones included: so this is true of
/// starts and events that a killed host left behind, too. No timer waits in a queue while the clock is driven.
/// </summary>
internal sealed class QueueBacklog(AzureStorageOrchestrationServiceSettings settings) : Backlog
{
    private readonly Lazy<QueueClient[]> queues = new(() =>
    {
        IStorageServiceClientProvider<QueueServiceClient, QueueClientOptions> storage = settings.StorageAccountClientProvider!.Queue;
        QueueServiceClient service = storage.CreateClient(storage.CreateOptions());
        string hub = settings.TaskHubName.ToLowerInvariant();
        return [.. Enumerable.Range(0, settings.PartitionCount).Select(partition => $"{hub}-control-{partition:00}").Append($"{hub}-workitems").Select(service.GetQueueClient)];
    });

    public override async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        int[] lengths = await Task.WhenAll(queues.Value.Select(async queue => (await queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount));
        return lengths.Sum() == 0;
    }
}

/// <summary>The in-memory engine shows no queue, but hands out the very objects that it was given: they are noted when sent, and struck off when dealt with.</summary>
internal sealed class MemoryBacklog(IOrchestrationServiceClient engine) : Backlog
{
    private readonly ConcurrentDictionary<TaskMessage, bool> open = new(ReferenceEqualityComparer.Instance);

    public override void Sent(TaskMessage message) => open[message] = true;

    public override void Handled(TaskMessage message) => open.TryRemove(message, out _);

    public override async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        foreach (TaskMessage message in open.Keys.Where(message => message.Event is not TaskScheduledEvent))
        {
            // The engine drops without a word what comes for an instance that has ended, or for another execution than the last.
            OrchestrationInstance to = message.OrchestrationInstance;
            OrchestrationState? state = await engine.GetOrchestrationStateAsync(to.InstanceId, executionId: null);
            if (state is not null && (state.OrchestrationStatus.HasEnded() || (to.ExecutionId is not null && to.ExecutionId != state.OrchestrationInstance.ExecutionId)))
                Handled(message);
        }
        return open.IsEmpty;
    }
}
