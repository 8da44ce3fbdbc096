namespace Azure.Data.Tables.Rest;

/// <summary>Paths of tables and entities, escaped for a URL.</summary>
internal static class EntityPath
{
    /// <summary><c>table(PartitionKey='p',RowKey='r')</c>: quotes doubled as OData wants, the rest percent-encoded.</summary>
    internal static string Of(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
