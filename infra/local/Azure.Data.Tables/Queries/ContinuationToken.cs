namespace Azure.Data.Tables.Queries;

/// <summary>Where the next page starts, as one string: the service gives it as two.</summary>
/// <param name="PartitionKey">The service's opaque first part.</param>
/// <param name="RowKey">The service's opaque second part; null when it gave none.</param>
internal readonly record struct ContinuationToken(string PartitionKey, string RowKey)
{
    private const char Separator = ' ';

    internal static string From(Response response) =>
        response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out string partitionKey)
            ? new ContinuationToken(partitionKey, response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out string rowKey) ? rowKey : null).ToString()
            : null;

    internal static ContinuationToken Parse(string token)
    {
        int separator = token.IndexOf(Separator, StringComparison.Ordinal);
        return separator < 0
            ? new(Uri.UnescapeDataString(token), null)
            : new(Uri.UnescapeDataString(token[..separator]), Uri.UnescapeDataString(token[(separator + 1)..]));
    }

    public override string ToString() =>
        RowKey is null ? Uri.EscapeDataString(PartitionKey) : $"{Uri.EscapeDataString(PartitionKey)}{Separator}{Uri.EscapeDataString(RowKey)}";
}
