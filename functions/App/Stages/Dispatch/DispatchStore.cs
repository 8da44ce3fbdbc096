namespace Yuekao.App.Stages.Dispatch;

/// <summary>A township's part of a dispatch. Its ETag changes with every report, so that what was acknowledged before the dispatch closed is in what it heard.</summary>
public sealed record DispatchHead(TownshipId Township, bool IsOpen) : Stored;

/// <summary>What a dispatch heard so far: its heads, and its reports, by township and project.</summary>
public sealed record HeardDispatch(IReadOnlyList<DispatchHead> Heads, IReadOnlyList<DispatchReport> Reports);

/// <summary>The reports of all dispatches. Partition <c>county|scheme|month</c>; rows <c>head|township</c> and <c>report|township|project</c>.</summary>
public sealed class DispatchStore(TableServiceClient tables)
{
    public const string Table = "Dispatch";

    private const string HeadPrefix = "head|";
    private const string ReportPrefix = "report|";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<DispatchHead> heads = new(tables.GetTableClient(Table));
    private readonly RevisedRows<DispatchReport> reports = new(tables.GetTableClient(Table), static (_, _) => { });

    /// <summary>Opens a dispatch for its townships. Again: what is there stays.</summary>
    public Task OpenAsync(CycleKey key, IEnumerable<TownshipId> townships, CancellationToken cancellation) =>
        table.AddMissingAsync(townships.Select(township => heads.Add(Partition(key), HeadRow(township), new DispatchHead(township, IsOpen: true))), cancellation);

    /// <summary>Null where the dispatch is not open for the township.</summary>
    public Task<DispatchHead?> FindHeadAsync(CycleKey key, TownshipId township, CancellationToken cancellation) => heads.FindAsync(Partition(key), HeadRow(township), cancellation);

    /// <summary>A report as it is now, or in a revision; null where there is none.</summary>
    public Task<DispatchReport?> FindAsync(CycleKey key, TownshipId township, ProjectId project, int? revision, CancellationToken cancellation) =>
        reports.FindAsync(Partition(key), ReportRow(township, project), revision, cancellation);

    /// <summary>Everything current: one query.</summary>
    public async Task<HeardDispatch> ReadAsync(CycleKey key, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)} and RowKey lt {"~"}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        return new HeardDispatch(
            [.. rows.Where(row => row.RowKey.StartsWith(HeadPrefix, StringComparison.Ordinal)).Select(Rows<DispatchHead>.Read)],
            [.. rows.Where(row => row.RowKey.StartsWith(ReportPrefix, StringComparison.Ordinal)).Select(Rows<DispatchReport>.Read)]);
    }

    /// <summary>Writes a report while the township's part is as it was read; false, and nothing is written, where that changed.</summary>
    public Task<bool> TryReportAsync(CycleKey key, DispatchHead head, DispatchReport next, CancellationToken cancellation) => table.TryWriteAsync(
        [heads.Replace(Partition(key), HeadRow(head.Township), head), .. reports.Write(Partition(key), ReportRow(next.Township, next.Project), next)], cancellation);

    /// <summary>Writes what became of a report, be the dispatch open or closed; false where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CycleKey key, DispatchReport next, CancellationToken cancellation) =>
        reports.TryWriteAsync(Partition(key), ReportRow(next.Township, next.Project), next, cancellation);

    /// <summary>Closes all parts with just what was read, one transaction; false where something came in since. Again: nothing happens.</summary>
    public async Task<bool> TryCloseAsync(CycleKey key, HeardDispatch heard, CancellationToken cancellation)
    {
        DispatchHead[] open = [.. heard.Heads.Where(head => head.IsOpen)];
        return open.Length == 0 || await table.TryWriteAsync([.. open.Select(head => heads.Replace(Partition(key), HeadRow(head.Township), head with { IsOpen = false }))], cancellation);
    }

    private static string Partition(CycleKey key) => $"{key.County}|{key.Scheme}|{key.Period}";
    private static string HeadRow(TownshipId township) => $"{HeadPrefix}{township}";
    private static string ReportRow(TownshipId township, ProjectId project) => $"{ReportPrefix}{township}|{project}";
}
