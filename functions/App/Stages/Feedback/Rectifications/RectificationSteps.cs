namespace Yuekao.App.Stages.Feedback;

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
        ? "The rectification is closed: an appeal corrected the reading."
        : "The rectification is closed: it was verified.");
}

/// <param name="Done">What was done to rectify: 1 to 2000 characters.</param>
public sealed record ReportBody(string Done);

/// <summary>What the township says to a report.</summary>
/// <param name="Note">1 to 2000 characters; needed when not accepted.</param>
public sealed record VerificationBody(bool Accepted, string? Note = null);

/// <param name="Due">When it must be done, in the future.</param>
/// <param name="Reason">1 to 2000 characters.</param>
public sealed record DueBody(DateTimeOffset Due, string Reason);

internal static class BodyRules
{
    private const int Longest = 2000;

    public static IReadOnlyList<ProblemError> Check(ReportBody body) => [.. TextRules.Text("$.done", body.Done, Longest)];

    public static IReadOnlyList<ProblemError> Check(VerificationBody body) => body is { Accepted: true, Note: null } ? [] : [.. TextRules.Text("$.note", body.Note, Longest)];

    public static IReadOnlyList<ProblemError> Check(DueBody body, DateTimeOffset now) =>
        [.. body.Due > now ? [] : new[] { new ProblemError("$.due", "must be in the future.") }, .. TextRules.Text("$.reason", body.Reason, Longest)];
}
