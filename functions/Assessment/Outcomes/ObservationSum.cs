using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Outcomes;

/// <summary>What a subject's observations add, or take, together.</summary>
/// <param name="Lines">Each observation with its own points, by day.</param>
/// <param name="Counted">What counts after the rules' caps and the cap of all.</param>
public sealed record ObservationSum(IReadOnlyList<ObservationLine> Lines, Points Counted)
{
    internal static ObservationSum Nothing { get; } = new([], Points.Zero);
}

/// <summary>One observation with its own points, before any cap.</summary>
/// <param name="Observation">The observation.</param>
/// <param name="Points">Its points.</param>
public sealed record ObservationLine(Observation Observation, Points Points);
