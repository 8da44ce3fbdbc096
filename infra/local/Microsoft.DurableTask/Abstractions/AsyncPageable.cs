namespace Microsoft.DurableTask;

/// <summary>A list that arrives page by page and can be read value by value.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>Reads page by page.</summary>
    /// <param name="continuationToken">The token of an earlier page, to go on from it.</param>
    /// <param name="pageSizeHint">How many values a page should hold.</param>
    /// <returns>The pages, each fetched when it is asked for.</returns>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (T value in page.Values)
                yield return value;
        }
    }
}
