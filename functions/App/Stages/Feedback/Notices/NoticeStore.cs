namespace Yuekao.App.Stages.Feedback;

/// <summary>What is kept of a feedback notice to a subject or a village; null is what has not happened. What it says is made from the result whenever it is read.</summary>
public sealed record NoticeRecord : Stored
{
    /// <summary>Unique in the county, and another one when it is issued anew. Every message that tells of it carries it.</summary>
    public string Id => $"{Cycle}.{Recipient}.{Revision}";
    public required CycleKey Cycle { get; init; }
    public required TownshipId Township { get; init; }
    public required PoolId Pool { get; init; }

    /// <summary>Who it is for: <c>subject.c0001</c>, <c>village.v001</c>; either the subject or the village is null.</summary>
    public required string Recipient { get; init; }
    public SubjectId? Subject { get; init; }
    public VillageId? Village { get; init; }
    public required string Name { get; init; }
    public required int Revision { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public IReadOnlyList<CarriedOver> CarriedOver { get; init; } = [];
    public DateTimeOffset? ReadAt { get; init; }
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>What became of it by the channels, as far as it is known: by those to groups, of the word that the township's notices are out.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    public static string Of(SubjectId subject) => $"subject.{subject}";

    public static string Of(VillageId village) => $"village.{village}";
}

/// <summary>A rectification of an earlier cycle that is still owed.</summary>
/// <param name="Period">The period that it stems from.</param>
public sealed record CarriedOver(string Id, LocalText Title, Period Period, DateTimeOffset Due);

/// <param name="Talk">Told at once or later; null where there was none, or it was not told.</param>
public sealed record Acknowledgement(DateTimeOffset At, string By, string ByName, Talk? Talk = null);

/// <summary>A face-to-face talk (面对面反馈).</summary>
/// <param name="With">Who talked with the recipient: 1 to 50 characters.</param>
/// <param name="Note">What was said, up to 2,000 characters; null for nothing.</param>
public sealed record Talk(string With, DateOnly On, string? Note = null);

/// <summary>
/// The notices of all cycles. Partition <c>county|township|year</c>, row <c>recipient|scheme|period</c>: so a recipient's notices lie together, and an issue is few
/// transactions. What comes later has columns of its own, each with one writer's part, which are merged: no writer overwrites another's.
/// </summary>
public sealed class NoticeStore(TableServiceClient tables)
{
    public const string Table = "Notices";

    // Row keys of one recipient end before this; earlier revisions stand behind all recipients.
    private const string Earlier = "~";
    private const string Acknowledged = "Acknowledged";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<NoticeRecord> rows = new(
        tables.GetTableClient(Table), (row, notice) => (row[nameof(notice.Cycle)], row[Acknowledged]) = (notice.Cycle.InstanceId, notice.Acknowledgement is not null));

    /// <summary>Adds the notices of one township, unless they are there: one storage call for each 100.</summary>
    public Task AddAsync(IReadOnlyList<NoticeRecord> notices, CancellationToken cancellation) =>
        table.AddMissingAsync(notices.Select(notice => rows.Add(PartitionOf(notice), RowOf(notice), notice)), cancellation);

    public async Task<NoticeRecord?> FindAsync(CycleKey key, TownshipId township, string recipient, CancellationToken cancellation)
    {
        (string partition, string row) = (Partition(key.County, township, key.Period.Year), Row(recipient, key));
        Azure.NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>A page of a cycle's notices in one township, by recipient.</summary>
    /// <param name="acknowledged">Only those that are, or are not, acknowledged; null for all.</param>
    /// <param name="after">The recipient that the page before ended with; null for the first.</param>
    public Task<IReadOnlyList<NoticeRecord>> OfCycleAsync(CycleKey key, TownshipId township, bool? acknowledged, string? after, int most, CancellationToken cancellation)
    {
        string from = after is null ? "" : $"{after}}}";
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition(key.County, township, key.Period.Year)} and RowKey ge {from} and RowKey lt {Earlier} and Cycle eq {key.InstanceId}");
        if (acknowledged is { } wanted)
            filter += TableClient.CreateQueryFilter($" and Acknowledged eq {wanted}");
        return ListAsync(filter, most, cancellation);
    }

    /// <summary>A cycle's notices, of all townships, that nobody acknowledged: one query.</summary>
    public Task<IReadOnlyList<NoticeRecord>> UnacknowledgedAsync(CycleKey key, CancellationToken cancellation) => ListAsync(
        TableClient.CreateQueryFilter(
            $"PartitionKey ge {$"{key.County}|"} and PartitionKey lt {$"{key.County}}}"} and RowKey lt {Earlier} and Cycle eq {key.InstanceId} and Acknowledged eq {false}"),
        int.MaxValue,
        cancellation);

    public Task<IReadOnlyList<NoticeRecord>> OfRecipientAsync(CountyId county, TownshipId township, int year, string recipient, CancellationToken cancellation)
    {
        (string partition, string from, string to) = (Partition(county, township, year), $"{recipient}|", $"{recipient}}}");
        return ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}"), int.MaxValue, cancellation);
    }

    /// <summary>All that a recipient has now, of all years and townships: one range.</summary>
    internal Task<IReadOnlyList<NoticeRecord>> OfRecipientAsync(CountyId county, string recipient, CancellationToken cancellation)
    {
        (string first, string end, string from, string to) = ($"{county}|", $"{county}}}", $"{recipient}|", $"{recipient}}}");
        return ListAsync(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end} and RowKey ge {from} and RowKey lt {to}"), int.MaxValue, cancellation);
    }

    /// <summary>Issues a notice anew; all that it was stays beside it.</summary>
    /// <exception cref="TableTransactionFailedException">Somebody read or acknowledged it at the same time: nothing is written.</exception>
    public Task ReissueAsync(NoticeRecord before, NoticeRecord next, CancellationToken cancellation)
    {
        string kept = string.Create(CultureInfo.InvariantCulture, $"{Earlier}{RowOf(before)}|{before.Revision:000}");
        TableTransactionAction[] parts = [rows.Put(PartitionOf(before), kept, before), rows.Replace(PartitionOf(next), RowOf(next), next with { ETag = before.ETag })];
        return table.SubmitTransactionAsync(parts, cancellation);
    }

    /// <summary>Says that the recipient read it; false, and nothing is written, where it is not any more as it was found.</summary>
    public Task<bool> TryReadAsync(NoticeRecord notice, DateTimeOffset at, CancellationToken cancellation) =>
        table.TryWriteAsync([Merge(notice, notice.ETag, (nameof(NoticeRecord.ReadAt), at))], cancellation);

    /// <summary>Says that it was acknowledged; false, and nothing is written, where it is not any more as it was found.</summary>
    public Task<bool> TryAcknowledgeAsync(NoticeRecord notice, Acknowledgement acknowledgement, CancellationToken cancellation) =>
        table.TryWriteAsync([Merge(notice, notice.ETag, (nameof(NoticeRecord.Acknowledgement), Json(acknowledgement)), (Acknowledged, true))], cancellation);

    /// <summary>Says what became of notices of one township by one channel: one storage call for each 100.</summary>
    public async Task DeliverAsync(CycleKey key, TownshipId township, IReadOnlyList<(string Recipient, Delivery Delivery)> deliveries, CancellationToken cancellation)
    {
        foreach (var batch in deliveries.Chunk(TableTransactions.Largest))
        {
            await table.SubmitTransactionAsync(batch.Select(one =>
            {
                var part = new TableEntity(Partition(key.County, township, key.Period.Year), Row(one.Recipient, key));
                DeliveryRows.Put(part, one.Delivery);
                return new TableTransactionAction(TableTransactionActionType.UpdateMerge, part, ETag.All);
            }), cancellation);
        }
    }

    private async Task<IReadOnlyList<NoticeRecord>> ListAsync(string filter, int most, CancellationToken cancellation) =>
        await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Take(most).Select(Read).ToListAsync(cancellation);

    internal static NoticeRecord Read(TableEntity entity)
    {
        NoticeRecord written = Rows<NoticeRecord>.Read(entity);
        return written with
        {
            ReadAt = entity.GetDateTimeOffset(nameof(written.ReadAt)) ?? written.ReadAt,
            Acknowledgement = Part<Acknowledgement>(entity, nameof(written.Acknowledgement)) ?? written.Acknowledgement,
            // What is said late of an issue before this one is not this one's.
            Deliveries = [.. written.Deliveries, .. DeliveryRows.Of(entity).Where(delivery => delivery.Item == NoticeItems.Of(written))],
        };
    }

    private static TableTransactionAction Merge(NoticeRecord notice, ETag found, params ReadOnlySpan<(string Name, object Value)> parts)
    {
        var entity = new TableEntity(PartitionOf(notice), RowOf(notice));
        foreach ((string name, object value) in parts)
            entity[name] = value;
        return new TableTransactionAction(TableTransactionActionType.UpdateMerge, entity, found);
    }

    internal static string Partition(CountyId county, TownshipId township, int year) => string.Create(CultureInfo.InvariantCulture, $"{county}|{township}|{year:0000}");
    private static string PartitionOf(NoticeRecord notice) => Partition(notice.Cycle.County, notice.Township, notice.Cycle.Period.Year);
    private static string RowOf(NoticeRecord notice) => Row(notice.Recipient, notice.Cycle);
    private static string Row(string recipient, CycleKey key) => $"{recipient}|{key.Scheme}|{key.Period}";
    private static string Json<T>(T part) => JsonSerializer.Serialize(part, DocumentJson.Options);

    private static T? Part<T>(TableEntity entity, string name)
        where T : class => entity.GetString(name) is { } json ? JsonSerializer.Deserialize<T>(json, DocumentJson.Options) : null;
}
