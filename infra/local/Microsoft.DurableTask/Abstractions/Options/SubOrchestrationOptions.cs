namespace Microsoft.DurableTask;

/// <summary>How one sub-orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with a retry rule and an instance id.</summary>
    /// <param name="retry">How failures are retried; not at all by default.</param>
    /// <param name="instanceId">The instance id; a deterministic one is made when not given.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Task options with an instance id.</summary>
    /// <param name="options">What to copy.</param>
    /// <param name="instanceId">The instance id; the copied options' own when not given.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
    {
        InstanceId = instanceId;
        if (options is not SubOrchestrationOptions sub)
            return;
        InstanceId ??= sub.InstanceId;
        Version = sub.Version;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        InstanceId = options.InstanceId;
        Version = options.Version;
    }

    /// <summary>The instance id; a deterministic one is made when not given.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The version to start; the default version when not given.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
