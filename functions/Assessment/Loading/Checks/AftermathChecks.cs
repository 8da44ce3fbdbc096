using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

/// <summary>What follows a cycle: standing, rectification and consequences.</summary>
internal static class AftermathChecks
{
    public static void Run(DocumentScope scope)
    {
        if (scope.Document.Standing is { } standing)
            Standing(scope, standing);
        if (scope.Document.Rectification is { Below.TenThousandths: 0 })
            scope.Errors.Add("$.rectification.below", "not-positive", "Nothing gives less than a share of 0: it must be above 0, or leave the rectification out.");
        scope.Unique(scope.Document.Consequences.Select(one => one.Id), index => $"$.consequences[{index}].id", "consequence");
        foreach (var (index, one) in scope.Document.Consequences.Index())
            Consequence(scope, one, $"$.consequences[{index}]");
    }

    private static void Standing(DocumentScope scope, StandingRules standing)
    {
        if (standing.Rules.Count == 0)
            scope.Errors.Add("$.standing.rules", "empty", "There is no rule: leave the standing out, or give it at least one.");
        var perYear = Period.Containing(new(2000, 1, 1), scope.Document.Period).PerYear;
        foreach (var (index, rule) in standing.Rules.Index())
        {
            scope.KnownGrade(rule.Grade, $"$.standing.rules[{index}].grade");
            scope.Within(rule.Periods, 1, perYear, $"$.standing.rules[{index}].periods");
        }
    }

    private static void Consequence(DocumentScope scope, Consequence consequence, string path)
    {
        switch (consequence.When)
        {
            case GradeTrigger one:
                scope.KnownGrade(one.Grade, $"{path}.when.grade");
                scope.Within(one.Running, 1, 100, $"{path}.when.running");
                break;
            case TopTrigger one:
                scope.Within(one.Places, 1, 1_000_000, $"{path}.when.places");
                break;
            case BottomTrigger one:
                scope.Within(one.Places, 1, 1_000_000, $"{path}.when.places");
                break;
            case SelectedTrigger when scope.Document.Grading is not RankingGrading { Selects: not null }:
                scope.Errors.Add($"{path}.when", "nothing-selected", "Nobody is selected: the trigger needs a ranking that selects.", Reads.Grading, "$.grading.selects");
                break;
        }
    }
}
