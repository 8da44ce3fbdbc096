using System.Runtime.Serialization;

namespace Azure.Data.Tables.Tests.Support;

public enum Grade
{
    Poor,
    Fair,
    Excellent,
}

/// <summary>A property of every type that a table stores, and its nullable form.</summary>
public sealed record EveryType : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Text { get; set; }

    public int Whole { get; set; }

    public int? WholeOrNull { get; set; }

    public long Big { get; set; }

    public long? BigOrNull { get; set; }

    public ulong Positive { get; set; }

    public double Real { get; set; }

    public double? RealOrNull { get; set; }

    public bool Flag { get; set; }

    public bool? FlagOrNull { get; set; }

    public Guid Id { get; set; }

    public Guid? IdOrNull { get; set; }

    public DateTimeOffset Time { get; set; }

    public DateTimeOffset? TimeOrNull { get; set; }

    public DateTime Utc { get; set; } = DateTime.UnixEpoch;

    public DateTime? UtcOrNull { get; set; }

    public byte[]? Bytes { get; set; }

    public BinaryData? Data { get; set; }

    public Grade Grade { get; set; }

    public Grade? GradeOrNull { get; set; }
}

/// <summary>Names of its own, what is ignored, what cannot be set, and keys that only the interface shows.</summary>
public sealed class Mapped : ITableEntity
{
    private string partitionKey = "";
    private string rowKey = "";

    public ETag ETag { get; set; }

    [DataMember(Name = "score")]
    public int Points { get; set; }

    [IgnoreDataMember]
    public Uri? Ignored { get; set; }

    public int Doubled => Points * 2;

    public string Secret { get; private set; } = "";

    public DateTimeOffset? When { get; private set; }

    string ITableEntity.PartitionKey
    {
        get => partitionKey;
        set => partitionKey = value;
    }

    string ITableEntity.RowKey
    {
        get => rowKey;
        set => rowKey = value;
    }

    DateTimeOffset? ITableEntity.Timestamp
    {
        get => When;
        set => When = value;
    }

    public static Mapped Create(string partition, string row, int points, string secret)
    {
        var mapped = new Mapped { Points = points, Secret = secret };
        ((ITableEntity)mapped).PartitionKey = partition;
        ((ITableEntity)mapped).RowKey = row;
        return mapped;
    }
}

/// <summary>A property of a type that no table stores.</summary>
public sealed class Unstorable : ITableEntity
{
    public string PartitionKey { get; set; } = "p";

    public string RowKey { get; set; } = "r";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public decimal Money { get; set; }
}
