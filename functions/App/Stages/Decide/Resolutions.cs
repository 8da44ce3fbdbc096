using System.Collections.Concurrent;

namespace Yuekao.App.Stages.Decide;

/// <summary>What meetings resolved. Partition <c>county|scheme|period</c>, row <c>pool|round</c>: one resolution a round, the first one stands.</summary>
public sealed class Resolutions(TableServiceClient tables)
{
    public const string Table = "Decisions";

    // A resolution never changes. Some hundred pools decide a month; beyond that all are forgotten and read anew.
    private const int MostKnown = 1_000;

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

    /// <summary>A pool's resolutions, round by round.</summary>
    public Task<IReadOnlyList<Resolution>> ListAsync(CycleKey key, PoolId pool, CancellationToken cancellation) =>
        rows.ListAsync($"PartitionKey eq {Partition(key)} and RowKey ge {$"{pool}|"} and RowKey lt {$"{pool}}}"}", cancellation);

    private Resolution Keep(CycleKey key, PoolId pool, Resolution resolution)
    {
        if (known.Count >= MostKnown)
            known.Clear();
        return known.GetOrAdd((key, pool, resolution.Round), resolution);
    }

    private static string Partition(CycleKey key) => $"{key.County}|{key.Scheme}|{key.Period}";
    private static string Row(PoolId pool, int round) => string.Create(CultureInfo.InvariantCulture, $"{pool}|{round:000}");
}
