using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

internal static class GradingChecks
{
    public static void Run(DocumentScope scope)
    {
        scope.Unique(scope.Grades, index => $"$.grading.grades[{index}].id", "grade");
        switch (scope.Document.Grading)
        {
            case QuotaGrading quota:
                Quota(scope, quota);
                break;
            case ThresholdGrading thresholds:
                Thresholds(scope, thresholds.Grades);
                break;
            case RankingGrading { Selects: { } selects }:
                scope.Within(selects, 1, 1_000_000, "$.grading.selects");
                break;
            case RankingGrading { Cohort: not null }:
                scope.Errors.Add("$.grading.cohort", "nothing-selected", "Nobody is selected who could join it: say how many are, or leave the cohort out.", "$.grading.selects");
                break;
        }

        Cohorts(scope);
        TieBreakers(scope);
    }

    private static void Cohorts(DocumentScope scope)
    {
        var joins = (scope.Document.Grading as RankingGrading)?.Cohort is not null;
        var isOfPlaces = scope.Document.Subject is SubjectKind.Village or SubjectKind.Township;
        if (joins && (isOfPlaces || scope.Document.Pool != Tier.County))
            scope.Errors.Add("$.grading.cohort", "no-cohort", "Whoever joins a cohort is selected among the people of the whole county.", "$.subject", "$.pool");
        if (scope.Document.Cohort is not null && isOfPlaces)
            scope.Errors.Add("$.cohort", "no-cohort", "A cohort is of people: leave it out, or assess people.", "$.subject");
    }

    private static void Quota(DocumentScope scope, QuotaGrading quota)
    {
        var sum = quota.Grades.Sum(grade => (long)grade.Share.TenThousandths);
        if (sum != Share.Whole)
            scope.Errors.Add("$.grading.grades", "shares-sum", $"The shares add up to {Fixed.Show(sum / (decimal)Share.Whole)}: they must add up to 1.", Reads.GradeShares);
        if (quota.Grades.Count > MaximumGrades)
            scope.Errors.Add("$.grading.grades", "too-many", $"There are {quota.Grades.Count} grades: there may be at most {MaximumGrades}.");
        scope.KnownGrade(quota.Middle, "$.grading.middle");
    }

    private static void Thresholds(DocumentScope scope, IReadOnlyList<ThresholdGrade> grades)
    {
        if (grades.Count is 0 or > MaximumGrades)
            scope.Errors.Add("$.grading.grades", "grade-count", $"There are {grades.Count} grades: there must be 1 to {MaximumGrades}.");
        for (var index = 1; index < grades.Count; index++)
            if (grades[index].From >= grades[index - 1].From)
                scope.Errors.Add($"$.grading.grades[{index}].from", "thresholds-order", $"{grades[index].From} is not below the {grades[index - 1].From} of the grade before: the best grade stands first.", $"$.grading.grades[{index - 1}].from");
        if (grades.Count > 0 && grades[^1].From != Points.Zero)
            scope.Errors.Add($"$.grading.grades[{grades.Count - 1}].from", "thresholds-gap", $"The last grade starts at {grades[^1].From}: it must start at 0, so that every score has a grade.");
    }

    private static void TieBreakers(DocumentScope scope)
    {
        var document = scope.Document;
        var seen = new HashSet<TieBreaker>();
        foreach (var (index, breaker) in document.TieBreakers.Index())
        {
            var path = $"$.tieBreakers[{index}]";
            if (!seen.Add(breaker))
                scope.Errors.Add(path, "duplicate-tie-breaker", "The same tie-breaker stands before: a second time it splits nothing.");
            switch (breaker)
            {
                case ItemTieBreaker one when !scope.Items.ContainsKey(one.Item):
                    scope.Errors.Add($"{path}.item", "unknown-item", $"'{one.Item}' is not an item of this scheme.", Reads.ItemIds);
                    break;
                case ItemTieBreaker one when !scope.ScoringItems.Contains(one.Item):
                    scope.Errors.Add($"{path}.item", "not-scored", $"'{one.Item}' gives no points in a component: a tie-breaker must.", Reads.ComponentItems);
                    break;
                case ComponentTieBreaker one when document.Components.All(component => component.Id != one.Component):
                    scope.Errors.Add($"{path}.component", "unknown-component", $"'{one.Component}' is not a component of this scheme.", Reads.ComponentIds);
                    break;
                case BonusTieBreaker when document.Bonus is null:
                    scope.Errors.Add(path, "no-bonus", "The scheme has no bonus: it splits no tie.");
                    break;
                case DeductionsTieBreaker when document.Deductions is null:
                    scope.Errors.Add(path, "no-deductions", "The scheme has no deductions: they split no tie.");
                    break;
            }
        }
    }

    private const int MaximumGrades = 20;
}
