namespace Yuekao.App.Records;

/// <summary>What is noted of somebody's development: a talk, a rotation, an entry of growth. Every revision is kept; withdrawn, it stays on record and does not count.</summary>
public abstract record PersonRecord : Revised
{
    public required SubjectId Person { get; init; }

    /// <summary>What the person is called, and the township that they are of.</summary>
    public required string Name { get; init; }
    public required TownshipId Township { get; init; }

    /// <summary>When it was noted as it is, by whom: an id; the name stands beside it.</summary>
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>Null while it counts.</summary>
    public Withdrawal? Withdrawn { get; init; }

    /// <summary>Its id, unique to the person.</summary>
    internal abstract string Key { get; }
    internal abstract string Resource { get; }
    internal AuditActor Actor => new(By, ByName, Roles: "");
}

/// <summary>What may be done to such records, the same way for each kind.</summary>
internal static class PersonRecordSteps
{
    /// <summary>Follows a record: as the next revision of what was read; itself where it says the same.</summary>
    /// <param name="before">What was read; null for nothing.</param>
    /// <param name="isSame">Whether it says what <paramref name="next"/> says.</param>
    /// <exception cref="ProblemException">It was withdrawn: rule broken.</exception>
    public static T Follow<T>(this T next, T? before, Func<T, bool> isSame) where T : PersonRecord
    {
        if (before is null)
            return next;
        if (before.Withdrawn is not null)
            throw new ProblemException(ProblemType.RuleBroken, $"'{before.Key}' was withdrawn, and stays so: note it under another id.");
        return isSame(before) ? before : (T)((PersonRecord)next with { Revision = before.Revision + 1, ETag = before.ETag });
    }

    /// <summary>Takes a record back, with a reason; again leaves it as it is.</summary>
    public static T Withdraw<T>(this T one, string reason, Caller by, DateTimeOffset at) where T : PersonRecord =>
        one.Withdrawn is not null ? one : (T)((PersonRecord)one with { Withdrawn = new Withdrawal(reason, at, by.Id, by.Name), Revision = one.Revision + 1 });

    /// <summary>Takes back what is noted of a person under an id, with the reason that the request gives.</summary>
    /// <exception cref="ProblemException">There is no such record: not found. The reason is missing: malformed.</exception>
    public static async Task<IActionResult> WithdrawAsync<T>(
        this PersonRows<T> rows, HttpRequest request, AuditTrail audit, string action, SubjectId person, string id, DateTimeOffset at, CancellationToken cancellation) where T : PersonRecord
    {
        string reason = QueryReader.ReasonOf(request);
        T before = await rows.FindAsync(request.Id<CountyId>(), person, id, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"Nothing is noted of '{person}' under '{id}'.");
        return await rows.WriteAsync(request, audit, action, before, before.Withdraw(reason, request.GetCaller(), at), cancellation, reason);
    }

    /// <summary>Writes what a step made of a record.</summary>
    public static Task<IActionResult> WriteAsync<T>(
        this PersonRows<T> rows, HttpRequest request, AuditTrail audit, string action, T? before, T next, CancellationToken cancellation, string? reason = null) where T : PersonRecord =>
        RevisedAnswer.WriteAsync(request, audit, action, next.Resource, before, next, (one, stop) => rows.TryWriteAsync(request.Id<CountyId>(), one, stop), cancellation, reason);
}

/// <summary>Such records of one kind. Partition: the county; row <c>person|id</c>; revisions behind them.</summary>
/// <param name="columns">What is asked for by more than person and township.</param>
internal sealed class PersonRows<T>(TableServiceClient tables, string table, Action<TableEntity, T>? columns = null) where T : PersonRecord
{
    private const string Behind = "~";

    private readonly RevisedRows<T> rows = new(tables.GetTableClient(table), (row, one) =>
    {
        row[nameof(one.Township)] = one.Township.Value;
        row["Counts"] = one.Withdrawn is null;
        columns?.Invoke(row, one);
    });

    /// <summary>Null where there is none.</summary>
    public Task<T?> FindAsync(CountyId county, SubjectId person, string id, CancellationToken cancellation) => rows.FindAsync(county.Value, $"{person}|{id}", revision: null, cancellation);

    /// <summary>What is noted of a person, by id, what was withdrawn included.</summary>
    public Task<IReadOnlyList<T>> OfPersonAsync(CountyId county, SubjectId person, string? after, int most, CancellationToken cancellation) => rows.ListAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey gt {$"{person}|{after}"} and RowKey lt {$"{person}}}"}"), most, cancellation);

    /// <summary>What counts in a county: one storage call for each 1,000.</summary>
    /// <param name="which">What else must hold, as a filter; null for nothing.</param>
    public Task<IReadOnlyList<T>> CountingAsync(CountyId county, string? which, CancellationToken cancellation) => rows.ListAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey lt {Behind} and Counts eq {true}") + (which is null ? "" : $" and {which}"), int.MaxValue, cancellation);

    /// <summary>False where somebody else wrote it since it was read.</summary>
    public Task<bool> TryWriteAsync(CountyId county, T next, CancellationToken cancellation) => rows.TryWriteAsync(county.Value, $"{next.Person}|{next.Key}", next, cancellation);
}
