using Azure;

namespace Yuekao.App.Platform;

public sealed class AuditTable(TableServiceClient tables)
{
    public const string Name = "AuditTrail";

    /// <summary>How many entries one append takes: a transaction holds 100 rows, and one is the head.</summary>
    public const int MaximumBatch = 99;

    private readonly TableClient table = tables.GetTableClient(Name);

    /// <summary>A month's head; where the month has none yet, one that continues the latest month before it.</summary>
    public async Task<AuditHead> HeadAsync(string county, string month, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> stored = await table.GetEntityIfExistsAsync<TableEntity>(AuditKeys.Partition(county, month), AuditKeys.Head, cancellationToken: cancellation);
        if (stored.HasValue)
            return AuditRows.ReadHead(stored.Value!);
        AuditAnchor? link = (await HeadsAsync(county, cancellation)).LastOrDefault(head => string.CompareOrdinal(head.Last.Month, month) < 0)?.Last;
        return new AuditHead(new AuditAnchor(month, 0, link?.Hash ?? AuditChain.Genesis), link, ETag: null);
    }

    /// <summary>The heads of all of a county's months, in order.</summary>
    public async Task<IReadOnlyList<AuditHead>> HeadsAsync(string county, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey ge {county + '|'} and PartitionKey lt {county + '}'} and RowKey eq {AuditKeys.Head}");
        return await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(AuditRows.ReadHead).ToListAsync(cancellation);
    }

    /// <summary>Appends entries behind a head, all or none.</summary>
    /// <returns>The head after them.</returns>
    /// <exception cref="TableTransactionFailedException">With status 409 or 412: another writer was there first.</exception>
    public async Task<AuditHead> AppendAsync(string county, AuditHead head, IReadOnlyList<AuditRecord> records, CancellationToken cancellation)
    {
        AuditHead after = head with { Last = new AuditAnchor(records[^1].Month, records[^1].Sequence, records[^1].Hash) };
        TableEntity row = AuditRows.Of(county, after);
        TableTransactionAction[] actions =
        [
            .. records.Select(record => new TableTransactionAction(TableTransactionActionType.Add, AuditRows.Of(county, record))),
            head.ETag is { } etag
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag)
                : new TableTransactionAction(TableTransactionActionType.Add, row),
        ];
        Response<IReadOnlyList<Response>> answer = await table.SubmitTransactionAsync(actions, cancellation);
        return after with { ETag = answer.Value[^1].Headers.ETag };
    }

    public async Task<bool> HasAsync(string county, AuditRecord record, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            AuditKeys.Partition(county, record.Month), AuditKeys.Entry(record.Sequence), [nameof(AuditRecord.Hash)], cancellation);
        return row.HasValue && row.Value!.GetString(nameof(AuditRecord.Hash)) == record.Hash;
    }

    /// <summary>All of a county's entries, in order.</summary>
    public IAsyncEnumerable<AuditRecord> AllAsync(string county, CancellationToken cancellation) => QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey ge {county + '|'} and PartitionKey lt {county + '}'} and RowKey ge {AuditKeys.EntriesFrom} and RowKey lt {AuditKeys.EntriesTo}"),
        maxPerPage: null,
        cancellation);

    /// <summary>All of a month: its head, which may be missing, and its entries, in order.</summary>
    public async Task<(AuditHead? Head, IReadOnlyList<AuditRecord> Entries)> MonthAsync(string county, string month, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {AuditKeys.Partition(county, month)}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        AuditHead? head = rows.Find(row => row.RowKey == AuditKeys.Head) is { } found ? AuditRows.ReadHead(found) : null;
        return (head, [.. rows.Where(row => row.RowKey != AuditKeys.Head).Select(AuditRows.Read)]);
    }

    /// <summary>A month's entries that fit, in order.</summary>
    public IAsyncEnumerable<AuditRecord> MonthAsync(string county, string month, long after, AuditFilter filter, int maxPerPage, CancellationToken cancellation)
    {
        string query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {AuditKeys.Partition(county, month)} and RowKey gt {AuditKeys.Entry(after)} and RowKey lt {AuditKeys.EntriesTo} and At ge {filter.From} and At lt {filter.To}");
        if (filter.Resource is { } resource)
            query += TableClient.CreateQueryFilter($" and (Resource eq {resource} or (Resource ge {resource + '/'} and Resource lt {resource + '0'}))");
        return QueryAsync(query, maxPerPage, cancellation);
    }

    private IAsyncEnumerable<AuditRecord> QueryAsync(string filter, int? maxPerPage, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(filter, maxPerPage, cancellationToken: cancellation).Select(AuditRows.Read);
}

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

/// <summary>Entries, and the heads of months: the rows that are updated.</summary>
internal static class AuditRows
{
    private const string ActorId = "ActorId";
    private const string ActorName = "ActorName";
    private const string ActorRoles = "ActorRoles";

    public static TableEntity Of(string county, AuditRecord record) => new(AuditKeys.Partition(county, record.Month), AuditKeys.Entry(record.Sequence))
    {
        [nameof(record.Sequence)] = record.Sequence,
        [nameof(record.At)] = record.At,
        [ActorId] = record.Actor.Id,
        [ActorName] = record.Actor.Name,
        [ActorRoles] = record.Actor.Roles,
        [nameof(record.Action)] = record.Action,
        [nameof(record.Resource)] = record.Resource,
        [nameof(record.Before)] = record.Before,
        [nameof(record.After)] = record.After,
        [nameof(record.Reason)] = record.Reason,
        [nameof(record.Hash)] = record.Hash,
    };

    public static TableEntity Of(string county, AuditHead head) => new(AuditKeys.Partition(county, head.Last.Month), AuditKeys.Head)
    {
        [nameof(head.Last)] = head.Last.ToString(),
        [nameof(head.Link)] = head.Link?.ToString(),
    };

    // What somebody removed from a row is as good as empty: verification reports it.
    public static AuditRecord Read(TableEntity row)
    {
        return new AuditRecord(
            AuditKeys.Month(row.PartitionKey), row.GetInt64(nameof(AuditRecord.Sequence)) ?? 0, row.GetDateTimeOffset(nameof(AuditRecord.At)) ?? default,
            new AuditActor(Text(ActorId), Text(ActorName), Text(ActorRoles)), Text(nameof(AuditRecord.Action)), Text(nameof(AuditRecord.Resource)), Text(nameof(AuditRecord.Hash)),
            row.GetString(nameof(AuditRecord.Before)), row.GetString(nameof(AuditRecord.After)), row.GetString(nameof(AuditRecord.Reason)));

        string Text(string name) => row.GetString(name) ?? "";
    }

    // What cannot be read was not written by the trail: the month then has a head that leads nowhere, which verification reports.
    public static AuditHead ReadHead(TableEntity row) => new(
        AuditAnchor.Find(row.GetString(nameof(AuditHead.Last))) ?? new AuditAnchor(AuditKeys.Month(row.PartitionKey), -1, string.Empty),
        row.GetString(nameof(AuditHead.Link)) is { } link ? AuditAnchor.Find(link) ?? new AuditAnchor(string.Empty, -1, string.Empty) : null,
        row.ETag);
}
