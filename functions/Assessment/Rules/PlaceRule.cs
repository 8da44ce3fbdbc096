using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Rules;

/// <summary>
/// The mean, exact, of what the places in another scheme's cycles of the year give (评比结果挂钩). A cycle that did not assess the subject is left out; where none did
/// the reading is missing. Whoever was assessed and not ranked gets nothing for that cycle.
/// </summary>
public sealed record PlaceRule : ComputedRule
{
    /// <summary>The other scheme of the same county, without the county's name: <c>township-arena</c>.</summary>
    public required SchemeId Scheme { get; init; }

    /// <summary>Whose places they are.</summary>
    /// <value>The default is the subject's own.</value>
    public PlaceOwner Of { get; init; }

    /// <summary>What the first, the second and so on give, at least one; they never rise. Equals have the same place.</summary>
    public required IReadOnlyList<Points> Places { get; init; }

    /// <summary>What any later place gives.</summary>
    /// <value>The default is 0.</value>
    public Points Otherwise { get; init; }

    /// <summary>What a place gives.</summary>
    /// <param name="place">From 1; null for whoever was not ranked.</param>
    internal Points PointsOf(int? place) => place is not { } rank ? Points.Zero : rank <= Places.Count ? Places[rank - 1] : Otherwise;
}

/// <summary>Whose places count.</summary>
public enum PlaceOwner
{
    /// <summary>The subject's own.</summary>
    Subject,

    /// <summary>The township's, where the other scheme assesses townships.</summary>
    Township,
}
