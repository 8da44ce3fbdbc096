using Yuekao.App.Problems;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles.Freezing;

/// <summary>Input of a cycle's orchestration.</summary>
/// <param name="Key">The cycle.</param>
public sealed record CycleStart(CycleKey Key);

/// <summary>What freezing came to.</summary>
/// <param name="Plan">What the orchestration must know; null when it could not freeze.</param>
/// <param name="Problems">Why it could not: the first 20.</param>
public sealed record FreezeResult(CyclePlan? Plan, IReadOnlyList<ProblemError> Problems);

/// <summary>What the orchestration must know of a frozen cycle: keys, times and counts.</summary>
/// <param name="Times">When what is due.</param>
/// <param name="Pools">The pools.</param>
/// <param name="Readers">The sources that read items.</param>
public sealed record CyclePlan(CycleTimes Times, IReadOnlyList<PoolPlan> Pools, IReadOnlyList<SourceId> Readers);

/// <summary>What the orchestration must know of a pool.</summary>
/// <param name="Id">The pool.</param>
/// <param name="Meeting">Whose meeting decides.</param>
/// <param name="Townships">The townships in it.</param>
public sealed record PoolPlan(PoolId Id, PoolId Meeting, IReadOnlyList<TownshipId> Townships);
