using System.Collections.Concurrent;

namespace Yuekao.App.Records;

/// <summary>
/// Where cycles and their pools stand. Partition <c>county|scheme</c>; row <c>period</c> for the cycle in its current edition, <c>run|pool</c> for the pools of each.
/// </summary>
public sealed class CycleStore(TableServiceClient tables)
{
    public const string Table = "Cycles";

    // A county has some ten pools; beyond so many all are forgotten and read anew.
    private const int MostKnown = 1_000;
    private const string IsCycle = "IsCycle";

    // Requests ask for little else so often. What another host changed meanwhile is met by the ETags of whatever is written.
    private const long CurrentForMilliseconds = 5_000;

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<CycleRecord> cycles = new(
        tables.GetTableClient(Table), (row, cycle) => (row[IsCycle], row[nameof(cycle.Phase)]) = (true, cycle.Phase.ToString()));
    private readonly Rows<PoolRecord> pools = new(
        tables.GetTableClient(Table), (row, pool) => (row[IsCycle], row[nameof(pool.Phase)]) = (false, pool.Phase.ToString()));
    private readonly ConcurrentDictionary<(CycleKey, PoolId), PoolRecord> known = new();
    private readonly ConcurrentDictionary<CycleKey, (CycleRecord Cycle, long At)> current = new();

    /// <summary>A cycle in its current edition, whichever the key is of; null where nobody started it.</summary>
    public async Task<CycleRecord?> FindAsync(CycleKey key, CancellationToken cancellation) =>
        await cycles.FindAsync(Partition(key), key.Period.Value, cancellation) is { } found ? Keep(found) : null;

    /// <summary>A cycle in its current edition as it was a moment ago: what does not change from one second to the next.</summary>
    public async Task<CycleRecord?> FindCurrentAsync(CycleKey key, CancellationToken cancellation) =>
        current.TryGetValue(key with { Edition = 1 }, out (CycleRecord Cycle, long At) seen) && Environment.TickCount64 - seen.At < CurrentForMilliseconds
            ? seen.Cycle
            : await FindAsync(key, cancellation);

    /// <summary>The cycle, as long as its edition is the key's.</summary>
    /// <exception cref="EditionOverException">It was cancelled, or is in another edition.</exception>
    /// <exception cref="InvalidOperationException">Nobody started it.</exception>
    public async Task<CycleRecord> RequireAsync(CycleKey key, CancellationToken cancellation)
    {
        CycleRecord found = await FindAsync(key, cancellation) ?? throw new InvalidOperationException($"The cycle {key} runs and is not recorded.");
        return found.Key == key && found.Phase != CyclePhase.Cancelled ? found : throw new EditionOverException(key);
    }

    /// <summary>Null while the pool's cycle is not open.</summary>
    public async Task<PoolRecord?> FindAsync(CycleKey key, PoolId pool, CancellationToken cancellation) =>
        await pools.FindAsync(Partition(key), PoolRow(key, pool), cancellation) is { } found ? Keep(key, found) : null;

    /// <summary>A cycle in its current edition with all of its pools; null where nobody started it.</summary>
    public async Task<(CycleRecord Cycle, IReadOnlyList<PoolRecord> Pools)?> FindWithPoolsAsync(CycleKey key, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)} and RowKey ge {key.Period.Value} and RowKey lt {$"{key.Period}}}"}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        if (rows is not [var row, .. var others] || row.RowKey != key.Period.Value)
            return null;
        CycleRecord cycle = Keep(Rows<CycleRecord>.Read(row));
        return (cycle, [.. others.Where(other => other.RowKey.StartsWith($"{cycle.Key.Run}|", StringComparison.Ordinal)).Select(Rows<PoolRecord>.Read)]);
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

    /// <summary>A scheme's cycles before a period, of its year and of the year before, with their pools, the earliest first: one storage call for each 1,000 of them.</summary>
    public async Task<IReadOnlyList<CycleWithPools>> BeforeAsync(CycleKey key, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(key)} and RowKey ge {$"{key.Period.Year - 1}"} and RowKey lt {key.Period.Value}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        ILookup<bool?, TableEntity> isCycle = rows.ToLookup(row => row.GetBoolean(IsCycle));
        ILookup<string, PoolRecord> byRun = isCycle[false].ToLookup(row => row.RowKey.Split('|')[0], Rows<PoolRecord>.Read);
        return [.. isCycle[true].Select(Rows<CycleRecord>.Read).Select(cycle => new CycleWithPools(cycle, [.. byRun[cycle.Key.Run]]))];
    }

    /// <summary>The cycles of all schemes of a county: one range.</summary>
    public Task<IReadOnlyList<CycleRecord>> OfCountyAsync(CountyId county, CancellationToken cancellation) =>
        cycles.ListAsync($"PartitionKey ge {$"{county}|"} and PartitionKey lt {$"{county}}}"} and IsCycle eq {true}", cancellation);

    /// <summary>False where the cycle was started before.</summary>
    public Task<bool> TryAddAsync(CycleRecord cycle, CancellationToken cancellation) =>
        cycles.TryAddAsync(Partition(cycle.Key), cycle.Key.Period.Value, cycle, cancellation);

    /// <summary>Replaces a cycle that nobody replaced since it was read, and puts pools beside it, in one transaction; false where somebody did.</summary>
    public async Task<bool> TryReplaceAsync(CycleRecord cycle, IReadOnlyList<PoolRecord> opened, CancellationToken cancellation)
    {
        IEnumerable<TableTransactionAction> beside = opened.Select(pool => pools.Put(Partition(cycle.Key), PoolRow(cycle.Key, pool.Pool), pool));
        return await TryWriteAsync(cycle, beside, cancellation);
    }

    /// <summary>Ends a cycle's edition with all of its pools, none of which anybody replaced since they were read; false, and nothing is written, where somebody did.</summary>
    /// <param name="next">The cycle as it is then: cancelled, or in its next edition.</param>
    public Task<bool> TryEndAsync(CycleKey key, CycleRecord next, IReadOnlyList<PoolRecord> ending, CancellationToken cancellation) => TryWriteAsync(
        next, ending.Select(pool => pools.Replace(Partition(key), PoolRow(key, pool.Pool), pool with { Phase = PoolPhase.Over, ETag = pool.ETag })), cancellation);

    public async Task PutAsync(CycleRecord cycle, CancellationToken cancellation)
    {
        await cycles.PutAsync(Partition(cycle.Key), cycle.Key.Period.Value, cycle, cancellation);
        Keep(cycle);
    }

    /// <summary>Replaces a cycle that nobody replaced since it was read; false where somebody did.</summary>
    public async Task<bool> TryReplaceAsync(CycleRecord cycle, CancellationToken cancellation)
    {
        bool replaced = await cycles.TryReplaceAsync(Partition(cycle.Key), cycle.Key.Period.Value, cycle, cancellation);
        if (replaced)
            Keep(cycle);
        return replaced;
    }

    private async Task<bool> TryWriteAsync(CycleRecord cycle, IEnumerable<TableTransactionAction> beside, CancellationToken cancellation)
    {
        bool written = await table.TryWriteAsync([cycles.Replace(Partition(cycle.Key), cycle.Key.Period.Value, cycle), .. beside], cancellation);
        if (written)
            Keep(cycle);
        return written;
    }

    /// <summary>Changes a pool as it stands: mostly one storage call, for where it stood is remembered, and its ETag tells whether it still does.</summary>
    /// <param name="change">What becomes of it; null where there is nothing to change. Called again with what somebody else made of it.</param>
    /// <returns>The pool as it was before; null where nothing was changed.</returns>
    /// <exception cref="InvalidOperationException">There is no such pool.</exception>
    /// <exception cref="EditionOverException">Its cycle was cancelled, or frozen anew.</exception>
    public async Task<PoolRecord?> ChangeAsync(CycleKey key, PoolId pool, Func<PoolRecord, PoolRecord?> change, CancellationToken cancellation)
    {
        // What is remembered may have been overtaken by another host: only what was just read is taken for an answer.
        if (known.GetValueOrDefault((key, pool)) is { } remembered
            && change(remembered) is { } likely
            && await TryReplaceAsync(key, likely with { ETag = remembered.ETag }, cancellation))
            return remembered;
        while (true)
        {
            PoolRecord there = await FindAsync(key, pool, cancellation) ?? throw new InvalidOperationException($"The cycle {key} has no pool '{pool}'.");
            if (there.Phase == PoolPhase.Over)
                throw new EditionOverException(key);
            if (change(there) is not { } next)
                return null;
            if (await TryReplaceAsync(key, next with { ETag = there.ETag }, cancellation))
                return there;
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

    private CycleRecord Keep(CycleRecord cycle)
    {
        if (current.Count >= MostKnown)
            current.Clear();
        current[cycle.Key with { Edition = 1 }] = (cycle, Environment.TickCount64);
        return cycle;
    }

    private PoolRecord Keep(CycleKey key, PoolRecord pool)
    {
        if (known.Count >= MostKnown)
            known.Clear();
        return known[(key, pool.Pool)] = pool;
    }

    private static string Partition(CycleKey key) => Partition(key.County, key.Scheme);
    private static string Partition(CountyId county, SchemeId scheme) => $"{county}|{scheme}";
    private static string PoolRow(CycleKey key, PoolId pool) => $"{key.Run}|{pool}";
}
