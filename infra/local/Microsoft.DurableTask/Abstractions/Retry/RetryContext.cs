namespace Microsoft.DurableTask;

/// <summary>What a retry handler knows when it decides.</summary>
/// <param name="OrchestrationContext">The orchestration; anything durable goes through it.</param>
/// <param name="LastAttemptNumber">How often the task has been tried, from 1.</param>
/// <param name="LastFailure">How the last attempt failed.</param>
/// <param name="TotalRetryTime">Time since the first attempt began, by the orchestration's clock.</param>
/// <param name="CancellationToken">Cancelled when the wait for the task is.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
