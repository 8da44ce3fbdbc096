namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    /// <summary>A purge that says how many instances are gone.</summary>
    /// <param name="count">How many; not negative.</param>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <summary>A purge that says also whether it got to the end.</summary>
    /// <param name="count">How many; not negative.</param>
    /// <param name="isComplete">Whether nothing that matches is left.</param>
    public PurgeResult(int count, bool? isComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>How many instances were purged.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether nothing that matches is left; <see langword="null"/> when unknown.</summary>
    public bool? IsComplete { get; }
}
