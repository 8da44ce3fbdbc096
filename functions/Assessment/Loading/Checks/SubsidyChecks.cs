using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

internal static class SubsidyChecks
{
    public static void Run(DocumentScope scope)
    {
        if (scope.Document.NotAssessed is { } rules)
            scope.Within(rules.MinimumDays, 0, 366, "$.notAssessed.minimumDays");
        if (scope.Document.Subsidy is not { } subsidy)
            return;
        if (scope.Ranks)
            scope.Errors.Add("$.subsidy", "no-grades", "A ranking has no grades that could pay: leave the subsidy out.", Reads.Grading);
        else
            Grades(scope, subsidy.Grades);
        Reward(scope, subsidy);
    }

    private static void Grades(DocumentScope scope, IReadOnlyList<GradePay> pays)
    {
        scope.Unique(pays.Select(pay => pay.Grade), index => $"$.subsidy.grades[{index}].grade", "grade's pay");
        foreach (var (index, pay) in pays.Index())
            scope.KnownGrade(pay.Grade, $"$.subsidy.grades[{index}].grade");
        var missing = scope.Grades.Except(pays.Select(pay => pay.Grade)).ToList();
        if (missing.Count > 0)
            scope.Errors.Add("$.subsidy.grades", "missing-grades", $"It does not say what {string.Join(", ", missing)} pays: every grade must stand here once.", Reads.GradeIds, Reads.PaidGrades);

        var ordered = pays.Index().Where(pay => scope.Grades.Contains(pay.Item.Grade)).OrderBy(pay => scope.Grades.IndexOf(pay.Item.Grade)).ToList();
        foreach (var (better, worse) in ordered.Zip(ordered.Skip(1)))
        {
            if (worse.Item.Paid.TenThousandths > better.Item.Paid.TenThousandths || (worse.Item.Rewarded && !better.Item.Rewarded))
                scope.Errors.Add($"$.subsidy.grades[{worse.Index}]", "pay-order", $"'{worse.Item.Grade}' pays more than the better grade '{better.Item.Grade}': a worse grade never does.", $"$.subsidy.grades[{better.Index}]", $"$.subsidy.grades[{worse.Index}]", Reads.GradeIds);
        }
    }

    private static void Reward(DocumentScope scope, SubsidyRules subsidy)
    {
        var rewarded = subsidy.Grades.Any(pay => pay.Rewarded);
        if (rewarded && subsidy.Reward is null)
            scope.Errors.Add("$.subsidy.reward", "missing", "A grade is rewarded and the reward is missing: give it, or reward no grade.", Reads.RewardedGrades);
        if (!rewarded && subsidy.Reward is not null)
            scope.Errors.Add("$.subsidy.reward", "no-rewarded-grade", "No grade is rewarded: set rewarded on one, or leave the reward out.", Reads.RewardedGrades);
        if (subsidy.Reward is FixedReward one && (one.Amount <= Fen.Zero || one.Amount > Fen.MaximumBase))
            scope.Errors.Add("$.subsidy.reward.amount", "out-of-range", $"{one.Amount} fen is out of range: it must be from 1 to {Fen.MaximumBase}.");
    }
}
