namespace Yuekao.App.Cycle;

/// <summary>How far a cycle is; it has no pools before it is open.</summary>
/// <param name="Dates">
/// The dates in force: the county's, and the scheme's calendar's where it set none. Until the cycle is open, by the scheme as it is now; a pool may be
/// extended beyond them.
/// </param>
/// <param name="Status">Where its orchestration is; null when it is gone from the task hub.</param>
/// <param name="Failure">Why it stopped; null unless it did.</param>
public sealed record CycleProgress(CycleRecord Cycle, IReadOnlyList<PoolProgress> Pools, CycleDates Dates, CycleStatus? Status = null, string? Failure = null)
{
    /// <summary>The same for whom the reasons of a stop are not meant: they may name sums and subjects that are not published.</summary>
    public CycleProgress WithoutFailures() => this with
    {
        Failure = null,
        Status = Status is null ? null : Status with { Failure = null },
        Pools = [.. Pools.Select(pool => pool with { Failure = null, Status = pool.Status is null ? null : pool.Status with { Failure = null } })],
    };
}

/// <inheritdoc cref="CycleProgress"/>
public sealed record PoolProgress(PoolRecord Pool, PoolStatus? Status = null, string? Failure = null);

/// <summary>The custom status of a cycle's orchestration.</summary>
/// <param name="Until">What it waits for at the latest; null where it waits for people.</param>
/// <param name="Waiting">How many it waits for: pools, or undecided appeals.</param>
/// <param name="Failure">Why it stopped; null unless it did.</param>
public sealed record CycleStatus(CyclePhase Phase, DateTimeOffset? Until = null, int? Waiting = null, string? Failure = null);

/// <summary>The custom status of a pool's orchestration.</summary>
/// <param name="Due">What is due when; null for nothing.</param>
/// <param name="Waiting">The sources that are not final in this round, as <c>township/source</c>: the first 50.</param>
/// <param name="Overdue">Whether the due time has passed, and the county was told.</param>
/// <param name="Failure">Why it stopped; null unless it did.</param>
/// <param name="Parts">The sources that have a due time of their own; null for none.</param>
public sealed record PoolStatus(
    PoolPhase Phase, int Round, DateTimeOffset? Due = null, IReadOnlyList<string>? Waiting = null, bool Overdue = false, string? Failure = null, IReadOnlyList<PartStatus>? Parts = null);

/// <param name="Missing">How many of its readings were missing at the last look.</param>
/// <param name="Overdue">Whether they are overdue, and the county was told.</param>
public sealed record PartStatus(SourceId Source, DateTimeOffset Due, int Missing, bool Overdue);

/// <summary>Puts together what storage and the task hub know of a cycle.</summary>
public sealed class CycleProgressReader(CycleStore cycles, CycleContexts contexts, CycleSchemes schemes)
{
    /// <returns>Null where nobody started the cycle.</returns>
    public async Task<CycleProgress?> FindAsync(DurableTaskClient client, CycleKey key, CancellationToken cancellation)
    {
        if (await cycles.FindWithPoolsAsync(key, cancellation) is not { } found)
            return null;
        key = found.Cycle.Key;
        OrchestrationMetadata? run = await client.GetInstanceAsync(key.InstanceId, getInputsAndOutputs: true, cancellation);
        PoolProgress[] pools = await Task.WhenAll(found.Pools.Select(pool => OfAsync(client, key, pool, cancellation)));
        bool isFrozen = found.Cycle.Phase is CyclePhase.Open or CyclePhase.Sealed;
        CycleTimes times = isFrozen ? (await contexts.RequireAsync(key, cancellation)).Times : await schemes.TimesAsync(found.Cycle, cancellation);
        CycleStatus? status = StatusOf<CycleStatus>(run);
        return new CycleProgress(found.Cycle, pools, times.ToDates(), status, run.Failure() ?? status?.Failure);
    }

    private static async Task<PoolProgress> OfAsync(DurableTaskClient client, CycleKey key, PoolRecord pool, CancellationToken cancellation)
    {
        OrchestrationMetadata? run = await client.GetInstanceAsync(key.PoolInstanceId(pool.Pool), getInputsAndOutputs: true, cancellation);
        PoolStatus? status = StatusOf<PoolStatus>(run);
        return new PoolProgress(pool, status, run.Failure() ?? status?.Failure);
    }

    private static T? StatusOf<T>(OrchestrationMetadata? run) where T : class =>
        run?.SerializedCustomStatus is null ? null : run.ReadCustomStatusAs<T>();
}
