namespace Microsoft.DurableTask;

/// <summary>One page of a longer list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class Page<T>
    where T : notnull
{
    /// <summary>Creates a page.</summary>
    /// <param name="values">The page's values, in order.</param>
    /// <param name="continuationToken">Where the next page begins; <see langword="null"/> on the last page.</param>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    /// <summary>The page's values, in order.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next page begins; <see langword="null"/> on the last page.</summary>
    public string? ContinuationToken { get; }
}
