using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

internal static class ObservationChecks
{
    public static void Run(DocumentScope scope)
    {
        var document = scope.Document;
        var ids = new HashSet<RuleId>();
        Rules(scope, document.Bonus, "$.bonus", ids);
        Rules(scope, document.Deductions, "$.deductions", ids);
        foreach (var (index, veto) in document.Vetoes.Index())
        {
            Rule(scope, veto.Id, veto.Sources, $"$.vetoes[{index}]", ids);
            Outcome(scope, veto, $"$.vetoes[{index}].outcome");
            if (veto.Standing is not null)
                OfYear(scope, $"$.vetoes[{index}].standing");
            if (veto.Standing is not null && scope.Document.Grading is not ThresholdGrading)
                scope.Errors.Add($"$.vetoes[{index}].standing", "needs-thresholds", "A standing bars from better grades under thresholds: elsewhere the place would be somebody else's.", Reads.Grading);
        }
    }

    private static void Rules(DocumentScope scope, ObservationRules? rules, string path, HashSet<RuleId> ids)
    {
        if (rules is null)
            return;
        scope.Positive(rules.Cap, $"{path}.cap");
        if (rules.Rules.Count == 0)
            scope.Errors.Add($"{path}.rules", "empty", "There is no rule: leave the list's owner out, or give it at least one.");
        foreach (var (index, rule) in rules.Rules.Index())
        {
            var at = $"{path}.rules[{index}]";
            Rule(scope, rule.Id, rule.Sources, at, ids);
            if (rule.Cap is { } cap)
                scope.Positive(cap, $"{at}.cap");
            switch (rule)
            {
                case FixedObservationRule one:
                    scope.Positive(one.Points, $"{at}.points");
                    if (one.Periods is { } periods)
                        Periods(scope, periods, $"{at}.periods");
                    break;
                case LevelObservationRule one:
                    scope.Levels(one.Levels, $"{at}.levels");
                    if (one.Commendations && rules != scope.Document.Bonus)
                        scope.Errors.Add($"{at}.commendations", "not-a-bonus", "A commendation takes nothing away: only a bonus can count commendations.");
                    break;
                case RangeObservationRule one:
                    scope.Positive(one.Maximum, $"{at}.maximum");
                    break;
            }
        }
    }

    private static void Rule(DocumentScope scope, RuleId id, IReadOnlyList<SourceId> sources, string path, HashSet<RuleId> ids)
    {
        if (!ids.Add(id))
            scope.Errors.Add($"{path}.id", "duplicate-id", $"'{id}' is already the id of another bonus, deduction or veto rule: ids are unique.");
        if (sources.Count == 0)
            scope.Errors.Add($"{path}.sources", "empty", $"Nobody may note '{id}': it must name at least one source.");
        foreach (var (index, source) in sources.Index())
            scope.KnownSource(source, $"{path}.sources[{index}]");
    }

    private static void Periods(DocumentScope scope, GradedPeriods periods, string path)
    {
        OfYear(scope, path);
        if (periods.Grade is null == periods.Places is null)
            scope.Errors.Add(path, "grade-or-places", "Either the periods with a grade count or those with a place among the first: give the grade or the places.");
        if (periods.Places is { } places)
            scope.Within(places, 1, 1_000_000, $"{path}.places");
    }

    private static void OfYear(DocumentScope scope, string path)
    {
        if (scope.Document.Period != PeriodKind.Year)
            scope.Errors.Add(path, "not-a-year", "The periods of a year count in a scheme of a year.", "$.period");
    }

    private static void Outcome(DocumentScope scope, VetoRule veto, string path)
    {
        if (veto.Outcome is not { } outcome)
        {
            if (!scope.Ranks)
                scope.Errors.Add(path, "missing", $"Veto '{veto.Id}' names no outcome: it must be one of {string.Join(", ", scope.Grades.Skip(1))}.", Reads.Grading, Reads.GradeIds);
        }
        else if (scope.KnownGrade(outcome, path) && outcome == scope.Grades[0] && scope.Grades.Count > 1)
        {
            scope.Errors.Add(path, "veto-outcome", $"'{outcome}' is the best grade: a veto must name one of {string.Join(", ", scope.Grades.Skip(1))}.", Reads.Grading, Reads.GradeIds);
        }
    }
}
