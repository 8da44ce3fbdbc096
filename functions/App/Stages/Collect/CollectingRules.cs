namespace Yuekao.App.Stages.Collect;

/// <summary>The rules that every write while a pool collects is under.</summary>
internal static class CollectingRules
{
    private const int LongestReason = 500;

    public static LocalizableString ExpectedReason => TextRules.Expected(LongestReason);

    public static bool IsReason(string? reason) => TextRules.IsText(reason, LongestReason);

    public static void RequireReason(string reason)
    {
        if (!IsReason(reason))
            throw new ProblemException(ProblemType.Unacceptable, "A reason is required.", [new ProblemError("$.reason", ExpectedReason)]);
    }

    /// <exception cref="ProblemException">Collecting has not begun in the key's edition, or has ended: rule broken.</exception>
    public static void RequireOpen(CycleKey key, SourceHead head)
    {
        RequireEdition(key, head.Edition);
        if (!head.IsOpen)
            throw Broken($"Collecting has ended for '{head.Source}' in '{head.Township}': what was reported is settled unless the meeting returns it to its source.");
    }

    /// <exception cref="ProblemException">The part of a source is over: rule broken.</exception>
    public static void RequireInTime(PoolRecord? pool, SourceId source, DateTimeOffset now)
    {
        if (pool?.DueOf(source) is { } due && due <= now)
            throw Broken($"The part of '{source}' was due at {due:O}: what it reported is settled unless the county gives it longer.");
    }

    public static void RequireOpen(bool isOpen, PoolId pool)
    {
        if (!isOpen)
            throw Broken($"Collecting has ended for '{pool}': nothing can be waived or extended unless the meeting returns it to its sources.");
    }

    /// <summary>Whether what collects is of the key's edition.</summary>
    /// <exception cref="EditionOverException">It collects for a later one.</exception>
    /// <exception cref="ProblemException">It has not begun to collect for it: rule broken.</exception>
    public static void RequireEdition(CycleKey key, int edition)
    {
        if (edition > key.Edition)
            throw new EditionOverException(key);
        if (edition < key.Edition)
            throw NotOpened();
    }

    public static ProblemException NotOpened() => Broken("Collecting has not begun: the cycle is only just opening.");

    private static ProblemException Broken(LocalizableString detail) => new(ProblemType.RuleBroken, detail);
}
