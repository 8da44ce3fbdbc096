using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Newtonsoft.Json.Linq;

namespace Yuekao.Local.Host.Durable;

/// <summary>A durable timer that has yet to fire.</summary>
/// <param name="InstanceId">The orchestration that waits.</param>
/// <param name="ExecutionId">Which of its executions.</param>
/// <param name="TimerId">The event in its history.</param>
/// <param name="DueAt">When, UTC, on the driven clock.</param>
public sealed record PendingTimer(string InstanceId, string? ExecutionId, int TimerId, DateTime DueAt);

/// <summary>The timers of a hub. The engine never sees them before they are due; a restarted host finds them again in the histories.</summary>
internal sealed class PendingTimers(DrivenClock clock)
{
    private readonly ConcurrentDictionary<PendingTimer, bool> timers = new();

    public IReadOnlyList<PendingTimer> All => [.. timers.Keys.OrderBy(timer => timer.DueAt)];

    public DateTimeOffset? Next => timers.Keys.MinBy(timer => timer.DueAt)?.DueAt;

    public IReadOnlyList<PendingTimer> Due(DateTime now) => [.. timers.Keys.Where(timer => timer.DueAt <= now).OrderBy(timer => timer.DueAt)];

    public void Remove(PendingTimer timer) => timers.TryRemove(timer, out _);

    /// <summary>Takes over what a turn has left: its new timers, unless the instance has ended or gone on as a new execution.</summary>
    public void AfterTurn(OrchestrationRuntimeState state, IEnumerable<TaskMessage> created)
    {
        if (state.OrchestrationInstance is not { } instance)
            return;
        bool ended = state.OrchestrationStatus.HasEnded();
        foreach (PendingTimer old in timers.Keys.Where(timer => timer.InstanceId == instance.InstanceId && (ended || timer.ExecutionId != instance.ExecutionId)))
            Remove(old);
        foreach (TaskMessage message in created)
        {
            if (!ended && message.OrchestrationInstance.ExecutionId == instance.ExecutionId && message.Event is TimerFiredEvent timer)
                timers[new(instance.InstanceId, instance.ExecutionId, timer.TimerId, timer.FireAt.ToUniversalTime())] = true;
        }
    }

    /// <summary>Reads the timers that the instances alive have created and not seen fire.</summary>
    /// <exception cref="HubTimeException">The hub has lived to a later time than the clock shows.</exception>
    public async Task RestoreAsync(IOrchestrationServiceClient client)
    {
        var query = new OrchestrationQuery { PageSize = 100, FetchInputsAndOutputs = false };
        do
        {
            OrchestrationQueryResult page = await ((IOrchestrationServiceQueryClient)client).GetOrchestrationWithQueryAsync(query, CancellationToken.None);
            foreach (OrchestrationState state in page.OrchestrationState)
            {
                Check(state);
                if (state.OrchestrationStatus.HasEnded())
                    continue;
                OrchestrationInstance instance = state.OrchestrationInstance;
                Restore(instance, JArray.Parse(await client.GetOrchestrationHistoryAsync(instance.InstanceId, instance.ExecutionId) ?? "[]"));
            }
            query.ContinuationToken = page.ContinuationToken;
        }
        while (query.ContinuationToken is not null);
    }

    private void Restore(OrchestrationInstance instance, JArray history)
    {
        JToken[] Of(EventType type) => [.. history.Where(item => (int?)item["EventType"] == (int)type)];
        HashSet<int> fired = [.. Of(EventType.TimerFired).Select(item => (int)item["TimerId"]!)];
        foreach (JToken item in Of(EventType.TimerCreated).Where(item => !fired.Contains((int)item["EventId"]!)))
            timers[new(instance.InstanceId, instance.ExecutionId, (int)item["EventId"]!, ((DateTime)item["FireAt"]!).ToUniversalTime())] = true;
    }

    private void Check(OrchestrationState state)
    {
        // The engine writes the real time into an instance that no turn has touched.
        DateTime seen = state.OrchestrationStatus == OrchestrationStatus.Pending ? state.CreatedTime : state.LastUpdatedTime;
        if (seen.ToUniversalTime() > clock.UtcNow)
        {
            throw new HubTimeException(
                $"The hub has lived to {seen:u} (instance '{state.OrchestrationInstance.InstanceId}'), but the clock in {clock.Path} shows {clock.UtcNow:u}: the file was lost or belongs "
                + "to another hub. Start with a later time, or delete the hub's data together with the file.");
        }
    }
}

internal static class OrchestrationStatusExtensions
{
    public static bool HasEnded(this OrchestrationStatus status) =>
        status is not (OrchestrationStatus.Running or OrchestrationStatus.Pending or OrchestrationStatus.Suspended or OrchestrationStatus.ContinuedAsNew);
}
