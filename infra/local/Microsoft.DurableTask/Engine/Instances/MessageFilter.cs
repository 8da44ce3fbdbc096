namespace Microsoft.DurableTask.Local;

/// <summary>Tells news from what an instance knows already or no longer wants: late results, second deliveries, timers given up.</summary>
internal static class MessageFilter
{
    public static List<HistoryEvent> News(ExecutionState state, int execution, IEnumerable<Message> messages)
    {
        var news = new List<HistoryEvent>();
        var closed = new HashSet<int>();
        var received = new Dictionary<string, long>();
        bool started = state.Started is not null, suspended = state.IsSuspended;
        foreach (Message message in messages)
        {
            if (message.Event is { } entry && (message.Execution ?? execution) == execution && IsNews(entry))
                news.Add(entry);
        }

        return news;

        bool IsNews(HistoryEvent entry)
        {
            switch (entry)
            {
                case ExecutionStarted:
                    return !started && (started = true);
                case TaskCompleted completed:
                    return state.Open.ContainsKey(completed.TaskId) && closed.Add(completed.TaskId);
                case TaskFailed failed:
                    return state.Open.ContainsKey(failed.TaskId) && closed.Add(failed.TaskId);
                case TimerFired fired:
                    return state.Open.ContainsKey(fired.TaskId) && closed.Add(fired.TaskId);
                case EventRaised { Origin: { } origin }:
                    long last = received.GetValueOrDefault(origin.Sender, state.Received.GetValueOrDefault(origin.Sender, -1));
                    received[origin.Sender] = Math.Max(last, origin.Number);
                    return origin.Number > last;
                case ExecutionSuspended:
                    return !suspended && (suspended = true);
                case ExecutionResumed:
                    return suspended && !(suspended = false);
                default:
                    return true;
            }
        }
    }
}
