namespace Yuekao.App.Records;

/// <summary>The inspections of all counties and what they found. Partition: the county; rows <c>inspection|id</c> and <c>finding|inspection|id</c>.</summary>
public sealed class InspectionStore(TableServiceClient tables)
{
    public const string Table = "Inspections";

    private const string InspectionPrefix = "inspection|";
    private const string FindingPrefix = "finding|";
    private const string FindingEnd = "finding}";

    private readonly RevisedRows<Inspection> inspections = new(tables.GetTableClient(Table), static (row, one) => row[nameof(one.Office)] = one.Office);
    private readonly RevisedRows<Finding> findings = new(tables.GetTableClient(Table), static (row, one) =>
    {
        row[nameof(one.Office)] = one.Office;
        row[nameof(one.Township)] = one.Township.Value;
        row[nameof(one.Project)] = one.Project.Value;
        row[nameof(one.Status)] = one.Status.ToString();
        row[nameof(one.IsOpen)] = one.IsOpen;
        row[nameof(one.Remedy.Due)] = one.Remedy.Due;
        row["ClosedAt"] = one.Remedy is { Status: RemedyStatus.Closed, Verification: { } verified } ? verified.At : null;
    });

    /// <summary>Null where there is none.</summary>
    public Task<Inspection?> FindAsync(CountyId county, InspectionId id, int? revision, CancellationToken cancellation) =>
        inspections.FindAsync(county.Value, $"{InspectionPrefix}{id}", revision, cancellation);

    /// <summary>Null where there is none.</summary>
    public Task<Finding?> FindAsync(CountyId county, InspectionId inspection, FindingId id, int? revision, CancellationToken cancellation) =>
        findings.FindAsync(county.Value, Row(inspection, id), revision, cancellation);

    /// <summary>A page of inspections, by id.</summary>
    /// <param name="offices">Only theirs; null for all.</param>
    internal Task<IReadOnlyList<Inspection>> ListAsync(CountyId county, IReadOnlyList<string>? offices, string? after, int most, CancellationToken cancellation) => inspections.ListAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {InspectionPrefix + after} and RowKey lt {"inspection}"}") + AnyOf(nameof(Inspection.Office), offices), most, cancellation);

    /// <summary>A page of findings, by inspection and id.</summary>
    /// <param name="after">The place that the previous page ended with: <c>inspection|id</c>.</param>
    internal Task<IReadOnlyList<Finding>> ListAsync(CountyId county, FindingFilter filter, string? after, int most, CancellationToken cancellation)
    {
        string which = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {FindingPrefix + after} and RowKey lt {FindingEnd}");
        if (filter.Project is { } project)
            which += TableClient.CreateQueryFilter($" and Project eq {project.Value}");
        if (filter.Township is { } township)
            which += TableClient.CreateQueryFilter($" and Township eq {township.Value}");
        if (filter.Status is { } status)
            which += TableClient.CreateQueryFilter($" and Status eq {status.ToString()}");
        if (filter.Overdue is { } overdue)
            which += overdue ? TableClient.CreateQueryFilter($" and IsOpen eq true and Due lt {filter.Now}") : TableClient.CreateQueryFilter($" and (IsOpen eq false or Due ge {filter.Now})");
        return findings.ListAsync(which + Visible(filter), most, cancellation);
    }

    /// <summary>All findings of a county whose rectification was not verified at a time, by inspection and id: one query.</summary>
    public async Task<IReadOnlyList<Finding>> OpenAsync(CountyId county, DateTimeOffset at, CancellationToken cancellation)
    {
        string all = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {FindingPrefix} and RowKey lt {FindingEnd}");
        string open = TableClient.CreateQueryFilter($" and Status ne {nameof(RemedyStatus.Withdrawn)} and (IsOpen eq true or ClosedAt gt {at})");
        return [.. (await findings.ListAsync(all + open, int.MaxValue, cancellation)).Where(finding => finding.At <= at)];
    }

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CountyId county, Inspection next, CancellationToken cancellation) => inspections.TryWriteAsync(county.Value, $"{InspectionPrefix}{next.Id}", next, cancellation);

    /// <inheritdoc cref="TryWriteAsync(CountyId, Inspection, CancellationToken)"/>
    public Task<bool> TryWriteAsync(CountyId county, Finding next, CancellationToken cancellation) => findings.TryWriteAsync(county.Value, Row(next.Inspection, next.Id), next, cancellation);

    private static string Visible(FindingFilter filter) => filter.Readers is not { } readers ? ""
        : $" and ({string.Join(" or ", readers.Townships.Select(one => Is(nameof(Finding.Township), one)).Concat(readers.Offices.Select(one => Is(nameof(Finding.Office), one))))})";

    private static string AnyOf(string column, IReadOnlyList<string>? values) => values is null ? "" : $" and ({string.Join(" or ", values.Select(value => Is(column, value)))})";

    // A column's name is not the caller's; a value may be.
    private static string Is(string column, string value) => $"{column} {TableClient.CreateQueryFilter($"eq {value}")}";
    private static string Row(InspectionId inspection, FindingId id) => $"{FindingPrefix}{inspection}|{id}";
}

/// <summary>Which findings are asked for; null for all.</summary>
/// <param name="Readers">Whose findings the caller may see.</param>
internal sealed record FindingFilter(ProjectId? Project, TownshipId? Township, RemedyStatus? Status, bool? Overdue, DateTimeOffset Now, FindingReaders? Readers);

/// <summary>Townships see the findings against them, offices those of their own inspections: at least one of either.</summary>
internal sealed record FindingReaders(IReadOnlyList<string> Townships, IReadOnlyList<string> Offices);
