using System.Text.Json.Serialization;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Readings;

/// <summary>How a reading came about whose source gives means: who gave what for it stands in no name.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SheetBasis), "sheets")]
[JsonDerivedType(typeof(BallotBasis), "ballots")]
[JsonDerivedType(typeof(PlaceBasis), "places")]
public abstract record ReadingBasis
{
    private protected ReadingBasis()
    {
    }
}

/// <summary>The mean of what judges gave.</summary>
/// <param name="Sheets">How many judges gave something, those left out included.</param>
/// <param name="Sum">What those give together that count, in points.</param>
/// <param name="LeftOut">What counts for nothing, the least first: in a trimmed mean the lowest and the highest; else nothing.</param>
public sealed record SheetBasis(int Sheets, decimal Sum, IReadOnlyList<Points> LeftOut) : ReadingBasis;

/// <summary>The mean of the levels of a ballot, by their points.</summary>
/// <param name="Ballots">How many were cast.</param>
/// <param name="Sum">What they give together, in points.</param>
/// <param name="Levels">How many for each level, the best first.</param>
public sealed record BallotBasis(int Ballots, decimal Sum, IReadOnlyList<LevelCount> Levels) : ReadingBasis;

/// <summary>The mean of what the places in another scheme's cycles of the year give.</summary>
/// <param name="Scheme">The scheme, as the rule names it.</param>
/// <param name="Sum">What they give together, in points.</param>
/// <param name="Places">The cycles that assessed the subject, in order.</param>
public sealed record PlaceBasis(SchemeId Scheme, decimal Sum, IReadOnlyList<PlacePoints> Places) : ReadingBasis;

/// <param name="Level">A level.</param>
/// <param name="Count">How many ballots have it, from 0 on.</param>
public sealed record LevelCount(LevelId Level, int Count);

/// <param name="Period">The cycle's period.</param>
/// <param name="Place">The place, from 1; null for whoever was assessed and not ranked.</param>
/// <param name="Points">What it gives.</param>
public sealed record PlacePoints(Period Period, int? Place, Points Points);
