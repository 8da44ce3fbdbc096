namespace Yuekao.App.Records;

/// <summary>The cohorts of all counties, every revision of each. Partition: the county; row: the cohort's id.</summary>
public sealed class CohortStore(TableServiceClient tables)
{
    public const string Table = "Cohorts";

    // Revisions stand behind it.
    private const string Behind = "~";

    private readonly RevisedRows<Cohort> rows = new(tables.GetTableClient(Table), static (_, _) => { });

    /// <summary>Null where there is none.</summary>
    public Task<Cohort?> FindAsync(CountyId county, CohortId id, int? revision, CancellationToken cancellation) => rows.FindAsync(county.Value, id.Value, revision, cancellation);

    /// <summary>A page of a county's cohorts, by id.</summary>
    public Task<IReadOnlyList<Cohort>> ListAsync(CountyId county, string? after, int most, CancellationToken cancellation) =>
        rows.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {after ?? ""} and RowKey lt {Behind}"), most, cancellation);

    /// <summary>Who belongs to a county's cohorts, in the order in which they joined each: one storage call.</summary>
    /// <param name="cohort">Only to this one; null for all.</param>
    /// <param name="on">Who belongs to it on that day; null for everybody who does or did.</param>
    public async Task<IReadOnlyList<CohortMember>> MembersAsync(CountyId county, CohortId? cohort, DateOnly? on, CancellationToken cancellation)
    {
        IReadOnlyList<Cohort> found = cohort is { } id
            ? await FindAsync(county, id, revision: null, cancellation) is { } one ? [one] : []
            : await ListAsync(county, after: null, int.MaxValue, cancellation);
        return [.. found.SelectMany(one => one.Members).Where(member => on is not { } day || member.BelongsOn(day))];
    }

    /// <summary>
    /// Whom a scheme of a cohort assesses in a period: who belongs to it for as many of its days as the scheme asks for of days in post, as far as joining and leaving
    /// are known; one at least.
    /// </summary>
    public async Task<IReadOnlySet<SubjectId>> OfPeriodAsync(CountyId county, CohortId cohort, Period period, int leastDays, CancellationToken cancellation) =>
        (await MembersAsync(county, cohort, on: null, cancellation)).GroupBy(member => member.Person)
            .Where(person => person.Sum(member => member.DaysIn(period)) >= Math.Max(1, leastDays)).Select(person => person.Key).ToHashSet();

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CountyId county, Cohort next, CancellationToken cancellation) => rows.TryWriteAsync(county.Value, next.Id.Value, next, cancellation);
}
