using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Local;

/// <summary>
/// A live instance. One reader at a time takes its messages, decides what they come to (<see cref="CheckpointPlanner"/>), writes that as one checkpoint,
/// and only then lets it take effect. Messages that arrive while a checkpoint is written go into the next.
/// </summary>
internal sealed class OrchestrationInstance
{
    private readonly HubServices hub;
    private readonly Inbox inbox = new();
    private readonly Outbox outbox;
    private readonly InstanceTimers timers;
    private readonly CheckpointPlanner planner;
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource retired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<InstanceRecord> former = new();
    private volatile InstanceRecord record;
    private volatile bool discarded;
    private volatile ExecutionState state;

    /// <summary>An instance that reads nothing until <see cref="Activate"/>.</summary>
    public OrchestrationInstance(HubServices hub, InstanceRecord record, ExecutionState? state = null)
    {
        this.hub = hub;
        this.record = record;
        this.state = state ?? new ExecutionState();
        outbox = new Outbox(hub, this);
        timers = new InstanceTimers(hub, this);
        planner = new CheckpointPlanner(hub, this, outbox);
    }

    public string InstanceId => record.InstanceId;

    /// <summary>The instance as of its last checkpoint.</summary>
    public InstanceRecord Record => record;

    public bool HasEnded => record.HasEnded;

    /// <summary>Ends when the instance is no longer pending.</summary>
    public Task Started => started.Task;

    /// <summary>Ends when the instance has.</summary>
    public Task Ended => ended.Task;

    /// <summary>Ends when the instance has ended, all of it is stored, and the hub has forgotten it.</summary>
    public Task Retired => retired.Task;

    /// <summary>Ends when what the instance sent to others has arrived.</summary>
    public Task Delivered => outbox.Delivered;

    /// <summary>Ends when the messages received so far have been dealt with.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    /// <summary>The history of the present execution.</summary>
    public RecordedHistory History => new(InstanceId, state.Snapshot());

    /// <summary>Begins to work as a new instance.</summary>
    /// <param name="stored">What has been stored of it.</param>
    public void Begin(InstanceRecord stored)
    {
        record = stored;
        Activate();
    }

    /// <summary>Begins to work, from the start or from where the recorded history stops.</summary>
    public void Activate()
    {
        if (state.Events.Count > 0)
            Become(record.Reflecting(state), [.. state.Open.Values, .. state.Undelivered], again: true);
        if (state.Started is null)
            Schedule();
        inbox.Add(new Message(null));
        Read();
    }

    /// <summary>Answers everybody who wrote to an instance that did not come to be.</summary>
    public void Discard()
    {
        discarded = true;
        Read();
    }

    public void Post(Message message)
    {
        if (inbox.Add(message))
            Read();
    }

    /// <summary>Posts a message and waits until it is stored.</summary>
    public Task RecordAsync(HistoryEvent entry)
    {
        var recorded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new Message(entry, null, recorded));
        return recorded.Task;
    }

    public void Retire() => retired.TrySetResult();

    /// <summary>The blob folders of executions before the one that has been stored: nothing refers to them any more.</summary>
    public IEnumerable<string> TakeStaleFolders(InstanceRecord stored)
    {
        while (former.TryPeek(out InstanceRecord? old) && old.Execution < stored.Execution && former.TryDequeue(out _))
            yield return PayloadStore.Folder(old);
    }

    private void Schedule()
    {
        InstanceRecord pending = record;
        var beginning = new Message(new ExecutionStarted(pending.Name, pending.Version, pending.Input, pending.Parent));
        if (pending.StartAt is { } at && at > hub.Clock.GetUtcNow())
            hub.Timers.Schedule(at, () => Post(beginning));
        else
            inbox.Add(beginning);
    }

    private void Read() => Reading = Task.Run(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            while (!hub.Lifetime.Halted.IsCancellationRequested && inbox.Take() is { } messages)
                await ProcessAsync(messages);
        }
        catch (OperationCanceledException) when (hub.Lifetime.Halted.IsCancellationRequested)
        {
            // What was not stored did not happen.
        }
        catch (Exception exception)
        {
            // Going on without the checkpoint would lose it, and nobody knows whether it was written: recovery does.
            hub.Lifetime.Halt(new InvalidOperationException($"A checkpoint of instance '{InstanceId}' could not be stored: {exception.Message}", exception));
        }
    }

    private async Task ProcessAsync(List<Message> messages)
    {
        if (!discarded && !HasEnded && await planner.PlanAsync(state, messages) is { } checkpoint)
        {
            await StoreAsync(checkpoint);
            Apply(checkpoint);
        }

        foreach (Message message in messages)
            message.Recorded?.TrySetResult();
    }

    private async Task StoreAsync(Checkpoint checkpoint)
    {
        InstanceRecord owner = checkpoint.BeginsAnew ? record with { Execution = record.Execution + 1 } : record;
        await hub.Storage.Payloads.SaveAsync(PayloadStore.Folder(owner), checkpoint.Events.SelectMany(entry => entry.Carried), hub.Lifetime.Halted);
        if (checkpoint.BeginsAnew)
            await hub.Storage.History.BeginAnewAsync(owner, checkpoint.Events, record.Rows, hub.Lifetime.Halted);
        else
            await hub.Storage.History.AppendAsync(owner, record.Rows, checkpoint.Events, hub.Lifetime.Halted);
    }

    private void Apply(Checkpoint checkpoint)
    {
        InstanceRecord next = record;
        if (checkpoint.BeginsAnew)
        {
            former.Enqueue(record);
            timers.Clear();
            state = new ExecutionState();
            next = next with { Execution = next.Execution + 1, Rows = 0, CustomStatus = next.CustomStatus?.Copy() };
        }

        foreach (HistoryEvent entry in checkpoint.Events)
            state.Add(entry);
        next = next with { Rows = next.Rows + 1, LastUpdatedAt = hub.Clock.GetUtcNow() };
        Become(next.Reflecting(state), checkpoint.Events, again: false);
        if (checkpoint.BeginsAnew || state.Continuation is not null)
            inbox.Add(new Message(null));
    }

    // Effects come before anybody can see the new record: who sees that the instance has ended may rely on all it sent being under way.
    private void Become(InstanceRecord next, IReadOnlyList<HistoryEvent> events, bool again)
    {
        outbox.Send(next, events, again);
        if (state.End is not null)
        {
            timers.Clear();
            if (state.End is ExecutionTerminated { Recursive: true })
                outbox.Terminate(next, state.Open.Values);
            if (next.Parent is { } parent)
                hub.Directory.Find(parent)?.Post(new Message(next.AnswerTo(parent.TaskId), parent.Execution));
        }
        else if (state.Continuation is null)
        {
            timers.Follow(events, state, next.Execution);
            foreach (TaskScheduled call in events.OfType<TaskScheduled>())
                hub.Activities.Enqueue(this, next.Execution, call);
        }

        record = next;
        if (next.Status is not OrchestrationRuntimeStatus.Pending)
            started.TrySetResult();
        if (next.HasEnded)
            ended.TrySetResult();
        hub.Projection.Add(this);
    }
}
