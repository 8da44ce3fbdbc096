using System.Collections.Concurrent;
using Azure;

namespace Yuekao.App.Stages.Decide;

/// <summary>What meetings resolved. Partition <c>county|scheme|period</c>, row <c>pool|round</c>: one resolution a round, the first one stands.</summary>
public sealed class DecisionStore(TableServiceClient tables)
{
    /// <summary>The table.</summary>
    public const string Table = "Decisions";

    // A resolution never changes. Some hundred pools decide a month; beyond that all are forgotten and read anew.
    private const int MostKnown = 1_000;

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly ConcurrentDictionary<(CycleKey, PoolId, int), Resolution> known = new();

    /// <summary>Records a resolution; false where the round has one.</summary>
    public async Task<bool> AddAsync(CycleKey key, PoolId pool, Resolution resolution, CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(JsonRow.Of(Partition(key), Row(pool, resolution.Round), resolution), cancellation);
            Keep(key, pool, resolution);
            return true;
        }
        catch (InvalidDataException large)
        {
            throw new ProblemException(ProblemType.TooLarge, "The reasons are longer than a resolution can hold.", innerException: large);
        }
        catch (RequestFailedException taken) when (taken.Status == StatusCodes.Status409Conflict)
        {
            return false;
        }
    }

    /// <summary>A round's resolution; null before the meeting.</summary>
    public async Task<Resolution?> FindAsync(CycleKey key, PoolId pool, int round, CancellationToken cancellation)
    {
        if (known.TryGetValue((key, pool, round), out Resolution? resolution))
            return resolution;
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(key), Row(pool, round), cancellationToken: cancellation);
        return row.HasValue ? Keep(key, pool, JsonRow.Read<Resolution>(row.Value!)) : null;
    }

    /// <summary>A pool's resolutions, round by round.</summary>
    public async Task<IReadOnlyList<Resolution>> ListAsync(CycleKey key, PoolId pool, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)} and RowKey ge {$"{pool}|"} and RowKey lt {$"{pool}}}"}");
        return await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(JsonRow.Read<Resolution>).ToListAsync(cancellation);
    }

    private Resolution Keep(CycleKey key, PoolId pool, Resolution resolution)
    {
        if (known.Count >= MostKnown)
            known.Clear();
        return known.GetOrAdd((key, pool, resolution.Round), resolution);
    }

    private static string Partition(CycleKey key) => $"{key.County}|{key.Scheme}|{key.Period}";

    private static string Row(PoolId pool, int round) => $"{pool}|{round:000}";
}
