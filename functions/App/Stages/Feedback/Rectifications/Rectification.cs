namespace Yuekao.App.Stages.Feedback;

/// <summary>Not reported or not accepted yet; reported, and waiting for the township's verification; verified, or not owed any more.</summary>
public enum RectificationStatus
{
    Open,
    Reported,
    Closed,
}

/// <summary>The township verified that it is done, or an appeal corrected the reading: nothing was fallen short in.</summary>
public enum ClosingReason
{
    Verified,
    Appeal,
}

/// <summary>
/// A rectification (整改): a shortfall of one cycle in an item, with an owner, a due time and an end that its township verifies. What has not happened yet is
/// null. The item gave so many points, exactly, of so many at most; null where it gives none.
/// </summary>
public sealed record Rectification : Stored
{
    /// <summary>Unique in the township.</summary>
    public string Id => RectificationIds.Of(Cycle, Owner, Item);
    public required CycleKey Cycle { get; init; }
    public required TownshipId Township { get; init; }
    public required ItemId Item { get; init; }
    public required LocalText Title { get; init; }
    public required RectificationOwner Owner { get; init; }
    public required ShortfallKind Kind { get; init; }
    public Score? Obtained { get; init; }
    public Points? Maximum { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset Due { get; init; }
    public required RectificationStatus Status { get; init; }

    /// <summary>
    /// The id of the owner's rectification of the same item that was still open from an earlier cycle, the latest one; null where there was none.
    /// That one stays open by itself.
    /// </summary>
    public string? Continues { get; init; }
    public RectificationReport? Report { get; init; }
    public RectificationVerification? Verification { get; init; }
    public DueChange? DueChange { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public ClosingReason? ClosedBecause { get; init; }

    /// <summary>When the township was reminded that it is due soon; when the county was told that it is overdue, the next.</summary>
    public DateTimeOffset? RemindedAt { get; init; }
    public DateTimeOffset? EscalatedAt { get; init; }
    internal string Resource => $"townships/{Township}/rectifications/{Id}";
}

/// <summary>A person is a cadre, an organizer or a secretary; to a village's its secretary sees.</summary>
public enum OwnerKind
{
    Person,
    Village,
    Township,
}

public sealed record RectificationOwner(OwnerKind Kind, string Id, string Name);

/// <param name="By">An id, here and below; the name stands beside it.</param>
public sealed record RectificationReport(string Done, DateTimeOffset At, string By, string ByName);

/// <summary>What the township said to a report: it is done, or is open again.</summary>
/// <param name="Note">Always there when not accepted.</param>
public sealed record RectificationVerification(bool Accepted, DateTimeOffset At, string By, string ByName, string? Note = null);

public sealed record DueChange(DateTimeOffset Before, string Reason, DateTimeOffset At, string By, string ByName);

/// <summary>What may be done to a rectification, and what it is then. A step that was taken already leaves it as it is; one that cannot be taken is a broken rule.</summary>
internal static class RectificationSteps
{
    /// <summary>Reports it as done, or reports again before it is verified.</summary>
    public static Rectification Report(this Rectification one, ReportBody body, Caller by, DateTimeOffset at) => one switch
    {
        { Status: RectificationStatus.Closed } => throw Closed(one),
        { Status: RectificationStatus.Reported, Report: { } last } when last.Done == body.Done => one,
        _ => one with { Status = RectificationStatus.Reported, Report = new RectificationReport(body.Done, at, by.Id, by.Name), Verification = null },
    };

    /// <summary>Verifies what was reported: closes it, or opens it again.</summary>
    public static Rectification Verify(this Rectification one, VerificationBody body, Caller by, DateTimeOffset at)
    {
        if (one.Verification is { } last && last.Accepted == body.Accepted && last.Note == body.Note)
            return one;
        if (one.Status == RectificationStatus.Closed)
            throw Closed(one);
        if (one.Status != RectificationStatus.Reported)
            throw new ProblemException(ProblemType.RuleBroken, "Only what is reported as done can be verified.");
        Rectification verified = one with { Verification = new RectificationVerification(body.Accepted, at, by.Id, by.Name, body.Note) };
        return body.Accepted ? verified.Close(ClosingReason.Verified, at) : verified with { Status = RectificationStatus.Open };
    }

    public static Rectification Close(this Rectification one, ClosingReason why, DateTimeOffset at) =>
        one with { Status = RectificationStatus.Closed, ClosedAt = at, ClosedBecause = why };

    /// <summary>Gives it another due time. The township is reminded of it, and the county told, anew.</summary>
    public static Rectification Postpone(this Rectification one, DueBody body, Caller by, DateTimeOffset at) => one switch
    {
        { Status: RectificationStatus.Closed } => throw Closed(one),
        { DueChange: { } last } when one.Due == body.Due && last.Reason == body.Reason => one,
        _ => one with { Due = body.Due, DueChange = new DueChange(one.Due, body.Reason, at, by.Id, by.Name), RemindedAt = null, EscalatedAt = null },
    };

    private static ProblemException Closed(Rectification one) => new(ProblemType.RuleBroken, one.ClosedBecause == ClosingReason.Appeal
        ? (LocalizableString)"The rectification is closed: an appeal corrected the reading."
        : "The rectification is closed: it was verified.");
}

/// <param name="Done">What was done to rectify: 1 to 2000 characters.</param>
public sealed record ReportBody(string Done);

/// <param name="Note">1 to 2000 characters; needed when not accepted.</param>
public sealed record VerificationBody(bool Accepted, string? Note = null);

/// <param name="Due">When it must be done, in the future.</param>
/// <param name="Reason">1 to 2000 characters.</param>
public sealed record DueBody(DateTimeOffset Due, string Reason);
