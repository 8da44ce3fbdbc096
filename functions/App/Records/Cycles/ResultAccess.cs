namespace Yuekao.App.Records;

/// <summary>From when on who sees results: the county and the pool's meeting once they are decided, everybody else once they are published (docs/design.md 7).</summary>
public sealed class ResultAccess(CycleStore cycles)
{
    /// <param name="isReader">Whether the caller may see them once they are published.</param>
    /// <exception cref="ProblemException">They are not there for the caller yet: not found. They are somebody else's: forbidden.</exception>
    public async Task RequireAsync(CycleContext context, Pool pool, Caller caller, bool isReader, CancellationToken cancellation)
    {
        PoolRecord? record = await cycles.FindAsync(context.Key, pool.Id, cancellation);
        if (!IsThere(record, pool, caller))
            throw NotPublished(pool);
        if (!isReader && !IsFirst(pool, caller))
            throw new ProblemException(ProblemType.Forbidden);
    }

    /// <summary>The pool of a subject whose result is there for the caller: for the subject and its township once it is published.</summary>
    /// <exception cref="ProblemException">As for the pool; and not found where the cycle does not assess the subject.</exception>
    public async Task<Pool> RequireAsync(CycleContext context, SubjectId subject, Caller caller, bool isReader, CancellationToken cancellation)
    {
        if (!context.TryFind(subject, out FrozenTownship? township, out _))
            throw new ProblemException(ProblemType.NotFound, $"The cycle does not assess '{subject}'.");
        Pool pool = context.RequirePoolOf(township.Id);
        await RequireAsync(context, pool, caller, isReader || caller.Has(Role.Township, township.Id.Value) || caller.Has(Role.Cadre, subject.Value), cancellation);
        return pool;
    }

    /// <exception cref="ProblemException">The results of some pool are not there for the caller: not found.</exception>
    public async Task RequireAllAsync(CycleContext context, Caller caller, CancellationToken cancellation)
    {
        IReadOnlySet<PoolId> there = await ThereAsync(context, caller, cancellation);
        if (context.Pools.FirstOrDefault(pool => !there.Contains(pool.Id)) is { } missing)
            throw NotPublished(missing);
    }

    public async Task<IReadOnlySet<PoolId>> ThereAsync(CycleContext context, Caller caller, CancellationToken cancellation)
    {
        Dictionary<PoolId, PoolRecord> records = ((await cycles.FindWithPoolsAsync(context.Key, cancellation))?.Pools ?? []).ToDictionary(pool => pool.Pool);
        return context.Pools.Where(pool => IsThere(records.GetValueOrDefault(pool.Id), pool, caller)).Select(pool => pool.Id).ToHashSet();
    }

    /// <summary>Whether the caller sees the pool's results before they are published.</summary>
    public static bool IsFirst(Pool pool, Caller caller) => caller.Has(Role.County) || caller.Has(Role.Meeting, pool.Meeting.Value);

    private static ProblemException NotPublished(Pool pool) => new(ProblemType.NotFound, $"The results of the pool '{pool.Id}' are not published.");
    private static bool IsThere(PoolRecord? record, Pool pool, Caller caller) => record?.Phase >= (IsFirst(pool, caller) ? PoolPhase.Settling : PoolPhase.Published);
}
