namespace Yuekao.App.Records;

/// <summary>Everything current of a period of a competition.</summary>
/// <param name="Nominations">By township and point.</param>
/// <param name="Topics">By township.</param>
/// <param name="Visits">Null where none were planned; it may be withdrawn.</param>
/// <param name="Begun">The pools in which somebody was scored.</param>
public sealed record CompetitionPeriod(IReadOnlyList<Nomination> Nominations, IReadOnlyList<Topic> Topics, VisitPlan? Visits, IReadOnlySet<PoolId> Begun)
{
    /// <summary>Null where it is not set.</summary>
    public Topic? TopicOf(PoolId pool) => Topics.FirstOrDefault(topic => topic.Pool == pool);

    /// <summary>When a point is visited; null where no plan is out.</summary>
    public DateTimeOffset? VisitOf(Nomination one) =>
        Visits is { IsOut: true } plan ? plan.Visits.FirstOrDefault(visit => (visit.Township, visit.Point) == (one.Township, one.Point))?.At : null;
}

/// <summary>
/// What there is of competitions beside sheets. Partition <c>county|scheme|period</c>; rows <c>nomination|township|point</c>, <c>topic|pool</c>, <c>visits</c>, each with its
/// revisions behind, and <c>begun|pool</c>.
/// </summary>
public sealed class CompetitionStore(TableServiceClient tables)
{
    public const string Table = "Competitions";

    private const string NominationPrefix = "nomination|";
    private const string TopicPrefix = "topic|";
    private const string BegunPrefix = "begun|";
    private const string VisitsRow = "visits";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly RevisedRows<Nomination> nominations = new(tables.GetTableClient(Table), static (_, _) => { });
    private readonly RevisedRows<Topic> topics = new(tables.GetTableClient(Table), static (_, _) => { });
    private readonly RevisedRows<VisitPlan> visits = new(tables.GetTableClient(Table), static (_, _) => { });

    /// <summary>Everything current: one query.</summary>
    public async Task<CompetitionPeriod> ReadAsync(CycleKey key, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)} and RowKey lt {"~"}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        return new CompetitionPeriod(
            [.. Of(NominationPrefix).Select(Rows<Nomination>.Read)], [.. Of(TopicPrefix).Select(Rows<Topic>.Read)],
            Of(VisitsRow).Select(Rows<VisitPlan>.Read).SingleOrDefault(), Of(BegunPrefix).Select(row => IdOf(row.RowKey)).ToHashSet());

        IEnumerable<TableEntity> Of(string prefix) => rows.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal));
        static PoolId IdOf(string row) => PoolId.TryOf(row[BegunPrefix.Length..], out PoolId pool) ? pool : throw new InvalidOperationException($"'{row}' names no pool.");
    }

    /// <summary>A nomination as it is now, or in a revision; null where there is none.</summary>
    public Task<Nomination?> FindAsync(CycleKey key, TownshipId township, PointId point, int? revision, CancellationToken cancellation) =>
        nominations.FindAsync(Partition(key), $"{NominationPrefix}{township}|{point}", revision, cancellation);

    /// <summary>The plan of visits as it is now, or in a revision; null where there is none.</summary>
    public Task<VisitPlan?> FindVisitsAsync(CycleKey key, int? revision, CancellationToken cancellation) => visits.FindAsync(Partition(key), VisitsRow, revision, cancellation);

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CycleKey key, Nomination next, CancellationToken cancellation) =>
        nominations.TryWriteAsync(Partition(key), $"{NominationPrefix}{next.Township}|{next.Point}", next, cancellation);

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CycleKey key, Topic next, CancellationToken cancellation) => topics.TryWriteAsync(Partition(key), $"{TopicPrefix}{next.Pool}", next, cancellation);

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CycleKey key, VisitPlan next, CancellationToken cancellation) => visits.TryWriteAsync(Partition(key), VisitsRow, next, cancellation);

    /// <summary>Notes that somebody of a pool is being scored: what judges were shown stays from then on.</summary>
    public Task BeginAsync(CycleKey key, PoolId pool, CancellationToken cancellation) =>
        table.UpsertEntityAsync(new TableEntity(Partition(key), $"{BegunPrefix}{pool}"), TableUpdateMode.Merge, cancellation);

    // What is shown is the period's, whichever edition of the cycle runs.
    private static string Partition(CycleKey key) => $"{key.County}|{key.Scheme}|{key.Period}";
}
