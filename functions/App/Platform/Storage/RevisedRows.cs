namespace Yuekao.App.Platform;

/// <summary>A record of which every revision is kept: what is replaced, or withdrawn, stays readable.</summary>
public abstract record Revised : Stored
{
    /// <summary>From 1 on; each change is the next.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The ETag that clients see.</summary>
    internal ETag Tag => new(string.Create(CultureInfo.InvariantCulture, $"\"{Revision}\""));
}

/// <summary>Records of one kind in a table, each as it is now in its row, and every revision in a row behind all that is current.</summary>
/// <param name="columns">What is asked for by more than the key; revisions have none of it.</param>
internal sealed class RevisedRows<T>(TableClient table, Action<TableEntity, T> columns) where T : Revised
{
    private readonly Rows<T> current = new(table, columns);
    private readonly Rows<T> revisions = new(table);

    /// <summary>A record as it is now, or in a revision; null where there is none.</summary>
    public Task<T?> FindAsync(string partition, string row, int? revision, CancellationToken cancellation) =>
        revision is { } number ? revisions.FindAsync(partition, RevisionRow(row, number), cancellation) : current.FindAsync(partition, row, cancellation);

    /// <summary>The current records that a query finds, by key.</summary>
    public Task<IReadOnlyList<T>> ListAsync(string filter, int most, CancellationToken cancellation) => current.ListAsync(filter, most, cancellation);

    /// <summary>Adds a first revision, or puts a later one in place of the one that was read; false, and nothing is written, where somebody else did.</summary>
    public Task<bool> TryWriteAsync(string partition, string row, T next, CancellationToken cancellation) => table.TryWriteAsync(Write(partition, row, next), cancellation);

    /// <summary>The same, to be part of a transaction.</summary>
    public IReadOnlyList<TableTransactionAction> Write(string partition, string row, T next) =>
        [next.Revision == 1 ? current.Add(partition, row, next) : current.Replace(partition, row, next), revisions.Add(partition, RevisionRow(row, next.Revision), next)];

    private static string RevisionRow(string row, int revision) => string.Create(CultureInfo.InvariantCulture, $"~{row}|{revision:00000000}");
}

/// <summary>Answers with records of which every revision is kept.</summary>
internal static class RevisedAnswer
{
    /// <summary>Says of which revision there is none; nothing of the record as it is now.</summary>
    public static LocalizableString In(int? revision) => revision is null ? "" : (LocalizableString)$" in revision {revision}";

    /// <summary>The query of an endpoint that answers one record: null for the record as it is now.</summary>
    public static int? Revision(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        int? revision = query.Revision();
        query.ThrowIfWrong();
        return revision;
    }

    /// <param name="show">What clients see of it; null for the record itself.</param>
    public static IActionResult Of<T>(HttpRequest request, T record, bool isNew = false, Func<T, object>? show = null) where T : Revised
    {
        request.HttpContext.Response.SetETag(record.Tag);
        return new ObjectResult(show?.Invoke(record) ?? record) { StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    /// <summary>Writes what a step made of a record, and tells the audit trail; where it is what it was, nothing.</summary>
    /// <param name="before">What was read; null for nothing.</param>
    /// <param name="next">What follows it; <paramref name="before"/> itself where the step changes nothing.</param>
    /// <param name="write">Writes it; false where somebody else wrote since it was read.</param>
    /// <param name="show">What clients see of it; null for the record itself.</param>
    /// <exception cref="ProblemException">If-Match names another, or somebody else was faster: precondition failed.</exception>
    public static async Task<IActionResult> WriteAsync<T>(
        HttpRequest request, AuditTrail audit, string action, string resource, T? before, T next, Func<T, CancellationToken, Task<bool>> write, CancellationToken cancellation, string? reason = null,
        Func<T, object>? show = null)
        where T : Revised
    {
        if (ReferenceEquals(before, next))
            return Of(request, next, show: show);
        request.RequireMatch(before?.Tag);
        Caller caller = request.GetCaller();
        var entry = new AuditEntry(caller.County, AuditActor.Of(caller), action, resource, before is null ? null : Digest.OfJson(before), Digest.OfJson(next), reason);
        await audit.RecordAsync(entry, async stop => await write(next, stop) ? next : throw Lost(), cancellation);
        return Of(request, next, isNew: before is null, show);
    }

    private static ProblemException Lost() => new(ProblemType.PreconditionFailed, "Somebody else wrote at the same time: read it and try again.");
}
