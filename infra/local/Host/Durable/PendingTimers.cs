using DurableTask.Core.Query;
using Newtonsoft.Json.Linq;

namespace Yuekao.Local.Host.Durable;

/// <summary>A durable timer of an execution, which has yet to fire. It is due at a time of the driven clock, in UTC.</summary>
public sealed record PendingTimer(string InstanceId, string? ExecutionId, int TimerId, DateTime DueAt);

/// <summary>The timers of a hub. The engine never sees them before they are due; a restarted host finds them again in the histories.</summary>
internal sealed class PendingTimers(DrivenClock clock)
{
    private readonly ConcurrentDictionary<PendingTimer, bool> timers = new();

    public IReadOnlyList<PendingTimer> All => [.. timers.Keys.OrderBy(timer => timer.DueAt)];
    public IEnumerable<PendingTimer> Due => timers.Keys.Where(timer => timer.DueAt <= clock.UtcNow);

    public static bool HasEnded(OrchestrationStatus status) =>
        status is not (OrchestrationStatus.Running or OrchestrationStatus.Pending or OrchestrationStatus.Suspended or OrchestrationStatus.ContinuedAsNew);

    public void Remove(PendingTimer timer) => timers.TryRemove(timer, out _);

    /// <summary>Takes over what a turn has left: its new timers, unless the instance has ended or gone on as a new execution.</summary>
    public void AfterTurn(OrchestrationRuntimeState state, IEnumerable<TaskMessage> created)
    {
        if (state.OrchestrationInstance is not { } instance)
            return;
        bool ended = HasEnded(state.OrchestrationStatus);
        IEnumerable<PendingTimer> its = timers.Keys.Where(timer => timer.InstanceId == instance.InstanceId);
        foreach (PendingTimer old in its.Where(timer => ended || timer.ExecutionId != instance.ExecutionId))
            Remove(old);
        foreach (TaskMessage message in created.Where(message => !ended && message.OrchestrationInstance.ExecutionId == instance.ExecutionId))
        {
            if (message.Event is TimerFiredEvent timer)
                Add(instance, timer.TimerId, timer.FireAt);
        }
    }

    /// <summary>Reads the timers that the instances alive have created and not seen fire.</summary>
    /// <exception cref="LocalHostException">The hub has lived to a later time than the clock shows.</exception>
    public async Task RestoreAsync(IOrchestrationServiceClient client)
    {
        var query = new OrchestrationQuery { PageSize = 100, FetchInputsAndOutputs = false };
        do
        {
            OrchestrationQueryResult page = await ((IOrchestrationServiceQueryClient)client).GetOrchestrationWithQueryAsync(query, CancellationToken.None);
            foreach (OrchestrationState state in page.OrchestrationState)
                await RestoreAsync(client, state);
            query.ContinuationToken = page.ContinuationToken;
        }
        while (query.ContinuationToken is not null);
    }

    private async Task RestoreAsync(IOrchestrationServiceClient client, OrchestrationState state)
    {
        OrchestrationInstance instance = state.OrchestrationInstance;
        // The engine writes the real time into an instance that no turn has touched.
        DateTime seen = state.OrchestrationStatus == OrchestrationStatus.Pending ? state.CreatedTime : state.LastUpdatedTime;
        if (seen.ToUniversalTime() > clock.UtcNow)
        {
            throw new LocalHostException(
                $"The hub has lived to {seen:u} (instance '{instance.InstanceId}'), but the clock in {clock.Path} shows {clock.UtcNow:u}: "
                + "the file was lost or belongs to another hub. Start with a later time, or delete the hub's data together with the file.");
        }
        if (HasEnded(state.OrchestrationStatus))
            return;
        string? history = await client.GetOrchestrationHistoryAsync(instance.InstanceId, instance.ExecutionId);
        ILookup<EventType, JToken> events = JArray.Parse(history ?? "[]").ToLookup(item => (EventType)(int)item["EventType"]!);
        HashSet<int> fired = [.. events[EventType.TimerFired].Select(item => (int)item["TimerId"]!)];
        foreach (JToken item in events[EventType.TimerCreated].Where(item => !fired.Contains((int)item["EventId"]!)))
            Add(instance, (int)item["EventId"]!, (DateTime)item["FireAt"]!);
    }

    private void Add(OrchestrationInstance instance, int timerId, DateTime dueAt) =>
        timers[new(instance.InstanceId, instance.ExecutionId, timerId, dueAt.ToUniversalTime())] = true;
}
