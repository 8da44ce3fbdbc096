using System.Runtime.CompilerServices;

namespace Azure.Data.Tables.Queries;

/// <inheritdoc cref="TablePageable{T}"/>
internal sealed class AsyncTablePageable<T>(PageFetcher<T> fetch, int? maxPerPage, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
{
    public override IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null) =>
        FetchAsync(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    /// <summary>Stops on either token: the query's, or the enumeration's own (<c>WithCancellation</c>).</summary>
    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken, cancellationToken);
        await foreach (Page<T> page in FetchAsync(null, maxPerPage, either.Token))
        {
            foreach (T item in page.Values)
                yield return item;
        }
    }

    private async IAsyncEnumerable<Page<T>> FetchAsync(
        string continuationToken, int? pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            Page<T> page = await fetch(continuationToken, pageSize, async: true, cancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
