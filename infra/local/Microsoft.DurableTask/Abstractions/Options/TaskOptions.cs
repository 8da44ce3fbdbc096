namespace Microsoft.DurableTask;

/// <summary>How one activity or sub-orchestration is called.</summary>
public record TaskOptions
{
    /// <summary>Options with a retry rule.</summary>
    /// <param name="retry">How failures are retried; not at all by default.</param>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, null)
    {
    }

    /// <summary>Options with a retry rule and tags.</summary>
    /// <param name="retry">How failures are retried; not at all by default.</param>
    /// <param name="tags">Facts to keep with the call.</param>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Retry = options.Retry;
        Tags = options.Tags;
        Version = options.Version;
    }

    /// <summary>How failures are retried.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Facts to keep with the call.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>The version to call; the default version when not given.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Retries by a policy.</summary>
    /// <param name="policy">When to try again.</param>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(TaskRetryOptions.FromRetryPolicy(policy));

    /// <summary>Retries by an asynchronous handler.</summary>
    /// <param name="handler">Decides after each failure.</param>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>Retries by a handler.</summary>
    /// <param name="handler">Decides after each failure.</param>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>The same options for a sub-orchestration with a given instance id.</summary>
    /// <param name="instanceId">The sub-orchestration's instance id.</param>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
