namespace Yuekao.App.Stages.Feedback;

/// <summary>What may be done to a rectification, and what it is then. A step that was taken already leaves it as it is.</summary>
internal static class RectificationSteps
{
    /// <summary>Reports it as done, or reports again before it is verified.</summary>
    /// <exception cref="ProblemException">It is closed: rule broken.</exception>
    public static Rectification Report(this Rectification one, ReportBody body, Caller by, DateTimeOffset at) => one switch
    {
        { Status: RectificationStatus.Closed } => throw Closed(one),
        { Status: RectificationStatus.Reported, Report: { } last } when last.Done == body.Done => one,
        _ => one with { Status = RectificationStatus.Reported, Report = new RectificationReport(body.Done, at, by.Id, by.Name), Verification = null },
    };

    /// <summary>Verifies what was reported: closes it, or opens it again.</summary>
    /// <exception cref="ProblemException">Nothing is reported, or it is closed: rule broken.</exception>
    public static Rectification Verify(this Rectification one, VerificationBody body, Caller by, DateTimeOffset at)
    {
        if (one.Verification is { } last && last.Accepted == body.Accepted && last.Note == body.Note)
            return one;
        if (one.Status == RectificationStatus.Closed)
            throw Closed(one);
        if (one.Status != RectificationStatus.Reported)
            throw new ProblemException(ProblemType.RuleBroken, "Only what is reported as done can be verified.");
        Rectification verified = one with { Verification = new RectificationVerification(body.Accepted, at, by.Id, by.Name, body.Note) };
        return body.Accepted
            ? verified with { Status = RectificationStatus.Closed, ClosedAt = at, ClosedBecause = ClosingReason.Verified }
            : verified with { Status = RectificationStatus.Open };
    }

    /// <summary>Gives it another due time. The township is reminded of it, and the county told, anew.</summary>
    /// <exception cref="ProblemException">It is closed: rule broken.</exception>
    public static Rectification Postpone(this Rectification one, DueBody body, Caller by, DateTimeOffset at) => one switch
    {
        { Status: RectificationStatus.Closed } => throw Closed(one),
        { DueChange: { } last } when one.Due == body.Due && last.Reason == body.Reason => one,
        _ => one with { Due = body.Due, DueChange = new DueChange(one.Due, body.Reason, at, by.Id, by.Name), RemindedAt = null, EscalatedAt = null },
    };

    private static ProblemException Closed(Rectification one) => new(ProblemType.RuleBroken, one.ClosedBecause == ClosingReason.Appeal
        ? "The rectification is closed: an appeal corrected the reading."
        : "The rectification is closed: it was verified.");
}

/// <summary>Body: what was done to rectify.</summary>
/// <param name="Done">What was done, 1 to 2000 characters.</param>
public sealed record ReportBody(string Done);

/// <summary>Body: what the township says to a report.</summary>
/// <param name="Accepted">Whether it is done.</param>
/// <param name="Note">What there is to say, 1 to 2000 characters; needed when not accepted.</param>
public sealed record VerificationBody(bool Accepted, string? Note = null);

/// <summary>Body: another due time.</summary>
/// <param name="Due">When it must be done, in the future.</param>
/// <param name="Reason">Why, 1 to 2000 characters.</param>
public sealed record DueBody(DateTimeOffset Due, string Reason);

/// <summary>What must hold for bodies: everything that does not is found.</summary>
internal static class BodyRules
{
    private const int Longest = 2000;

    public static IReadOnlyList<ProblemError> Check(ReportBody body) => [.. TextRules.Text("$.done", body.Done, Longest)];

    public static IReadOnlyList<ProblemError> Check(VerificationBody body) => body is { Accepted: true, Note: null } ? [] : [.. TextRules.Text("$.note", body.Note, Longest)];

    public static IReadOnlyList<ProblemError> Check(DueBody body, DateTimeOffset now) =>
        [.. body.Due > now ? [] : new[] { new ProblemError("$.due", "must be in the future.") }, .. TextRules.Text("$.reason", body.Reason, Longest)];
}
