using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Loading.Checks;

internal static class GateChecks
{
    public static void Run(DocumentScope scope)
    {
        if (scope.Document.Gate is not { } gate)
            return;
        if (gate.Conditions.Count == 0)
            scope.Errors.Add("$.gate.conditions", "empty", "The gate has no condition: leave it out, or give it at least one.");
        scope.Unique(gate.Conditions.Select(condition => condition.Item), index => $"$.gate.conditions[{index}].item", "condition");
        foreach (var (index, condition) in gate.Conditions.Index())
            Condition(scope, condition, $"$.gate.conditions[{index}]");
        Outcome(scope, gate);
    }

    private static void Outcome(DocumentScope scope, Gate gate)
    {
        const string Path = "$.gate.outcome";
        if (scope.Ranks)
        {
            if (gate.Outcome is { } given)
                scope.KnownGrade(given, Path);
        }
        else if (gate.Outcome is not { } outcome)
        {
            scope.Errors.Add(Path, "missing", $"The gate names no outcome: it must be the worst grade, {scope.Grades.LastOrDefault()}.", Reads.Grading, Reads.GradeIds);
        }
        else if (scope.KnownGrade(outcome, Path) && outcome != scope.Grades[^1])
        {
            scope.Errors.Add(Path, "gate-outcome", $"'{outcome}' is not the worst grade: whoever fails the baseline gets the worst one, {scope.Grades[^1]}.", Reads.GradeIds);
        }
    }

    private static void Condition(DocumentScope scope, GateCondition condition, string path)
    {
        if (!scope.Items.TryGetValue(condition.Item, out var item))
        {
            scope.Errors.Add($"{path}.item", "unknown-item", $"'{condition.Item}' is not an item of this scheme.", Reads.ItemIds);
            return;
        }

        if (scope.RatedItems.Contains(condition.Item))
        {
            scope.Errors.Add($"{path}.item", "rated-item", $"Several raters read '{condition.Item}': the gate needs an item that one source reads.", Reads.ComponentItems, Reads.Raters);
            return;
        }

        var bounds = (condition.AtLeast, condition.AtMost);
        var (fits, expected) = item switch
        {
            CheckItem => (bounds is (null, null), "a check has no bound"),
            PointsItem or MeasureItem { Better: Direction.Higher } => (bounds is (not null, null), "more is better, so it needs atLeast and no atMost"),
            MeasureItem => (bounds is (null, not null), "less is better, so it needs atMost and no atLeast"),
            _ => (false, "an item of levels cannot stand in the gate"),
        };
        if (!fits)
            scope.Errors.Add(path, "gate-bound", $"The condition on '{condition.Item}' does not fit: {expected}.", path, $"$.items[{scope.Document.Items.Index().First(one => one.Item.Id == condition.Item).Index}]");
    }
}
