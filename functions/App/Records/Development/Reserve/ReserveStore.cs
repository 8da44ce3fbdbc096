namespace Yuekao.App.Records;

/// <summary>The reserve pools of all counties. Partition: the county; row: the person; revisions behind them.</summary>
public sealed class ReserveStore(TableServiceClient tables)
{
    public const string Table = "Reserve";

    private const string Behind = "~";

    // Each person is two rows: as they are now, and the revision.
    private const int AtOnce = TableTransactions.Largest / 2;

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly RevisedRows<ReservePerson> rows = new(tables.GetTableClient(Table), static (row, one) =>
    {
        row[nameof(one.Entry.Township)] = one.Entry.Township.Value;
        row[nameof(one.Entry.Source)] = one.Entry.Source.ToString();
        row[nameof(one.State)] = one.State.ToString();
        row[nameof(one.ReviewedOn)] = CellValues.Show(one.ReviewedOn);
    });

    /// <summary>Null where the person never was in the pool.</summary>
    public Task<ReservePerson?> FindAsync(CountyId county, SubjectId person, int? revision, CancellationToken cancellation) => rows.FindAsync(county.Value, person.Value, revision, cancellation);

    /// <summary>A page of a county's pool, by person: one storage call for each 1,000.</summary>
    public Task<IReadOnlyList<ReservePerson>> ListAsync(CountyId county, ReserveFilter filter, string? after, int most, CancellationToken cancellation)
    {
        string which = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {after ?? ""} and RowKey lt {Behind}");
        if (filter.State is { } state)
            which += TableClient.CreateQueryFilter($" and State eq {state.ToString()}");
        if (filter.Source is { } source)
            which += TableClient.CreateQueryFilter($" and Source eq {source.ToString()}");
        if (filter.Township is { } township)
            which += TableClient.CreateQueryFilter($" and Township eq {township.Value}");
        if (filter.ReviewedBefore is { } day)
            which += TableClient.CreateQueryFilter($" and ReviewedOn lt {CellValues.Show(day)}");
        if (filter.Seen is { } seen)
            which += $" and ({string.Join(" or ", seen.Select(one => TableClient.CreateQueryFilter($"Township eq {one}")))})";
        return rows.ListAsync(which, most, cancellation);
    }

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CountyId county, ReservePerson next, CancellationToken cancellation) => rows.TryWriteAsync(county.Value, next.Entry.Person.Value, next, cancellation);

    /// <summary>Writes many people: one storage call for each 50. False where somebody else wrote one of some 50, who are as they were; those before them are written.</summary>
    public async Task<bool> TryWriteAsync(CountyId county, IReadOnlyList<ReservePerson> next, CancellationToken cancellation)
    {
        foreach (ReservePerson[] some in next.Chunk(AtOnce))
        {
            if (!await table.TryWriteAsync([.. some.SelectMany(one => rows.Write(county.Value, one.Entry.Person.Value, one))], cancellation))
                return false;
        }

        return true;
    }
}

/// <summary>Who of a pool is asked for; null for all.</summary>
/// <param name="ReviewedBefore">Those who were reviewed last, or else added, before that day.</param>
/// <param name="Seen">The townships whose people the caller may see.</param>
public sealed record ReserveFilter(ReserveState? State = null, ReserveSource? Source = null, TownshipId? Township = null, DateOnly? ReviewedBefore = null, IReadOnlyList<string>? Seen = null);
