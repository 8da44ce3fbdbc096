namespace Microsoft.DurableTask.Local;

/// <summary>
/// What an instance's checkpoints send to other instances, in their order. Everything is sent after the checkpoint is stored and again after a crash,
/// until the receiver has stored it; receivers know what they have.
/// </summary>
internal sealed class Outbox(HubServices hub, OrchestrationInstance owner)
{
    private int underWay;

    /// <summary>Ends when everything sent so far has arrived.</summary>
    public Task Delivered { get; private set; } = Task.CompletedTask;

    /// <summary>Whether everything sent has arrived. The owner is told whenever this becomes so.</summary>
    public bool IsIdle => Volatile.Read(ref underWay) == 0;

    /// <summary>Starts the sub-orchestrations and sends the events among some history events.</summary>
    /// <param name="sender">The instance as of those events.</param>
    /// <param name="events">The events.</param>
    /// <param name="again">Whether they may have been sent before.</param>
    public void Send(InstanceRecord sender, IReadOnlyList<HistoryEvent> events, bool again)
    {
        SubOrchestrationScheduled[] calls = [.. events.OfType<SubOrchestrationScheduled>()];
        EventSent[] sent = [.. events.OfType<EventSent>()];
        if (calls.Length + sent.Length == 0)
            return;
        Interlocked.Increment(ref underWay);
        Delivered = DeliverAsync(Delivered, sender, calls, sent, again);
    }

    /// <summary>Ends the sub-orchestrations that have not ended.</summary>
    public void Terminate(InstanceRecord parent, IEnumerable<ActionEvent> open)
    {
        SubOrchestrationScheduled[] calls = [.. open.OfType<SubOrchestrationScheduled>()];
        if (calls.Length > 0)
            Delivered = TerminateAsync(Delivered, parent, calls);
    }

    private async Task DeliverAsync(Task before, InstanceRecord sender, SubOrchestrationScheduled[] calls, EventSent[] sent, bool again)
    {
        await before;
        await Task.WhenAll(calls.Select(call => StartAsync(sender, call, again)));
        await Task.WhenAll(sent.Select(entry => RaiseAsync(sender, entry)));
        Interlocked.Decrement(ref underWay);
        owner.Post(new Message(sent.Length > 0 ? new EventsDelivered(sent[^1].TaskId) : null, sender.Execution));
    }

    private async Task StartAsync(InstanceRecord parent, SubOrchestrationScheduled call, bool again)
    {
        HistoryEvent answer;
        try
        {
            InstanceRecord child = await hub.Directory.StartChildAsync(parent, call, again);
            if (!child.HasEnded)
                return;
            await hub.Storage.Payloads.FillAsync(child.Payloads, hub.Lifetime.Halted);
            answer = child.AnswerTo(call.TaskId);
        }
        catch (Exception exception) when (exception is OrchestrationAlreadyExistsException or ArgumentException)
        {
            answer = new TaskFailed(call.TaskId, TaskFailureDetails.FromException(exception));
        }

        owner.Post(new Message(answer, parent.Execution));
    }

    private Task RaiseAsync(InstanceRecord sender, EventSent sent)
    {
        var origin = new EventOrigin(sender.Generation, ((long)sender.Execution << 32) | (uint)sent.TaskId);
        return hub.Directory.Find(sent.InstanceId)?.RecordAsync(new EventRaised(sent.Name, sent.Input?.Copy(), origin)) ?? Task.CompletedTask;
    }

    private async Task TerminateAsync(Task before, InstanceRecord parent, SubOrchestrationScheduled[] calls)
    {
        await before;
        await Task.WhenAll(calls.Select(call =>
            hub.Directory.Find(call.InstanceId) is { } child && child.Record.Parent == InstanceDirectory.LinkOf(parent, call)
                ? child.RecordAsync(new ExecutionTerminated(null, Recursive: true))
                : Task.CompletedTask));
    }
}
