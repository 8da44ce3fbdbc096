namespace Yuekao.Assessment.Loading.Checks;

/// <summary>What rules read beside the place where they are broken.</summary>
internal static class Reads
{
    public const string SourceIds = "$.sources[*].id";
    public const string ItemIds = "$.items[*].id";
    public const string GateItems = "$.gate.conditions[*].item";
    public const string ComponentIds = "$.components[*].id";
    public const string ComponentItems = "$.components[*].items";
    public const string ComponentWeights = "$.components[*].weight";
    public const string Raters = "$.components[*].raters";
    public const string Grading = "$.grading.kind";
    public const string GradeIds = "$.grading.grades[*].id";
    public const string GradeShares = "$.grading.grades[*].share";
    public const string PaidGrades = "$.subsidy.grades[*].grade";
    public const string RewardedGrades = "$.subsidy.grades[*].rewarded";
}
