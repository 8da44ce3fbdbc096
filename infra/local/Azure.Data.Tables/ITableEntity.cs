namespace Azure.Data.Tables;

/// <summary>What every entity of a table has. Implement it on a class of your own, or use <see cref="TableEntity"/>.</summary>
/// <remarks>Keys are at most 1,024 characters and cannot contain <c>/</c>, <c>\</c>, <c>#</c>, <c>?</c> or control characters.</remarks>
public interface ITableEntity
{
    /// <summary>The partition: entities of one partition are stored together and can be changed in one transaction.</summary>
    string PartitionKey { get; set; }

    /// <summary>The key that is unique inside the partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed the entity. The service sets it; a value sent to it is ignored.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version of the entity that was read, for optimistic concurrency.</summary>
    ETag ETag { get; set; }
}
