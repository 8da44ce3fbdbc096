namespace Yuekao.App.Records;

/// <summary>
/// The classes of all counties, every revision of each with its participants: who is in which class is then one row, and a county's year of some dozens of classes one query, be it asked
/// for a person or for a report. Partition: the county; rows by id.
/// </summary>
public sealed class TrainingStore(TableServiceClient tables)
{
    public const string Table = "TrainingClasses";

    // '~' begins the rows of revisions, and no id.
    private const string End = "~";

    private readonly RevisedRows<TrainingClass> rows = new(tables.GetTableClient(Table), static (row, one) =>
    {
        row["From"] = CellValues.Show(one.Content.From);
        row["Form"] = one.Content.Form.ToString();
        row["Kind"] = one.Content.Kind.ToString();
        row["State"] = one.State.ToString();
    });

    /// <summary>Null where there is none.</summary>
    public Task<TrainingClass?> FindAsync(CountyId county, ClassId id, int? revision, CancellationToken cancellation) => rows.FindAsync(county.Value, id.Value, revision, cancellation);

    /// <summary>A page of classes, by id, those withdrawn included.</summary>
    internal Task<IReadOnlyList<TrainingClass>> ListAsync(CountyId county, ClassFilter filter, string? after, int most, CancellationToken cancellation)
    {
        string which = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {after ?? ""} and RowKey lt {End}");
        if (filter.Year is { } year)
            which += TableClient.CreateQueryFilter($" and From ge {CellValues.Show(year.FirstDay)} and From le {CellValues.Show(year.LastDay)}");
        if (filter.Form is { } form)
            which += TableClient.CreateQueryFilter($" and Form eq {form.ToString()}");
        if (filter.Kind is { } kind)
            which += TableClient.CreateQueryFilter($" and Kind eq {kind.ToString()}");
        if (filter.State is { } state)
            which += TableClient.CreateQueryFilter($" and State eq {state.ToString()}");
        return rows.ListAsync(which, most, cancellation);
    }

    /// <summary>All classes that began in a year, or ever, by id, those withdrawn included: one query.</summary>
    public Task<IReadOnlyList<TrainingClass>> AllAsync(CountyId county, Period? year, CancellationToken cancellation) =>
        ListAsync(county, new ClassFilter(year), after: null, int.MaxValue, cancellation);

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CountyId county, TrainingClass next, CancellationToken cancellation) => rows.TryWriteAsync(county.Value, next.Id.Value, next, cancellation);
}

/// <summary>Which classes are asked for; null for all. A class is of the year in which it begins.</summary>
internal sealed record ClassFilter(Period? Year = null, TrainingForm? Form = null, EducationKind? Kind = null, ClassState? State = null);
