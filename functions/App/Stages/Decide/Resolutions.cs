using System.Collections.Concurrent;

namespace Yuekao.App.Stages.Decide;

/// <summary>What meetings resolved. Partition <c>county|scheme|run</c>, row <c>pool|round</c>: one resolution a round, the first one stands.</summary>
public sealed class Resolutions(TableServiceClient tables)
{
    public const string Table = "Decisions";

    // A resolution never changes. Some hundred pools decide a month; beyond that all are forgotten and read anew.
    private const int MostKnown = 1_000;

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<Resolution> rows = new(tables.GetTableClient(Table));
    private readonly ConcurrentDictionary<(CycleKey, PoolId, int), Resolution> known = new();

    /// <summary>Records a resolution; false where the round has one.</summary>
    /// <exception cref="ProblemException">Its reasons do not fit a row: too large.</exception>
    public async Task<bool> TryAddAsync(CycleKey key, PoolId pool, Resolution resolution, CancellationToken cancellation)
    {
        try
        {
            bool added = await rows.TryAddAsync(Partition(key), Row(pool, resolution.Round), resolution, cancellation);
            if (added)
                Keep(key, pool, resolution);
            return added;
        }
        catch (InvalidDataException large)
        {
            throw new ProblemException(ProblemType.TooLarge, "The reasons are longer than a resolution can hold.", innerException: large);
        }
    }

    /// <summary>A round's resolution; null before the meeting.</summary>
    public async Task<Resolution?> FindAsync(CycleKey key, PoolId pool, int round, CancellationToken cancellation)
    {
        if (known.TryGetValue((key, pool, round), out Resolution? resolution))
            return resolution;
        return await rows.FindAsync(Partition(key), Row(pool, round), cancellation) is { } found ? Keep(key, pool, found) : null;
    }

    /// <exception cref="InvalidOperationException">The round is not decided.</exception>
    public async Task<Resolution> RequireAsync(CycleKey key, PoolId pool, int round, CancellationToken cancellation) =>
        await FindAsync(key, pool, round, cancellation) ?? throw new InvalidOperationException($"Round {round} of pool {pool} in {key} is not decided.");

    public Task<IReadOnlyList<Resolution>> ListAsync(CycleKey key, PoolId pool, CancellationToken cancellation) =>
        rows.ListAsync($"PartitionKey eq {Partition(key)} and RowKey ge {$"{pool}|"} and RowKey lt {$"{pool}}}"}", cancellation);

    /// <summary>What the meetings of all of a cycle's pools resolved.</summary>
    public async Task<IReadOnlyList<(PoolId Pool, Resolution Resolution)>> OfCycleAsync(CycleKey key, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)}");
        List<TableEntity> found = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        return [.. found.Select(row => (PoolId.Of(TownshipId.Of(row.RowKey.Split('|')[0])), Rows<Resolution>.Read(row)))];
    }

    private Resolution Keep(CycleKey key, PoolId pool, Resolution resolution)
    {
        if (known.Count >= MostKnown)
            known.Clear();
        return known.GetOrAdd((key, pool, resolution.Round), resolution);
    }

    private static string Partition(CycleKey key) => $"{key.County}|{key.Scheme}|{key.Run}";
    private static string Row(PoolId pool, int round) => string.Create(CultureInfo.InvariantCulture, $"{pool}|{round:000}");
}

/// <summary>What a meeting may resolve: the proposal stands as it is, stands but for some subjects, or goes back to named sources.</summary>
public enum ResolutionKind
{
    Approve,
    Adjust,
    Return,
}

/// <summary>A meeting's resolution on one round's proposal, as it was recorded: what the request said, and who recorded it when.</summary>
public sealed record Resolution
{
    public required ResolutionKind Kind { get; init; }
    public required int Round { get; init; }
    public required IReadOnlyList<string> Attendees { get; init; }
    public required string Minutes { get; init; }
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];
    public string? OverrideReason { get; init; }
    public IReadOnlyList<ReturnedSource> Returns { get; init; } = [];
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    internal MeetingDecision ToDecision() => new() { Adjustments = Adjustments, OverrideReason = OverrideReason };
}

/// <param name="Township">The township whose readings they are.</param>
public sealed record ReturnedSource(TownshipId Township, SourceId Source, string Reason);

/// <summary>What a meeting resolved, as its chair sends it.</summary>
/// <param name="Round">The round whose proposal was before the meeting, as the proposal says.</param>
/// <param name="Attendees">1 to 100 names of at most 50 characters.</param>
/// <param name="Minutes">The number of the meeting's minutes (会议纪要编号): 1 to 100 characters.</param>
public sealed record DecisionRequest(ResolutionKind Kind, int Round, IReadOnlyList<string> Attendees, string Minutes)
{
    /// <summary>The subjects who get another outcome than proposed, each with a reason; where the kind is adjust, and only there.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>Why the seats need not hold this time: 1 to 2,000 characters; left out: they must.</summary>
    public string? OverrideReason { get; init; }

    /// <summary>The sources that must report again, each with a reason; where the kind is return, and only there.</summary>
    public IReadOnlyList<ReturnedSource> Returns { get; init; } = [];

    internal Resolution By(AuditActor actor, DateTimeOffset at) => new()
    {
        Kind = Kind,
        Round = Round,
        Attendees = Attendees,
        Minutes = Minutes,
        Adjustments = Adjustments,
        OverrideReason = OverrideReason,
        Returns = Returns,
        At = at,
        By = actor.Id,
        ByName = actor.Name,
    };
}
