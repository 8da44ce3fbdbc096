namespace Yuekao.App.Stages.Appeal;

/// <summary>What a settled appeal makes of a result.</summary>
internal static class AppealRevision
{
    /// <summary>The revision that an appeal leads to; null where it changed nothing for the better, or its revision is there already.</summary>
    public static RecordedResult? After(CycleContext context, ResultHistory history, AppealOutcome appeal)
    {
        RecordedResult before = history.Current;
        if (appeal.Decided is not { } decided || history.Revisions.Any(one => one.Supersession?.Cause == SupersessionCause.Appeal) || !IsBetter(before, decided))
            return null;
        BookedDifference? booked = appeal.Ledger is { } change ? new BookedDifference(change.Difference, change.FromKept, change.External) : null;
        var meeting = new RoleGrant(Role.Meeting, context.RequirePool(appeal.Pool).Meeting.Value);
        return before with
        {
            Revision = before.Revision + 1,
            At = appeal.At,
            Kind = decided.Recomputed.Kind,
            Grade = decided.Decided.Grade,
            Selected = decided.Decided.Selected,
            Score = decided.Recomputed.Score,
            Rank = decided.Recomputed.Rank,
            Adjusted = before.Adjusted && !decided.Improved,
            Ledger = appeal.Ledger?.After ?? (before.Ledger is { } line ? line with { Grade = decided.Decided.Grade } : null),
            Supersession = new Supersession(SupersessionCause.Appeal, meeting.ToString(), booked),
        };
    }

    // A correction that only lowers the score leaves the result as it was: nobody loses by appealing.
    private static bool IsBetter(RecordedResult before, AppealDecided decided) =>
        decided.Improved || (decided.Recomputed is { Kind: not OutcomeKind.Gated, Score: { } now } && (before.Score is not { } then || now > then));
}
