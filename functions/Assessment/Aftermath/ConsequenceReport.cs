using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Aftermath;

/// <summary>What follows from a pool's decided outcomes.</summary>
/// <param name="Due">Each consequence of each subject, in the scheme's order and then roster order.</param>
/// <param name="Ties">Ties across a line of places, for people to look at.</param>
public sealed record ConsequenceReport(IReadOnlyList<DueConsequence> Due, IReadOnlyList<PlaceTie> Ties);

/// <summary>One consequence that befalls one subject.</summary>
/// <param name="Consequence">What the scheme declares.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Rank">The rank it follows from; null where it does not follow from one.</param>
/// <param name="Grade">The decided grade; null in a ranking.</param>
/// <param name="Periods">The periods it follows from, the earliest first: several for "two years running".</param>
public sealed record DueConsequence(Consequence Consequence, SubjectId Subject, int? Rank, GradeId? Grade, IReadOnlyList<Period> Periods);

/// <summary>Subjects with one rank who stand across the line of the first, or last, places: none of them is taken.</summary>
/// <param name="Consequence">The consequence.</param>
/// <param name="Subjects">Who ties, in roster order.</param>
/// <param name="Rank">The rank they share.</param>
public sealed record PlaceTie(ConsequenceId Consequence, IReadOnlyList<SubjectId> Subjects, int Rank);
