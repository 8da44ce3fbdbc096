namespace Yuekao.App.Stages.Appeal;

/// <summary>The appeals of cycles. Partition <c>county|scheme|period</c>; row <c>gate</c>, and row <c>appeal|subject</c> for each appeal.</summary>
public sealed class AppealStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Appeals";

    private const string Gate = "gate";
    private const string FirstAppeal = "appeal|";
    private const string BehindAppeals = "appeal}";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<AppealGate> gates = new(tables.GetTableClient(Table));
    private readonly Rows<AppealRecord> rows = new(
        tables.GetTableClient(Table), (row, appeal) => (row[nameof(appeal.Pool)], row[nameof(appeal.Township)]) = (appeal.Pool.Value, appeal.Township.Value));

    /// <summary>Opens the gate of a cycle, unless it was opened before; answers the gate as it is.</summary>
    public async Task<AppealGate> OpenAsync(CycleContext context, DateTimeOffset until, CancellationToken cancellation)
    {
        var gate = new AppealGate(until, IsClosed: false);
        return await gates.TryAddAsync(Partition(context.Key), Gate, gate, cancellation) ? gate : (await FindGateAsync(context.Key, cancellation))!;
    }

    /// <summary>Closes the gate of a cycle: what was not filed before never is. Nothing happens where it is closed, or was never opened.</summary>
    public async Task CloseAsync(CycleKey key, CancellationToken cancellation)
    {
        while (await FindGateAsync(key, cancellation) is { IsClosed: false } gate)
        {
            if (await gates.TryReplaceAsync(Partition(key), Gate, gate with { IsClosed = true }, cancellation))
                return;
            // An appeal came in between.
        }
    }

    /// <summary>Null where the gate was never opened.</summary>
    public Task<AppealGate?> FindGateAsync(CycleKey key, CancellationToken cancellation) => gates.FindAsync(Partition(key), Gate, cancellation);

    public Task<AppealRecord?> FindAsync(CycleKey key, SubjectId subject, CancellationToken cancellation) => rows.FindAsync(Partition(key), AppealRow(subject), cancellation);

    public async Task<AppealRecord> RequireAsync(CycleKey key, SubjectId subject, CancellationToken cancellation) =>
        await FindAsync(key, subject, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"'{subject}' has not appealed.");

    /// <summary>A cycle's gate and all of its appeals, by subject: one query.</summary>
    public async Task<(AppealGate? Gate, IReadOnlyList<AppealRecord> Appeals)> ListAsync(CycleKey key, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)}");
        List<TableEntity> all = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        AppealGate? gate = all.Find(row => row.RowKey == Gate) is { } found ? Rows<AppealGate>.Read(found) : null;
        return (gate, [.. all.Where(row => row.RowKey != Gate).Select(Rows<AppealRecord>.Read)]);
    }

    /// <summary>What somebody appealed against, of all cycles: one range.</summary>
    internal Task<IReadOnlyList<AppealRecord>> OfSubjectAsync(CountyId county, SubjectId subject, CancellationToken cancellation) =>
        rows.ListAsync($"PartitionKey ge {$"{county}|"} and PartitionKey lt {$"{county}}}"} and RowKey eq {AppealRow(subject)}", cancellation);

    /// <summary>A page of a pool's appeals, by subject.</summary>
    /// <param name="townships">Only those of these townships; null for all.</param>
    public async Task<IReadOnlyList<AppealRecord>> ListAsync(
        CycleKey key, PoolId pool, IReadOnlyList<TownshipId>? townships, SubjectId? after, int most, CancellationToken cancellation)
    {
        string first = after is { } last ? AppealRow(last) : FirstAppeal;
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)} and RowKey gt {first} and RowKey lt {BehindAppeals} and Pool eq {pool.Value}");
        if (townships is not null)
            filter += $" and ({string.Join(" or ", townships.Select(township => TableClient.CreateQueryFilter($"Township eq {township.Value}")))})";
        return await rows.ListAsync(filter, most, cancellation);
    }

    /// <summary>Files an appeal while the gate is open, unless the subject filed one before; answers the one that is stored.</summary>
    public async Task<AppealRecord> FileAsync(CycleContext context, AppealRecord appeal, CancellationToken cancellation)
    {
        string partition = Partition(context.Key);
        while (true)
        {
            if (await FindAsync(context.Key, appeal.Subject, cancellation) is { } there)
                return there;
            AppealGate gate = RequireOpen(context, await FindGateAsync(context.Key, cancellation));
            if (await table.TryWriteAsync([rows.Add(partition, AppealRow(appeal.Subject), appeal), gates.Replace(partition, Gate, gate)], cancellation))
                return appeal;
            // Another filing, or the closing, was first: what is there now decides.
        }
    }

    /// <summary>The open gate; rule broken where appeals cannot be filed now, with until when they could.</summary>
    public AppealGate RequireOpen(CycleContext context, AppealGate? gate)
    {
        if (gate is null)
            throw new ProblemException(ProblemType.RuleBroken, "Appeals are filed when the results of the whole cycle are out: the window is not open.");
        if (!gate.IsClosed && clock.GetUtcNow() < gate.Until)
            return gate;
        DateTimeOffset until = TimeZoneInfo.ConvertTime(gate.Until, TimeZoneInfo.FindSystemTimeZoneById(context.Scheme.Document.Calendar.TimeZone));
        throw new ProblemException(ProblemType.RuleBroken, $"Appeals could be filed until {until:yyyy-MM-dd'T'HH:mm:sszzz}: the window is over.");
    }

    /// <summary>Replaces an appeal as it was read; false, and nothing is written, where it is not that any more.</summary>
    public Task<bool> TryReplaceAsync(CycleKey key, AppealRecord appeal, CancellationToken cancellation) =>
        rows.TryReplaceAsync(Partition(key), AppealRow(appeal.Subject), appeal, cancellation);

    private static string Partition(CycleKey key) => $"{key.County}|{key.Scheme}|{key.Period}";
    private static string AppealRow(SubjectId subject) => $"{FirstAppeal}{subject}";
}

/// <summary>An appeal as it stands: filed, then ruled on, then settled; null is what has not happened.</summary>
/// <param name="Subject">The appellant.</param>
public sealed record AppealRecord(
    SubjectId Subject, PoolId Pool, TownshipId Township, AppealRequest Appeal, DateTimeOffset FiledAt, string FiledBy, string FiledByName) : Stored
{
    public RecordedRuling? Ruling { get; init; }
    public AppealSettlement? Settlement { get; init; }
}

/// <summary>A meeting's ruling as it was recorded. It never changes.</summary>
public sealed record RecordedRuling(RulingRequest Content, DateTimeOffset At, string By, string ByName);

/// <summary>What came of an appeal, in short. The outcome with its explanation is the cycle's document.</summary>
/// <param name="DifferenceFen">What is paid on top; zero where nothing is.</param>
public sealed record AppealSettlement(PoolId Pool, AppealRuling Ruling, bool Improved, Fen DifferenceFen, DateTimeOffset At)
{
    public static AppealSettlement Of(AppealOutcome outcome) =>
        new(outcome.Pool, outcome.Ruling, outcome.Decided?.Improved ?? false, outcome.Ledger?.Difference ?? Fen.Zero, outcome.At);
}

/// <summary>What lets appeals into a cycle. Every filing touches it, so that closing it is exact: an appeal is filed before, or not at all.</summary>
/// <param name="Until">Appeals are filed before this time.</param>
public sealed record AppealGate(DateTimeOffset Until, bool IsClosed) : Stored;

/// <param name="Grounds">Why the result is thought wrong: 1 to 2000 characters.</param>
public sealed record AppealRequest(string Grounds)
{
    /// <summary>The scheme's items that it is about; empty where it is about the result as a whole.</summary>
    public IReadOnlyList<ItemId> Items { get; init; } = [];
}
