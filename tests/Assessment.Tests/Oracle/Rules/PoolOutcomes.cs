using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>What becomes of everyone on the roster, in roster order.</summary>
internal static class PoolOutcomes
{
    public static List<PlainOutcome> Of(PlainScheme scheme, PlainPool pool)
    {
        var outcomes = pool.Roster.ToDictionary(subject => subject.Id, subject => Unranked(scheme, pool, subject));
        var fixedGrades = outcomes.Values.Where(one => one.Grade is not null).Select(one => one.Grade!).ToList();
        var groups = Ranking.Groups(scheme, pool, pool.Roster.Where(subject => MayRank(outcomes[subject.Id])).ToList());
        var sizes = groups.Select(group => group.Count).ToList();
        var quota = scheme.Grading.Kind == "quota" ? Grades.ByQuota(scheme.Grading, sizes, fixedGrades) : null;
        var selection = scheme.Grading.Kind == "ranking" ? Grades.BySelection(scheme.Grading, sizes) : null;

        for (var index = 0; index < groups.Count; index++)
        {
            foreach (var subject in groups[index])
            {
                var score = Scores.Total(scheme, pool, subject);
                outcomes[subject.Id] = outcomes[subject.Id] with
                {
                    Score = score,
                    Rank = 1 + sizes.Take(index).Sum(),
                    Grade = quota?[index].Grade ?? (selection is null ? Grades.ByThreshold(scheme.Grading, score) : null),
                    Selected = selection?[index].Selected ?? false,
                    Tied = quota?[index].Tied ?? selection?[index].Tied ?? false,
                };
            }
        }

        return pool.Roster.Select(subject => outcomes[subject.Id]).ToList();
    }

    private static bool MayRank(PlainOutcome outcome) => outcome is { NotAssessed: null, FailedConditions: [], Vetoes: [] };

    /// <summary>Everything that is settled before anyone is ranked: not assessed, gated, vetoed.</summary>
    private static PlainOutcome Unranked(PlainScheme scheme, PlainPool pool, PlainSubject subject)
    {
        var vetoes = subject.Noted.Where(one => scheme.Vetoes.ContainsKey(one.Rule)).Select(one => one.Rule).Distinct().ToList();
        if (Assessed.WhyNot(scheme, pool, subject) is { } reason)
            return new(subject.Id) { NotAssessed = reason, Vetoes = vetoes };
        var failed = Assessed.FailedConditions(scheme, pool, subject);
        var names = scheme.Grading.Grades.Select(grade => grade.Id).ToList();
        var set = failed.Count > 0 ? names.LastOrDefault() : vetoes.Select(veto => scheme.Vetoes[veto]).MaxBy(grade => names.IndexOf(grade ?? ""));
        var score = failed.Count == 0 && vetoes.Count > 0 ? Scores.Total(scheme, pool, subject) : (Fraction?)null;
        return new(subject.Id) { FailedConditions = failed, Vetoes = vetoes, Grade = set, Score = score };
    }
}
