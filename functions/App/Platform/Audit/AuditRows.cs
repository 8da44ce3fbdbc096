namespace Yuekao.App.Platform;

/// <summary>The keys of the table: a partition a county and month, an ordered row an entry.</summary>
internal static class AuditKeys
{
    public const string Head = "head";

    /// <summary>Below every entry's row key.</summary>
    public const string EntriesFrom = "e|";

    /// <summary>Above every entry's row key, and below <see cref="Head"/>.</summary>
    public const string EntriesTo = "e}";

    public static string Partition(string county, string month) => $"{county}|{month}";

    public static string Entry(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{EntriesFrom}{sequence:D10}");

    public static string Month(string partition) => partition[(partition.IndexOf('|', StringComparison.Ordinal) + 1)..];

    /// <summary>The month a time is filed under.</summary>
    public static string MonthOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

internal sealed class AuditRow : ITableEntity
{
    public string PartitionKey { get; set; } = string.Empty;
    public string RowKey { get; set; } = string.Empty;
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }
    public long Sequence { get; set; }
    public DateTimeOffset At { get; set; }
    public string ActorId { get; set; } = string.Empty;
    public string ActorName { get; set; } = string.Empty;
    public string ActorRoles { get; set; } = string.Empty;
    public string Action { get; set; } = string.Empty;
    public string Resource { get; set; } = string.Empty;
    public string? Before { get; set; }
    public string? After { get; set; }
    public string? Reason { get; set; }
    public string Hash { get; set; } = string.Empty;

    public static AuditRow Of(string county, AuditRecord record) => new()
    {
        PartitionKey = AuditKeys.Partition(county, record.Month),
        RowKey = AuditKeys.Entry(record.Sequence),
        Sequence = record.Sequence,
        At = record.At,
        ActorId = record.Actor.Id,
        ActorName = record.Actor.Name,
        ActorRoles = record.Actor.Roles,
        Action = record.Action,
        Resource = record.Resource,
        Before = record.Before,
        After = record.After,
        Reason = record.Reason,
        Hash = record.Hash,
    };

    public AuditRecord ToRecord() => new(
        AuditKeys.Month(PartitionKey), Sequence, At, new AuditActor(ActorId, ActorName, ActorRoles), Action, Resource, Hash, Before, After, Reason);
}

/// <summary>A month's head: the one row that is updated.</summary>
internal sealed class AuditHeadRow : ITableEntity
{
    public string PartitionKey { get; set; } = string.Empty;
    public string RowKey { get; set; } = AuditKeys.Head;
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }
    public string Last { get; set; } = string.Empty;
    public string? Link { get; set; }

    public static AuditHeadRow Of(string county, AuditHead head) => new()
    {
        PartitionKey = AuditKeys.Partition(county, head.Last.Month),
        ETag = head.ETag ?? default,
        Last = head.Last.ToString(),
        Link = head.Link?.ToString(),
    };

    // What cannot be read was not written by the trail: the month then has a head that leads nowhere, which verification reports.
    public AuditHead ToHead() => new(
        AuditAnchor.TryParse(Last, out AuditAnchor? last) ? last : new AuditAnchor(AuditKeys.Month(PartitionKey), -1, string.Empty),
        Link is null ? null : AuditAnchor.TryParse(Link, out AuditAnchor? link) ? link : new AuditAnchor(string.Empty, -1, string.Empty),
        ETag);
}
