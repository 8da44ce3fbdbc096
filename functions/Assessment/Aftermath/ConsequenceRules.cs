using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Standings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Aftermath;

/// <summary>Evaluates the consequences that a scheme declares.</summary>
public static class ConsequenceRules
{
    /// <summary>Tells what follows from a pool's decided outcomes.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="decided">The decided outcomes.</param>
    /// <param name="history">Earlier periods' grades of each subject, in any order; whoever has none may be left out.</param>
    public static ConsequenceReport Evaluate(Scheme scheme, Decided decided, IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodGrade>> history)
    {
        var due = new List<DueConsequence>();
        var ties = new List<PlaceTie>();
        var assessed = decided.Outcomes.Where(outcome => outcome.Proposed.Kind != OutcomeKind.NotAssessed).ToList();
        foreach (var consequence in scheme.Document.Consequences)
        {
            IEnumerable<DueConsequence> befalls = consequence.When switch
            {
                EveryoneTrigger => assessed.Select(outcome => Due(consequence, outcome, decided.Pool.Period)),
                SelectedTrigger => assessed.Where(outcome => outcome.Selected).Select(outcome => Due(consequence, outcome, decided.Pool.Period)),
                GradeTrigger one => Running(consequence, one, assessed, decided.Pool.Period, history),
                TopTrigger one => Top(one.Places, consequence, assessed, ties).Select(outcome => Due(consequence, outcome, decided.Pool.Period)),
                BottomTrigger one => Bottom(one.Places, consequence, assessed, ties).Select(outcome => Due(consequence, outcome, decided.Pool.Period)),
                _ => throw new InvalidOperationException($"Consequence '{consequence.Id}' has an unknown trigger."),
            };
            due.AddRange(befalls);
        }

        return new(due, ties);
    }

    /// <summary>Tells what follows from one subject's grade, as after an appeal, which moves nobody's rank; in the scheme's order.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="period">The period.</param>
    /// <param name="outcome">The outcome that holds.</param>
    /// <param name="history">Earlier periods' grades of each subject, in any order; whoever has none may be left out.</param>
    public static IReadOnlyList<DueConsequence> OfGrade(Scheme scheme, Period period, DecidedOutcome outcome, IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodGrade>> history) =>
        [.. scheme.Document.Consequences.SelectMany(one => one.When is GradeTrigger trigger ? Running(one, trigger, [outcome], period, history) : [])];

    private static DueConsequence Due(Consequence consequence, DecidedOutcome outcome, params IReadOnlyList<Period> periods) =>
        new(consequence, outcome.Proposed.Entry.Subject, outcome.Proposed.Rank, outcome.Grade, periods);

    private static IEnumerable<DueConsequence> Running(Consequence consequence, GradeTrigger trigger, List<DecidedOutcome> assessed, Period period, IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodGrade>> history)
    {
        if (trigger.Running > 1 + ((period.Year - 2000) * period.PerYear) + period.Number - 1)
            yield break;
        Period[] periods = [.. Enumerable.Range(1 - trigger.Running, trigger.Running).Select(period.Plus)];
        foreach (var outcome in assessed.Where(outcome => outcome.Grade == trigger.Grade))
        {
            var earlier = history.GetValueOrDefault(outcome.Proposed.Entry.Subject) ?? [];
            if (periods[..^1].All(one => earlier.Any(past => past.Period == one && past.Grade == trigger.Grade)))
                yield return Due(consequence, outcome, periods);
        }
    }

    private static IEnumerable<DecidedOutcome> Top(int places, Consequence consequence, List<DecidedOutcome> assessed, List<PlaceTie> ties)
    {
        var ranked = assessed.Where(outcome => outcome.Proposed.Rank is not null).ToList();
        var last = RankOfPlace(ranked, places);
        var taken = ranked.Where(outcome => outcome.Proposed.Rank <= last).ToList();
        return taken.Count <= places ? taken : taken.Except(Flag(consequence, taken, last, ties));
    }

    /// <summary>The unranked stand last and use up places first; all of them are taken even where they outnumber the places.</summary>
    private static IEnumerable<DecidedOutcome> Bottom(int places, Consequence consequence, List<DecidedOutcome> assessed, List<PlaceTie> ties)
    {
        var ranked = assessed.Where(outcome => outcome.Proposed.Rank is not null).ToList();
        var left = Math.Min(ranked.Count, Math.Max(0, places - (assessed.Count - ranked.Count)));
        var first = left == 0 ? int.MaxValue : RankOfPlace(ranked, ranked.Count - left + 1);
        var taken = assessed.Where(outcome => outcome.Proposed.Rank is null || outcome.Proposed.Rank >= first).ToList();
        return taken.Count(outcome => outcome.Proposed.Rank is not null) <= left ? taken : taken.Except(Flag(consequence, taken, first, ties));
    }

    private static int RankOfPlace(List<DecidedOutcome> ranked, int place) =>
        ranked.Count < place ? int.MaxValue : ranked.Select(outcome => outcome.Proposed.Rank!.Value).Order().ElementAt(place - 1);

    private static List<DecidedOutcome> Flag(Consequence consequence, List<DecidedOutcome> taken, int rank, List<PlaceTie> ties)
    {
        var tied = taken.Where(outcome => outcome.Proposed.Rank == rank).ToList();
        ties.Add(new(consequence.Id, [.. tied.Select(outcome => outcome.Proposed.Entry.Subject)], rank));
        return tied;
    }
}
