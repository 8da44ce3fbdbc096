namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again.</summary>
/// <param name="retryContext">The failure and what went before.</param>
/// <returns>True to try again at once.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Decides whether a failed task is tried again. It is orchestrator code: it may await durable timers and activities only.</summary>
/// <param name="retryContext">The failure and what went before.</param>
/// <returns>True to try again at once.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
