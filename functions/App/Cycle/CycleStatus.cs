namespace Yuekao.App.Cycle;

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
public sealed record PoolStatus(
    PoolPhase Phase, int Round, DateTimeOffset? Due = null, IReadOnlyList<string>? Waiting = null, bool Overdue = false, string? Failure = null);

/// <summary>Input of a pool's orchestration: the pool, whose meeting decides, and the sources that report or observe.</summary>
public sealed record PoolCycle(CycleKey Key, PoolId Pool, PoolId Meeting, IReadOnlyList<TownshipId> Townships, IReadOnlyList<SourceId> Sources, CycleTimes Times);
