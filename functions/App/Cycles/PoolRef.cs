namespace Yuekao.App.Cycles;

/// <summary>A pool of a cycle: input of activities.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="Pool">The pool.</param>
public sealed record PoolRef(CycleKey Key, PoolId Pool);
