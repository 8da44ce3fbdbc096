namespace Azure.Data.Tables.Queries;

/// <summary>Fetches the page that starts at a continuation token; null for the first.</summary>
internal delegate ValueTask<Page<T>> PageFetcher<T>(string continuationToken, int? pageSize, bool async, CancellationToken cancellationToken);
