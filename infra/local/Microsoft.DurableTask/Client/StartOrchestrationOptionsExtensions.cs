namespace Microsoft.DurableTask.Client;

/// <summary>Start options in terms of statuses.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses that can be told to forbid a new instance with the same id.</summary>
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>Forbids a new instance while one with the same id has one of these statuses.</summary>
    /// <param name="options">The options to start from.</param>
    /// <param name="dedupeStatuses">The statuses; none to forbid nothing beyond what the hub always forbids.</param>
    public static StartOrchestrationOptions WithDedupeStatuses(this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = [.. (dedupeStatuses ?? []).Select(status => status.ToString())] };
    }
}
