namespace Microsoft.DurableTask.Local;

/// <summary>Tries a task again, as orchestrator code: the waits between attempts are durable timers.</summary>
internal static class Retries
{
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions options, Func<Task<T>> attempt)
    {
        DateTime began = context.CurrentUtcDateTime;
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failed)
            {
                if (!await TryAgainAsync(context, options, number, began, failed.FailureDetails))
                    throw;
            }
        }
    }

    /// <summary>The wait after an attempt, or nothing when there is to be no other.</summary>
    public static TimeSpan? Delay(RetryPolicy policy, int attempts, TimeSpan elapsed)
    {
        if (attempts >= policy.MaxNumberOfAttempts)
            return null;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout)
            return null;

        TimeSpan longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        double ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempts - 1);
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }

    private static async Task<bool> TryAgainAsync(
        TaskOrchestrationContext context, TaskRetryOptions options, int attempts, DateTime began, TaskFailureDetails failure)
    {
        TimeSpan elapsed = context.CurrentUtcDateTime - began;
        if (options.Handler is { } handler)
            return await handler(new RetryContext(context, attempts, failure, elapsed, CancellationToken.None));

        RetryPolicy policy = options.Policy!;
        if (!policy.Handles(failure) || Delay(policy, attempts, elapsed) is not { } delay)
            return false;
        await context.CreateTimer(delay, CancellationToken.None);
        return true;
    }
}
