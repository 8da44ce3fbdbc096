using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Local;

/// <summary>
/// One fact of an execution, in the order in which they were recorded: inputs, then the step that the code took on them, then what it did in that step.
/// A step's mark (<see cref="StepTaken"/>) therefore stands after all the inputs that the step consumed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(ExecutionStarted), nameof(ExecutionStarted))]
[JsonDerivedType(typeof(TaskCompleted), nameof(TaskCompleted))]
[JsonDerivedType(typeof(TaskFailed), nameof(TaskFailed))]
[JsonDerivedType(typeof(TimerFired), nameof(TimerFired))]
[JsonDerivedType(typeof(EventRaised), nameof(EventRaised))]
[JsonDerivedType(typeof(ExecutionSuspended), nameof(ExecutionSuspended))]
[JsonDerivedType(typeof(ExecutionResumed), nameof(ExecutionResumed))]
[JsonDerivedType(typeof(ExecutionTerminated), nameof(ExecutionTerminated))]
[JsonDerivedType(typeof(StepTaken), nameof(StepTaken))]
[JsonDerivedType(typeof(TaskScheduled), nameof(TaskScheduled))]
[JsonDerivedType(typeof(TimerCreated), nameof(TimerCreated))]
[JsonDerivedType(typeof(SubOrchestrationScheduled), nameof(SubOrchestrationScheduled))]
[JsonDerivedType(typeof(EventSent), nameof(EventSent))]
[JsonDerivedType(typeof(TimerCanceled), nameof(TimerCanceled))]
[JsonDerivedType(typeof(CustomStatusSet), nameof(CustomStatusSet))]
[JsonDerivedType(typeof(EventsDelivered), nameof(EventsDelivered))]
[JsonDerivedType(typeof(ContinuedAsNew), nameof(ContinuedAsNew))]
[JsonDerivedType(typeof(ExecutionCompleted), nameof(ExecutionCompleted))]
[JsonDerivedType(typeof(ExecutionFailed), nameof(ExecutionFailed))]
internal abstract record HistoryEvent
{
    /// <summary>The converted values that the event carries.</summary>
    [JsonIgnore]
    public virtual IEnumerable<Payload?> Carried => [];
}

/// <summary>The code took a step, on all inputs recorded since the last one.</summary>
/// <param name="At">The orchestration's clock in that step.</param>
internal sealed record StepTaken(DateTimeOffset At) : HistoryEvent;
