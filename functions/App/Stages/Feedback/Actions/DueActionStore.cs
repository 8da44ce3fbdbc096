namespace Yuekao.App.Stages.Feedback;

/// <summary>The due actions of all counties. Partition <c>county</c>; row <c>scheme~period~consequence~subject</c>, which is the id.</summary>
public sealed class DueActionStore(TableServiceClient tables)
{
    public const string Table = "DueActions";

    private const string Open = nameof(DueActionStatus.Open);

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<DueAction> rows = new(tables.GetTableClient(Table), static (row, one) =>
    {
        row[nameof(one.Status)] = one.Status.ToString();
        row[nameof(one.Due)] = one.Due;
        row[nameof(one.Subject)] = one.Subject.Value;
        row[nameof(one.Township)] = one.Township.Value;
    });

    /// <summary>Null where there is none of that id.</summary>
    public async Task<DueAction?> FindAsync(CountyId county, string id, CancellationToken cancellation) =>
        DueActionIds.IsValid(id) ? await rows.FindAsync(county.Value, id, cancellation) : null;

    /// <summary>A page of a county's actions, by cycle, consequence and subject; null as township is all of them.</summary>
    internal Task<IReadOnlyList<DueAction>> ListAsync(CountyId county, TownshipId? township, DueActionStatus? status, string? after, int most, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {after ?? ""}");
        string where = township is { } place ? TableClient.CreateQueryFilter($" and Township eq {place.Value}") : "";
        string how = status is { } one ? TableClient.CreateQueryFilter($" and Status eq {one.ToString()}") : "";
        return rows.ListAsync(filter + where + how, most, cancellation);
    }

    /// <summary>All that ever befell somebody: one query.</summary>
    internal Task<IReadOnlyList<DueAction>> OfSubjectAsync(CountyId county, SubjectId subject, CancellationToken cancellation) =>
        rows.ListAsync($"PartitionKey eq {county.Value} and Subject eq {subject.Value}", cancellation);

    /// <summary>A cycle's actions that are open, of one subject or of all, due at a time or before: one query.</summary>
    internal Task<IReadOnlyList<DueAction>> OpenAsync(CycleKey key, SubjectId? subject, DateTimeOffset until, CancellationToken cancellation)
    {
        string prefix = DueActionIds.Prefix(key);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {key.County.Value} and RowKey ge {prefix} and RowKey lt {prefix + "~"} and Status eq {Open} and Due le {until}");
        return rows.ListAsync(subject is { } one ? filter + TableClient.CreateQueryFilter($" and Subject eq {one.Value}") : filter, int.MaxValue, cancellation);
    }

    /// <summary>Adds actions that are not there: one storage call for each 100.</summary>
    internal Task AddAsync(IReadOnlyList<DueAction> opened, CancellationToken cancellation) =>
        table.AddMissingAsync(opened.Select(one => rows.Add(one.Cycle.County.Value, one.Id, one)), cancellation);

    /// <summary>Replaces actions of a cycle as they were read; false, and some batches are not written, where one is not that any more.</summary>
    internal async Task<bool> TryReplaceAsync(IReadOnlyList<DueAction> changed, CancellationToken cancellation)
    {
        bool[] written = await Task.WhenAll(changed.Chunk(TableTransactions.Largest)
            .Select(batch => table.TryWriteAsync([.. batch.Select(one => rows.Replace(one.Cycle.County.Value, one.Id, one))], cancellation)));
        return Array.TrueForAll(written, one => one);
    }

    /// <summary>Replaces one as it was read, or precondition failed.</summary>
    internal async Task<DueAction> ReplaceAsync(DueAction changed, CancellationToken cancellation) =>
        await rows.TryReplaceAsync(changed.Cycle.County.Value, changed.Id, changed, cancellation)
            ? changed
            : throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else changed it at the same time: read it and try again.");
}
