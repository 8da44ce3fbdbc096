using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables.Queries;

/// <summary>Pages fetched one by one as they are enumerated.</summary>
internal sealed class TablePageable<T>(PageFetcher<T> fetch, int? maxPerPage, CancellationToken cancellationToken) : Pageable<T>(cancellationToken)
{
    public override IEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            Page<T> page = fetch(continuationToken, pageSizeHint ?? maxPerPage, async: false, CancellationToken).Completed();
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
