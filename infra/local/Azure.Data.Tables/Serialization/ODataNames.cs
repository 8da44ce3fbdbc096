namespace Azure.Data.Tables.Serialization;

/// <summary>Property names that OData and the table service reserve.</summary>
internal static class ODataNames
{
    internal const string ETag = "odata.etag";
    internal const string Metadata = "odata.metadata";
    internal const string TypeSuffix = "@odata.type";
    internal const string PartitionKey = nameof(ITableEntity.PartitionKey);
    internal const string RowKey = nameof(ITableEntity.RowKey);
    internal const string Timestamp = nameof(ITableEntity.Timestamp);
}
