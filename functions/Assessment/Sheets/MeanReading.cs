using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Sheets;

/// <summary>A reading that several people gave together, exact, and how it came about.</summary>
/// <param name="Item">The item.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Value">The mean of the points.</param>
/// <param name="Basis">How it came about, without names.</param>
public sealed record MeanReading(ItemId Item, SubjectId Subject, ReadingValue Value, ReadingBasis Basis);
