namespace Microsoft.DurableTask.Local;

/// <summary>Something that the code did and that every replay must do again, in the same order.</summary>
/// <param name="TaskId">Its number within the execution, from 0.</param>
internal abstract record ActionEvent(int TaskId) : HistoryEvent
{
    /// <summary>What the code did, to go after "it".</summary>
    public abstract string Description { get; }

    /// <summary>Whether a replay that does this does the same. Inputs, times and versions may differ: what is recorded counts.</summary>
    public virtual bool IsSameAs(ActionEvent other) => GetType() == other.GetType();

    protected static bool SameName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The code called an activity.</summary>
internal sealed record TaskScheduled(int TaskId, string Name, string Version, Payload? Input, IReadOnlyDictionary<string, string>? Tags) : ActionEvent(TaskId)
{
    public override IEnumerable<Payload?> Carried => [Input];

    public override string Description => $"called activity '{Name}'";

    public override bool IsSameAs(ActionEvent other) => other is TaskScheduled call && SameName(call.Name, Name);
}

/// <summary>The code created a timer.</summary>
internal sealed record TimerCreated(int TaskId, DateTimeOffset FireAt) : ActionEvent(TaskId)
{
    public override string Description => "created a timer";
}

/// <summary>The code called a sub-orchestration.</summary>
internal sealed record SubOrchestrationScheduled(
    int TaskId, string Name, string InstanceId, string Version, Payload? Input, IReadOnlyDictionary<string, string>? Tags) : ActionEvent(TaskId)
{
    public override IEnumerable<Payload?> Carried => [Input];

    public override string Description => $"called sub-orchestrator '{Name}' as instance '{InstanceId}'";

    public override bool IsSameAs(ActionEvent other) =>
        other is SubOrchestrationScheduled call && SameName(call.Name, Name) && call.InstanceId == InstanceId;
}

/// <summary>The code sent an event to another instance.</summary>
internal sealed record EventSent(int TaskId, string InstanceId, string Name, Payload? Input) : ActionEvent(TaskId)
{
    public override IEnumerable<Payload?> Carried => [Input];

    public override string Description => $"sent event '{Name}' to instance '{InstanceId}'";

    public override bool IsSameAs(ActionEvent other) => other is EventSent sent && SameName(sent.Name, Name) && sent.InstanceId == InstanceId;
}
