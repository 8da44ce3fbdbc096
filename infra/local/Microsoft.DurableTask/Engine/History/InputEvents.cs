namespace Microsoft.DurableTask.Local;

/// <summary>Something that the code is told.</summary>
internal abstract record InputEvent : HistoryEvent;

/// <summary>The execution begins.</summary>
/// <param name="Name">The orchestrator.</param>
/// <param name="Version">The instance's version; empty when unversioned.</param>
/// <param name="Input">The orchestrator's input.</param>
/// <param name="Parent">The call that this instance answers.</param>
/// <param name="Received">Per sending instance, the last event already received: carried over when an execution begins anew.</param>
internal sealed record ExecutionStarted(
    string Name, string Version, Payload? Input, ParentLink? Parent, IReadOnlyDictionary<string, long>? Received = null) : InputEvent
{
    public override IEnumerable<Payload?> Carried => [Input];
}

/// <summary>An activity or sub-orchestration gave its result.</summary>
internal sealed record TaskCompleted(int TaskId, Payload? Result) : InputEvent
{
    public override IEnumerable<Payload?> Carried => [Result];
}

/// <summary>An activity or sub-orchestration failed.</summary>
internal sealed record TaskFailed(int TaskId, TaskFailureDetails Failure) : InputEvent;

/// <summary>A timer's time came.</summary>
internal sealed record TimerFired(int TaskId) : InputEvent;

/// <summary>Somebody raised an event.</summary>
/// <param name="Name">The event's name as it was raised.</param>
/// <param name="Input">What the event says.</param>
/// <param name="Origin">The sending instance, so that a second delivery is recognized; nobody when a client raised it.</param>
internal sealed record EventRaised(string Name, Payload? Input, EventOrigin? Origin = null) : InputEvent
{
    public override IEnumerable<Payload?> Carried => [Input];
}

/// <summary>Somebody halted the instance.</summary>
internal sealed record ExecutionSuspended(string? Reason) : InputEvent;

/// <summary>Somebody let the instance go on.</summary>
internal sealed record ExecutionResumed(string? Reason) : InputEvent;

/// <summary>Somebody ended the instance.</summary>
/// <param name="Output">The output left behind.</param>
/// <param name="Recursive">Whether its sub-orchestrations end too.</param>
internal sealed record ExecutionTerminated(Payload? Output, bool Recursive) : InputEvent
{
    public override IEnumerable<Payload?> Carried => [Output];
}

/// <summary>Which event of which instance this is. Numbers of one sender only rise.</summary>
internal sealed record EventOrigin(string Sender, long Number);

/// <summary>The call of a parent that a sub-orchestration answers.</summary>
/// <param name="InstanceId">The parent.</param>
/// <param name="Generation">The parent's generation: another instance under the same id is another parent.</param>
/// <param name="Execution">The parent's execution; an answer to an earlier one is no longer wanted.</param>
/// <param name="TaskId">The call within the execution.</param>
/// <param name="Name">The parent's orchestrator.</param>
internal sealed record ParentLink(string InstanceId, string Generation, int Execution, int TaskId, string Name);
