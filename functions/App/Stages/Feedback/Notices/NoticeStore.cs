namespace Yuekao.App.Stages.Feedback;

/// <summary>
/// The notices of all cycles. Partition <c>county|township|year</c>, row <c>recipient|scheme|period</c>: so a recipient's notices lie together, and an issue is few
/// transactions. What comes later has columns of its own, each with one writer's part, which are merged: no writer overwrites another's.
/// </summary>
public sealed class NoticeStore(TableServiceClient tables)
{
    public const string Table = "Notices";

    // Row keys of one recipient end before this; earlier revisions stand behind all recipients.
    private const string Earlier = "~";
    private const string Cycle = "Cycle";
    private const string Acknowledged = "Acknowledged";

    private readonly TableClient table = tables.GetTableClient(Table);

    /// <summary>Adds the notices of one township, unless they are there: one storage call for each 100.</summary>
    public Task AddAsync(IReadOnlyList<NoticeRecord> notices, CancellationToken cancellation) =>
        table.AddMissingAsync(notices.Select(notice => new TableTransactionAction(TableTransactionActionType.Add, Entity(notice))), cancellation);

    /// <summary>Finds a notice as it stands; null where there is none.</summary>
    public async Task<NoticeRecord?> FindAsync(CycleKey key, TownshipId township, string recipient, CancellationToken cancellation)
    {
        Azure.NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(key.County, township, key.Period.Year), Row(recipient, key), cancellationToken: cancellation);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>A page of a cycle's notices in one township, by recipient.</summary>
    /// <param name="key">The cycle.</param>
    /// <param name="acknowledged">Only those that are, or are not, acknowledged; null for all.</param>
    /// <param name="after">The recipient that the page before ended with; null for the first.</param>
    /// <param name="most">How many at most.</param>
    public Task<IReadOnlyList<NoticeRecord>> OfCycleAsync(CycleKey key, TownshipId township, bool? acknowledged, string? after, int most, CancellationToken cancellation)
    {
        string from = after is null ? "" : $"{after}}}";
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Partition(key.County, township, key.Period.Year)} and RowKey ge {from} and RowKey lt {Earlier} and Cycle eq {key.InstanceId}");
        if (acknowledged is { } wanted)
            filter += TableClient.CreateQueryFilter($" and Acknowledged eq {wanted}");
        return ListAsync(filter, most, cancellation);
    }

    /// <summary>A recipient's notices in one township and year.</summary>
    public Task<IReadOnlyList<NoticeRecord>> OfRecipientAsync(CountyId county, TownshipId township, int year, string recipient, CancellationToken cancellation) => ListAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition(county, township, year)} and RowKey ge {$"{recipient}|"} and RowKey lt {$"{recipient}}}"}"), int.MaxValue, cancellation);

    /// <summary>Issues a notice anew; all that it was stays beside it.</summary>
    /// <param name="before">The notice as it stands.</param>
    /// <param name="next">The next revision.</param>
    /// <exception cref="TableTransactionFailedException">Somebody read or acknowledged it at the same time: nothing is written.</exception>
    public Task ReissueAsync(NoticeRecord before, NoticeRecord next, CancellationToken cancellation)
    {
        TableEntity kept = Entity(before);
        kept.RowKey = string.Create(CultureInfo.InvariantCulture, $"{Earlier}{kept.RowKey}|{before.Revision:000}");
        TableTransactionAction[] parts = [new(TableTransactionActionType.UpsertReplace, kept), new(TableTransactionActionType.UpdateReplace, Entity(next), before.ETag)];
        return table.SubmitTransactionAsync(parts, cancellation);
    }

    /// <summary>Says that the recipient read it; false, and nothing is written, where it is not any more as it was found.</summary>
    public Task<bool> TryReadAsync(NoticeRecord notice, DateTimeOffset at, CancellationToken cancellation) =>
        table.TryWriteAsync([Merge(notice, notice.ETag, (nameof(NoticeRecord.ReadAt), at))], cancellation);

    /// <summary>Says that it was acknowledged; false, and nothing is written, where it is not any more as it was found.</summary>
    public Task<bool> TryAcknowledgeAsync(NoticeRecord notice, Acknowledgement acknowledgement, CancellationToken cancellation) =>
        table.TryWriteAsync([Merge(notice, notice.ETag, (nameof(NoticeRecord.Acknowledgement), Json(acknowledgement)), (Acknowledged, true))], cancellation);

    /// <summary>Says what became of notices of one township by the channels: one storage call for each 100.</summary>
    public async Task DeliverAsync(IReadOnlyList<(NoticeRecord Notice, IReadOnlyList<Delivery> Deliveries)> delivered, CancellationToken cancellation)
    {
        foreach (var batch in delivered.Chunk(TableTransactions.Largest))
            await table.SubmitTransactionAsync(batch.Select(one => Merge(one.Notice, ETag.All, (nameof(NoticeRecord.Deliveries), Json(one.Deliveries)))), cancellation);
    }

    private async Task<IReadOnlyList<NoticeRecord>> ListAsync(string filter, int most, CancellationToken cancellation) =>
        await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Take(most).Select(Read).ToListAsync(cancellation);

    private static TableEntity Entity(NoticeRecord notice)
    {
        TableEntity entity = JsonRow.Of(
            Partition(notice.Cycle.County, notice.Township, notice.Cycle.Period.Year), Row(notice.Recipient, notice.Cycle), notice with { ReadAt = null, Acknowledgement = null, Deliveries = [] });
        entity[Cycle] = notice.Cycle.InstanceId;
        entity[Acknowledged] = notice.Acknowledgement is not null;
        if (notice.ReadAt is { } at)
            entity[nameof(NoticeRecord.ReadAt)] = at;
        if (notice.Acknowledgement is { } acknowledgement)
            entity[nameof(NoticeRecord.Acknowledgement)] = Json(acknowledgement);
        if (notice.Deliveries.Count > 0)
            entity[nameof(NoticeRecord.Deliveries)] = Json(notice.Deliveries);
        return entity;
    }

    internal static NoticeRecord Read(TableEntity entity) => Rows<NoticeRecord>.Read(entity) with
    {
        ReadAt = entity.GetDateTimeOffset(nameof(NoticeRecord.ReadAt)),
        Acknowledgement = Part<Acknowledgement>(entity, nameof(NoticeRecord.Acknowledgement)),
        Deliveries = Part<Delivery[]>(entity, nameof(NoticeRecord.Deliveries)) ?? [],
    };

    private static TableTransactionAction Merge(NoticeRecord notice, ETag found, params ReadOnlySpan<(string Name, object Value)> parts)
    {
        var entity = new TableEntity(Partition(notice.Cycle.County, notice.Township, notice.Cycle.Period.Year), Row(notice.Recipient, notice.Cycle));
        foreach ((string name, object value) in parts)
            entity[name] = value;
        return new TableTransactionAction(TableTransactionActionType.UpdateMerge, entity, found);
    }

    internal static string Partition(CountyId county, TownshipId township, int year) => string.Create(CultureInfo.InvariantCulture, $"{county}|{township}|{year:0000}");

    private static string Row(string recipient, CycleKey key) => $"{recipient}|{key.Scheme}|{key.Period}";

    private static string Json<T>(T part) => JsonSerializer.Serialize(part, DocumentJson.Options);

    private static T? Part<T>(TableEntity entity, string name)
        where T : class => entity.GetString(name) is { } json ? JsonSerializer.Deserialize<T>(json, DocumentJson.Options) : null;
}
