namespace Yuekao.App.Stages.Collect;

/// <summary>The rules that every write while a pool collects is under.</summary>
internal static class CollectingRules
{
    private const int LongestReason = 500;

    /// <summary>What a source is told that may not write any more.</summary>
    public static ProblemException Ended(SourceHead head) => new(
        ProblemType.RuleBroken, $"Collecting has ended for '{head.Source}' in '{head.Township}': what was reported is settled unless the meeting returns it to its source.");

    /// <summary>Requires that a pool collects.</summary>
    /// <exception cref="ProblemException">It does not: rule broken.</exception>
    public static void RequireOpen(bool isOpen, string pool)
    {
        if (!isOpen)
            throw new ProblemException(ProblemType.RuleBroken, $"Collecting has ended for '{pool}': nothing can be waived or extended unless the meeting returns it to its sources.");
    }

    /// <summary>Requires a reason: 1 to 500 characters.</summary>
    /// <exception cref="ProblemException">There is none, or it is too long: unacceptable.</exception>
    public static void RequireReason(string reason)
    {
        if (!IsReason(reason))
            throw new ProblemException(ProblemType.Unacceptable, "A reason is required.", [new ProblemError("$.reason", ExpectedReason)]);
    }

    public static string ExpectedReason => TextRules.Expected(LongestReason);

    public static bool IsReason(string? reason) => TextRules.IsText(reason, LongestReason);
}
