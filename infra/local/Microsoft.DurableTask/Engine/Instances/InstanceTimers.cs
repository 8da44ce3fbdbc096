namespace Microsoft.DurableTask.Local;

/// <summary>The timers that an instance waits for.</summary>
internal sealed class InstanceTimers(HubServices hub, OrchestrationInstance owner)
{
    private readonly Dictionary<int, IDisposable> timers = [];

    /// <summary>Sets and removes timers as the events say.</summary>
    public void Follow(IReadOnlyList<HistoryEvent> events, ExecutionState state, int execution)
    {
        foreach (HistoryEvent entry in events)
        {
            switch (entry)
            {
                case TimerCreated created when state.Open.ContainsKey(created.TaskId):
                    timers[created.TaskId] = hub.Timers.Schedule(
                        created.FireAt, () => owner.Post(new Message(new TimerFired(created.TaskId), execution)));
                    break;
                case TimerCanceled canceled:
                    Remove(canceled.TaskId);
                    break;
                case TimerFired fired:
                    Remove(fired.TaskId);
                    break;
            }
        }
    }

    public void Clear()
    {
        foreach (IDisposable timer in timers.Values)
            timer.Dispose();
        timers.Clear();
    }

    private void Remove(int taskId)
    {
        if (timers.Remove(taskId, out IDisposable? timer))
            timer.Dispose();
    }
}
