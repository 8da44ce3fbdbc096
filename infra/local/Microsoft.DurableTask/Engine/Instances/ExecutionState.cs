namespace Microsoft.DurableTask.Local;

/// <summary>What an execution's recorded history amounts to. Running and recovering instances fold the same events in the same way.</summary>
internal sealed class ExecutionState
{
    private readonly Lock gate = new();
    private readonly List<HistoryEvent> events = [];
    private readonly SortedDictionary<int, ActionEvent> open = [];
    private readonly Dictionary<string, long> received = [];
    private readonly List<EventSent> undelivered = [];

    public IReadOnlyList<HistoryEvent> Events => events;

    /// <summary>How the execution began; nothing until then.</summary>
    public ExecutionStarted? Started { get; private set; }

    /// <summary>How the execution ended; nothing until then.</summary>
    public HistoryEvent? End { get; private set; }

    /// <summary>How the instance begins anew, once what this execution sent has arrived.</summary>
    public ContinuedAsNew? Continuation { get; private set; }

    public bool IsSuspended { get; private set; }

    /// <summary>Whether inputs are recorded that no step has consumed.</summary>
    public bool HasUnseenInputs { get; private set; }

    /// <summary>The time of the last step; the orchestration's clock never goes back.</summary>
    public DateTimeOffset LastStep { get; private set; }

    /// <summary>The custom status, when this execution has set one.</summary>
    public CustomStatusSet? CustomStatus { get; private set; }

    /// <summary>Activities, timers and sub-orchestrations that have not ended, by task id.</summary>
    public IReadOnlyDictionary<int, ActionEvent> Open => open;

    /// <summary>Per sending instance, the number of the last event received.</summary>
    public IReadOnlyDictionary<string, long> Received => received;

    /// <summary>Events sent to other instances that may not have arrived.</summary>
    public IReadOnlyList<EventSent> Undelivered => undelivered;

    /// <summary>The events so far, for whoever is not the instance itself.</summary>
    public IReadOnlyList<HistoryEvent> Snapshot()
    {
        lock (gate)
            return [.. events];
    }

    public void Add(HistoryEvent entry)
    {
        lock (gate)
            events.Add(entry);
        HasUnseenInputs |= entry is InputEvent;
        switch (entry)
        {
            case ExecutionStarted started:
                Started = started;
                foreach ((string sender, long number) in started.Received ?? new Dictionary<string, long>())
                    received[sender] = number;
                break;
            case StepTaken taken:
                LastStep = taken.At;
                HasUnseenInputs = false;
                break;
            case TaskScheduled or TimerCreated or SubOrchestrationScheduled:
                open.Add(((ActionEvent)entry).TaskId, (ActionEvent)entry);
                break;
            case TaskCompleted completed:
                open.Remove(completed.TaskId);
                break;
            case TaskFailed failed:
                open.Remove(failed.TaskId);
                break;
            case TimerFired fired:
                open.Remove(fired.TaskId);
                break;
            case TimerCanceled canceled:
                open.Remove(canceled.TaskId);
                break;
            case EventRaised { Origin: { } origin }:
                received[origin.Sender] = Math.Max(origin.Number, received.GetValueOrDefault(origin.Sender, -1));
                break;
            case EventSent sent:
                undelivered.Add(sent);
                break;
            case EventsDelivered delivered:
                undelivered.RemoveAll(sent => sent.TaskId <= delivered.ThroughTaskId);
                break;
            case ExecutionSuspended:
                IsSuspended = true;
                break;
            case ExecutionResumed:
                IsSuspended = false;
                break;
            case CustomStatusSet set:
                CustomStatus = set;
                break;
            case ContinuedAsNew continued:
                Continuation = continued;
                break;
            case ExecutionCompleted or ExecutionFailed or ExecutionTerminated:
                End = entry;
                break;
        }
    }
}
