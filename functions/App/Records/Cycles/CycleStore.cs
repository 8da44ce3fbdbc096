using System.Collections.Concurrent;
using Azure;

namespace Yuekao.App.Records;

/// <summary>Where cycles and their pools stand. Partition <c>county|scheme</c>; row <c>period</c> for the cycle, <c>period|pool</c> for a pool.</summary>
public sealed class CycleStore(TableServiceClient tables)
{
    /// <summary>The table.</summary>
    public const string Table = "Cycles";

    // A county has some ten pools; beyond so many all are forgotten and read anew.
    private const int MostKnown = 1_000;

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly ConcurrentDictionary<(CycleKey, PoolId), PoolRecord> known = new();

    /// <summary>Finds a cycle; null where nobody started it.</summary>
    public async Task<CycleRecord?> FindAsync(CycleKey key, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(key.County, key.Scheme), key.Period.Value, cancellationToken: cancellation);
        return row.HasValue ? ReadCycle(row.Value!) : null;
    }

    /// <summary>Finds a pool; null while its cycle is not open.</summary>
    public async Task<PoolRecord?> FindAsync(CycleKey key, PoolId pool, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(key.County, key.Scheme), PoolRow(key, pool), cancellationToken: cancellation);
        return row.HasValue ? Keep(key, ReadPool(row.Value!)) : null;
    }

    /// <summary>A cycle with all of its pools; null where nobody started it.</summary>
    public async Task<(CycleRecord Cycle, IReadOnlyList<PoolRecord> Pools)?> FindWithPoolsAsync(CycleKey key, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key.County, key.Scheme)} and RowKey ge {key.Period.Value} and RowKey lt {$"{key.Period}}}"}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        return rows is [var cycle, .. var pools] && cycle.RowKey == key.Period.Value ? (ReadCycle(cycle), [.. pools.Select(ReadPool)]) : null;
    }

    /// <summary>A page of a scheme's cycles, the earliest first.</summary>
    public async Task<IReadOnlyList<CycleRecord>> ListAsync(CountyId county, SchemeId scheme, Period? after, int most, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(county, scheme)} and RowKey gt {(after is { } last ? $"{last}}}" : "")} and IsCycle eq {true}");
        return await table.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellation).Take(most).Select(ReadCycle).ToListAsync(cancellation);
    }

    /// <summary>A scheme's cycles of one year, the earliest first.</summary>
    public async Task<IReadOnlyList<CycleRecord>> OfYearAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation)
    {
        // ':' is the character after '9': every period of the year starts with its four digits.
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(county, scheme)} and RowKey ge {$"{year}"} and RowKey lt {$"{year}:"} and IsCycle eq {true}");
        return await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(ReadCycle).ToListAsync(cancellation);
    }

    /// <summary>Adds a cycle that was not started before; false where it was.</summary>
    public async Task<bool> AddAsync(CycleRecord cycle, CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(Entity(cycle), cancellation);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == StatusCodes.Status409Conflict)
        {
            return false;
        }
    }

    /// <summary>Replaces a cycle, and puts pools beside it, in one transaction. Only the cycle's orchestration writes, so the last write is right.</summary>
    public async Task PutAsync(CycleRecord cycle, IReadOnlyList<PoolRecord> pools, CancellationToken cancellation)
    {
        Response<IReadOnlyList<Response>> answers = await table.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, Entity(cycle)),
                .. pools.Select(pool => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Entity(cycle.Key, pool))),
            ],
            cancellation);
        foreach ((PoolRecord pool, Response answer) in pools.Zip(answers.Value.Skip(1)))
            Keep(cycle.Key, pool with { ETag = answer.Headers.ETag ?? default });
    }

    /// <summary>Replaces a cycle.</summary>
    public Task PutAsync(CycleRecord cycle, CancellationToken cancellation) => table.UpsertEntityAsync(Entity(cycle), TableUpdateMode.Replace, cancellation);

    /// <summary>Changes a pool as it stands: mostly one storage call, for where it stood is remembered, and its ETag tells whether it still does.</summary>
    /// <param name="key">The cycle.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="change">What becomes of it; null where there is nothing to change. Called again with what somebody else made of it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether it was changed.</returns>
    /// <exception cref="InvalidOperationException">There is no such pool.</exception>
    public async Task<bool> ChangeAsync(CycleKey key, PoolId pool, Func<PoolRecord, PoolRecord?> change, CancellationToken cancellation)
    {
        // What is remembered may have been overtaken by another host: only what was just read is taken for an answer.
        if (known.GetValueOrDefault((key, pool)) is { } remembered && change(remembered) is { } likely && await UpdateAsync(key, likely with { ETag = remembered.ETag }, cancellation))
            return true;
        while (true)
        {
            PoolRecord current = await FindAsync(key, pool, cancellation) ?? throw new InvalidOperationException($"The cycle {key} has no pool '{pool}'.");
            if (change(current) is not { } next)
                return false;
            if (await UpdateAsync(key, next with { ETag = current.ETag }, cancellation))
                return true;
        }
    }

    /// <summary>Replaces a pool that nobody replaced since it was read; false where somebody did.</summary>
    public async Task<bool> UpdateAsync(CycleKey key, PoolRecord pool, CancellationToken cancellation)
    {
        try
        {
            Response answer = await table.UpdateEntityAsync(Entity(key, pool), pool.ETag, TableUpdateMode.Replace, cancellation);
            Keep(key, pool with { ETag = answer.Headers.ETag ?? default });
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status == StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }

    private PoolRecord Keep(CycleKey key, PoolRecord pool)
    {
        if (known.Count >= MostKnown)
            known.Clear();
        return known[(key, pool.Pool)] = pool;
    }

    internal static string Partition(CountyId county, SchemeId scheme) => $"{county}|{scheme}";

    private static string PoolRow(CycleKey key, PoolId pool) => $"{key.Period}|{pool}";

    private static TableEntity Entity(CycleRecord cycle)
    {
        TableEntity entity = JsonRow.Of(Partition(cycle.Key.County, cycle.Key.Scheme), cycle.Key.Period.Value, cycle);
        entity["IsCycle"] = true;
        entity[nameof(CycleRecord.Phase)] = cycle.Phase.ToString();
        return entity;
    }

    private static TableEntity Entity(CycleKey key, PoolRecord pool)
    {
        TableEntity entity = JsonRow.Of(Partition(key.County, key.Scheme), PoolRow(key, pool.Pool), pool);
        entity["IsCycle"] = false;
        entity[nameof(PoolRecord.Phase)] = pool.Phase.ToString();
        return entity;
    }

    private static CycleRecord ReadCycle(TableEntity row) => JsonRow.Read<CycleRecord>(row) with { ETag = row.ETag };

    private static PoolRecord ReadPool(TableEntity row) => JsonRow.Read<PoolRecord>(row) with { ETag = row.ETag };
}
