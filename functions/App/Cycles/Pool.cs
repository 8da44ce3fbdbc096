using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>The subjects of a cycle who are ranked together: those of a township, or of the whole county.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What to call it; null for the county, whose name the app does not know.</param>
/// <param name="Townships">The townships in it, in the county's order.</param>
/// <param name="Meeting">Whose meeting decides: <c>meeting:&lt;id&gt;</c> in tokens.</param>
public sealed record Pool(PoolId Id, string? Name, IReadOnlyList<FrozenTownship> Townships, PoolId Meeting)
{
    /// <summary>Its subjects, in roster order: the order in which odd fen are handed out.</summary>
    public IReadOnlyList<RosterEntry> Roster { get; } = [.. Townships.SelectMany(township => township.Subjects).Select(subject => subject.Entry)];

    /// <summary>Whether a township is in it.</summary>
    public bool Has(TownshipId township) => Townships.Any(one => one.Id == township);
}
