using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>A subject of a cycle: input of activities.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="Subject">The subject.</param>
public sealed record SubjectRef(CycleKey Key, SubjectId Subject);
