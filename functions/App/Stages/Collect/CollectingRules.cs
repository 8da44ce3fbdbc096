namespace Yuekao.App.Stages.Collect;

/// <summary>The rules that every write while a pool collects is under.</summary>
internal static class CollectingRules
{
    private const int LongestReason = 500;

    public static string ExpectedReason => TextRules.Expected(LongestReason);

    public static bool IsReason(string? reason) => TextRules.IsText(reason, LongestReason);

    public static void RequireReason(string reason)
    {
        if (!IsReason(reason))
            throw new ProblemException(ProblemType.Unacceptable, "A reason is required.", [new ProblemError("$.reason", ExpectedReason)]);
    }

    public static void RequireOpen(SourceHead head)
    {
        if (!head.IsOpen)
            throw Broken($"Collecting has ended for '{head.Source}' in '{head.Township}': what was reported is settled unless the meeting returns it to its source.");
    }

    public static void RequireOpen(bool isOpen, PoolId pool)
    {
        if (!isOpen)
            throw Broken($"Collecting has ended for '{pool}': nothing can be waived or extended unless the meeting returns it to its sources.");
    }

    public static ProblemException NotOpened() => Broken("Collecting has not begun: the cycle is only just opening.");

    private static ProblemException Broken(string detail) => new(ProblemType.RuleBroken, detail);
}
