using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>How many there are in a township; what, the activity that counts says.</summary>
/// <param name="Township">The township.</param>
/// <param name="Count">How many, at least one.</param>
public sealed record TownshipCount(TownshipId Township, int Count);

/// <summary>A cycle at a time: input of activities.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="At">The time.</param>
public sealed record CycleMoment(CycleKey Key, DateTimeOffset At);
