namespace Yuekao.App.Cycle;

/// <summary>Input of a pool's orchestration.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Meeting">Whose meeting decides.</param>
/// <param name="Townships">The townships in it.</param>
/// <param name="Readers">The sources that read items.</param>
/// <param name="Times">When what is due.</param>
public sealed record PoolCycle(CycleKey Key, PoolId Pool, PoolId Meeting, IReadOnlyList<TownshipId> Townships, IReadOnlyList<SourceId> Readers, CycleTimes Times)
{
    /// <summary>The role that a source of a township reports in, as tokens have it.</summary>
    public static string RoleOf(TownshipId township, SourceId source) => source == SourceId.Township ? $"township:{township}" : source.Value;
}
