using Azure.Storage.Queues;
using DurableTask.AzureStorage;

namespace Yuekao.Local.Host.Durable;

/// <summary>What a hub has yet to do: messages that wait and messages that are being worked on.</summary>
internal abstract class Backlog
{
    public virtual void Sent(TaskMessage message) { }

    public virtual void Handled(TaskMessage message) { }

    /// <summary>Exact only while no message moves: the caller sees to that.</summary>
    public abstract Task<bool> IsEmptyAsync(CancellationToken cancellation);
}

/// <summary>
/// The lengths of the hub's queues. A queue counts a message until what it led to is stored and sent, hidden ones included: so this is true of what a killed
/// host left behind, too. No timer waits in a queue while the clock is driven.
/// </summary>
internal sealed class QueueBacklog(AzureStorageOrchestrationServiceSettings settings) : Backlog
{
    private readonly Lazy<QueueClient[]> queues = new(() =>
    {
        var storage = settings.StorageAccountClientProvider!.Queue;
        QueueServiceClient service = storage.CreateClient(storage.CreateOptions());
        IEnumerable<string> names = Enumerable.Range(0, settings.PartitionCount).Select(partition => $"control-{partition:00}").Append("workitems");
        return [.. names.Select(name => service.GetQueueClient($"{settings.TaskHubName.ToLowerInvariant()}-{name}"))];
    });

    public override async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        int[] lengths = await Task.WhenAll(queues.Value.Select(async queue => (await queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount));
        return lengths.Sum() == 0;
    }
}

/// <summary>The in-memory engine shows no queue, but hands out the very objects that it was given: noted when sent, and struck off when dealt with.</summary>
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
            string? last = state?.OrchestrationInstance.ExecutionId;
            if (state is not null && (PendingTimers.HasEnded(state.OrchestrationStatus) || (to.ExecutionId ?? last) != last))
                Handled(message);
        }
        return open.IsEmpty;
    }
}
