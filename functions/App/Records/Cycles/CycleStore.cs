using System.Collections.Concurrent;
using Azure;

namespace Yuekao.App.Records;

/// <summary>Where cycles and their pools stand. Partition <c>county|scheme</c>; row <c>period</c> for the cycle, <c>period|pool</c> for a pool.</summary>
public sealed class CycleStore(TableServiceClient tables)
{
    public const string Table = "Cycles";

    // A county has some ten pools; beyond so many all are forgotten and read anew.
    private const int MostKnown = 1_000;
    private const string IsCycle = "IsCycle";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<CycleRecord> cycles = new(
        tables.GetTableClient(Table), (row, cycle) => (row[IsCycle], row[nameof(cycle.Phase)]) = (true, cycle.Phase.ToString()));
    private readonly Rows<PoolRecord> pools = new(
        tables.GetTableClient(Table), (row, pool) => (row[IsCycle], row[nameof(pool.Phase)]) = (false, pool.Phase.ToString()));
    private readonly ConcurrentDictionary<(CycleKey, PoolId), PoolRecord> known = new();

    /// <summary>Null where nobody started the cycle.</summary>
    public Task<CycleRecord?> FindAsync(CycleKey key, CancellationToken cancellation) => cycles.FindAsync(Partition(key), key.Period.Value, cancellation);

    /// <summary>Null while the pool's cycle is not open.</summary>
    public async Task<PoolRecord?> FindAsync(CycleKey key, PoolId pool, CancellationToken cancellation) =>
        await pools.FindAsync(Partition(key), PoolRow(key, pool), cancellation) is { } found ? Keep(key, found) : null;

    /// <summary>A cycle with all of its pools; null where nobody started it.</summary>
    public async Task<(CycleRecord Cycle, IReadOnlyList<PoolRecord> Pools)?> FindWithPoolsAsync(CycleKey key, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)} and RowKey ge {key.Period.Value} and RowKey lt {$"{key.Period}}}"}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        return rows is [var cycle, .. var others] && cycle.RowKey == key.Period.Value
            ? (Rows<CycleRecord>.Read(cycle), [.. others.Select(Rows<PoolRecord>.Read)])
            : null;
    }

    /// <summary>A page of a scheme's cycles, the earliest first.</summary>
    public Task<IReadOnlyList<CycleRecord>> ListAsync(CountyId county, SchemeId scheme, Period? after, int most, CancellationToken cancellation)
    {
        string from = after is { } last ? $"{last}}}" : "";
        return cycles.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(county, scheme)} and RowKey gt {from} and IsCycle eq {true}"), most, cancellation);
    }

    /// <summary>A scheme's cycles of one year, the earliest first.</summary>
    // ':' is the character after '9': every period of the year starts with its four digits.
    public Task<IReadOnlyList<CycleRecord>> OfYearAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation) =>
        cycles.ListAsync($"PartitionKey eq {Partition(county, scheme)} and RowKey ge {$"{year}"} and RowKey lt {$"{year}:"} and IsCycle eq {true}", cancellation);

    /// <summary>The cycles of all schemes of a county: one range.</summary>
    public Task<IReadOnlyList<CycleRecord>> OfCountyAsync(CountyId county, CancellationToken cancellation) =>
        cycles.ListAsync($"PartitionKey ge {$"{county}|"} and PartitionKey lt {$"{county}}}"} and IsCycle eq {true}", cancellation);

    /// <summary>False where the cycle was started before.</summary>
    public Task<bool> TryAddAsync(CycleRecord cycle, CancellationToken cancellation) =>
        cycles.TryAddAsync(Partition(cycle.Key), cycle.Key.Period.Value, cycle, cancellation);

    /// <summary>Replaces a cycle, and puts pools beside it, in one transaction. Only the cycle's orchestration writes, so the last write is right.</summary>
    public async Task PutAsync(CycleRecord cycle, IReadOnlyList<PoolRecord> opened, CancellationToken cancellation)
    {
        string partition = Partition(cycle.Key);
        IEnumerable<TableTransactionAction> beside = opened.Select(pool => pools.Put(partition, PoolRow(cycle.Key, pool.Pool), pool));
        TableTransactionAction[] actions = [cycles.Put(partition, cycle.Key.Period.Value, cycle), .. beside];
        Response<IReadOnlyList<Response>> answers = await table.SubmitTransactionAsync(actions, cancellation);
        foreach ((PoolRecord pool, Response answer) in opened.Zip(answers.Value.Skip(1)))
            Keep(cycle.Key, pool with { ETag = answer.Headers.ETag ?? default });
    }

    public Task PutAsync(CycleRecord cycle, CancellationToken cancellation) => cycles.PutAsync(Partition(cycle.Key), cycle.Key.Period.Value, cycle, cancellation);

    /// <summary>Replaces a cycle that nobody replaced since it was read; false where somebody did.</summary>
    public Task<bool> TryReplaceAsync(CycleRecord cycle, CancellationToken cancellation) => cycles.TryReplaceAsync(Partition(cycle.Key), cycle.Key.Period.Value, cycle, cancellation);

    /// <summary>Changes a pool as it stands: mostly one storage call, for where it stood is remembered, and its ETag tells whether it still does.</summary>
    /// <param name="change">What becomes of it; null where there is nothing to change. Called again with what somebody else made of it.</param>
    /// <returns>The pool as it was before; null where nothing was changed.</returns>
    /// <exception cref="InvalidOperationException">There is no such pool.</exception>
    public async Task<PoolRecord?> ChangeAsync(CycleKey key, PoolId pool, Func<PoolRecord, PoolRecord?> change, CancellationToken cancellation)
    {
        // What is remembered may have been overtaken by another host: only what was just read is taken for an answer.
        if (known.GetValueOrDefault((key, pool)) is { } remembered
            && change(remembered) is { } likely
            && await TryReplaceAsync(key, likely with { ETag = remembered.ETag }, cancellation))
            return remembered;
        while (true)
        {
            PoolRecord current = await FindAsync(key, pool, cancellation) ?? throw new InvalidOperationException($"The cycle {key} has no pool '{pool}'.");
            if (change(current) is not { } next)
                return null;
            if (await TryReplaceAsync(key, next with { ETag = current.ETag }, cancellation))
                return current;
        }
    }

    /// <summary>Replaces a pool that nobody replaced since it was read; false where somebody did.</summary>
    public async Task<bool> TryReplaceAsync(CycleKey key, PoolRecord pool, CancellationToken cancellation)
    {
        bool replaced = await pools.TryReplaceAsync(Partition(key), PoolRow(key, pool.Pool), pool, cancellation);
        if (replaced)
            Keep(key, pool);
        return replaced;
    }

    private PoolRecord Keep(CycleKey key, PoolRecord pool)
    {
        if (known.Count >= MostKnown)
            known.Clear();
        return known[(key, pool.Pool)] = pool;
    }

    private static string Partition(CycleKey key) => Partition(key.County, key.Scheme);
    private static string Partition(CountyId county, SchemeId scheme) => $"{county}|{scheme}";
    private static string PoolRow(CycleKey key, PoolId pool) => $"{key.Period}|{pool}";
}
