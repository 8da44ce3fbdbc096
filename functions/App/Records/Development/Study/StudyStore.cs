namespace Yuekao.App.Records;

/// <summary>The further study of all counties, every revision of each year's list: a list is one row, and all of a county's one query. Partition: the county; rows by year.</summary>
public sealed class StudyStore(TableServiceClient tables)
{
    public const string Table = "Studies";

    // '~' begins the rows of revisions.
    private const string End = "~";

    private readonly RevisedRows<StudyYear> rows = new(tables.GetTableClient(Table), static (_, _) => { });

    /// <summary>Null where there is none.</summary>
    public Task<StudyYear?> FindAsync(CountyId county, Period year, int? revision, CancellationToken cancellation) => rows.FindAsync(county.Value, year.Value, revision, cancellation);

    /// <summary>Every study that was ever listed, those withdrawn included: one query.</summary>
    public Task<IReadOnlyList<StudyYear>> AllAsync(CountyId county, CancellationToken cancellation) =>
        rows.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey lt {End}"), int.MaxValue, cancellation);

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CountyId county, StudyYear next, CancellationToken cancellation) => rows.TryWriteAsync(county.Value, next.Year.Value, next, cancellation);
}
