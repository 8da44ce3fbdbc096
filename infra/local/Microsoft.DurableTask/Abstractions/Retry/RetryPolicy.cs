namespace Microsoft.DurableTask;

/// <summary>When a failed task is tried again: after <c>first × coefficient^(failures − 1)</c>, at most the maximum interval.</summary>
public class RetryPolicy
{
    private static readonly TimeSpan DefaultMaxRetryInterval = TimeSpan.FromHours(1);

    /// <summary>Creates a policy.</summary>
    /// <param name="maxNumberOfAttempts">How often the task runs at most, the first time included; at least 1.</param>
    /// <param name="firstRetryInterval">The wait after the first failure; above zero.</param>
    /// <param name="backoffCoefficient">By how much each wait grows; at least 1, which is the default.</param>
    /// <param name="maxRetryInterval">The longest wait; one hour by default, and not below the first interval when given.</param>
    /// <param name="retryTimeout">No attempt starts this long after the first one; unlimited by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its bounds.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts, TimeSpan firstRetryInterval, double backoffCoefficient = 1, TimeSpan? maxRetryInterval = null, TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        if (double.IsNaN(backoffCoefficient) || double.IsInfinity(backoffCoefficient) || backoffCoefficient < 1)
            throw new ArgumentOutOfRangeException(nameof(backoffCoefficient), backoffCoefficient, "The back-off coefficient must be a number of at least 1.");
        if (maxRetryInterval is { } longest && longest != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(longest, firstRetryInterval, nameof(maxRetryInterval));
        if (retryTimeout is { } timeout && timeout != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? DefaultMaxRetryInterval;
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>How often the task runs at most, the first time included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait after the first failure.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>By how much each wait grows.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait.</summary>
    /// <value>One hour by default; <see cref="Timeout.InfiniteTimeSpan"/> means no limit.</value>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>How long after the first attempt no other starts.</summary>
    /// <value><see cref="Timeout.InfiniteTimeSpan"/>, no limit, by default.</value>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Which failures are worth another attempt; all of them by default.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handles = value ?? throw new ArgumentNullException(nameof(value));
    }

    internal Func<TaskFailureDetails, bool> Handles { get; private init; } = static _ => true;
}
