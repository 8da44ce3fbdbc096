namespace Microsoft.Azure.Functions.Worker;

/// <summary>How often the platform has retried an invocation.</summary>
public abstract class RetryContext
{
    /// <summary>Retries so far; 0 on the first attempt.</summary>
    public abstract int RetryCount { get; }

    /// <summary>The most retries there will be.</summary>
    public abstract int MaxRetryCount { get; }
}
