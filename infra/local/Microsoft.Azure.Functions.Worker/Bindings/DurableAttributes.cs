using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Makes the function an orchestrator. The parameter is a <see cref="DurableTask.TaskOrchestrationContext"/>; one more parameter, of any type, takes the input.
/// The function is replayed from its history after every wait: it must do the same things every time.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestrator's name.</summary>
    /// <value>The function's name.</value>
    public string? Orchestration { get; set; }
}

/// <summary>
/// Makes the function an activity. The parameter is its input. It runs at least once: a host that dies while it runs runs it again.
/// A parameter <c>string instanceId</c> takes the id of the orchestration that called it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The activity's name.</summary>
    /// <value>The function's name.</value>
    public string? Activity { get; set; }
}

/// <summary>Binds a <see cref="DurableTask.Client.DurableTaskClient"/> of the app's task hub.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute;
