using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>What starts a cycle by hand.</summary>
/// <param name="Period">The period, of the scheme's kind.</param>
/// <param name="SchemeVersion">The scheme's version; the newest one on the day on which the cycle opens unless given.</param>
public sealed record CycleRequest(Period Period, int? SchemeVersion = null)
{
    /// <summary>The items that this cycle adds to the scheme's (单项考核).</summary>
    public IReadOnlyList<Item> SpecialItems { get; init; } = [];

    /// <summary>The dates that differ from the scheme's calendar. A period whose collecting is over by the calendar needs them.</summary>
    public CycleDates Dates { get; init; } = CycleDates.None;
}
