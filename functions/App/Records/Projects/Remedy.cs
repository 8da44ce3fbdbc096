namespace Yuekao.App.Records;

/// <summary>Not reported as done, or not accepted; reported, and waiting for somebody else's word; accepted; or what it was about was withdrawn.</summary>
public enum RemedyStatus
{
    Open,
    Reported,
    Closed,
    Withdrawn,
}

/// <summary>What a township owes for something that was found (整改): due, reported as done, and verified by somebody else. What has not happened yet is null.</summary>
public sealed record Remedy(DateTimeOffset Due)
{
    public RemedyReport? Report { get; init; }
    public RemedyVerification? Verification { get; init; }

    internal RemedyStatus Status => (Report, Verification) switch
    {
        (_, { Accepted: true }) => RemedyStatus.Closed,
        ({ }, null) => RemedyStatus.Reported,
        _ => RemedyStatus.Open,
    };

    /// <summary>Whether it was due before a time and not reported as done in time; how long others take to verify is nobody's fault here.</summary>
    internal bool IsOverdueAt(DateTimeOffset time) => Due < time && Status != RemedyStatus.Closed && !(Status == RemedyStatus.Reported && Report!.At <= Due);
}

/// <param name="By">An id, here and below; the name stands beside it.</param>
public sealed record RemedyReport(string Done, DateTimeOffset At, string By, string ByName);

/// <param name="Note">Always there when not accepted.</param>
public sealed record RemedyVerification(bool Accepted, DateTimeOffset At, string By, string ByName, string? Note = null);

/// <param name="Done">What was done: 1 to 2000 characters.</param>
public sealed record RemedyReportRequest(string Done);

/// <param name="Note">1 to 2000 characters; needed when not accepted.</param>
public sealed record RemedyVerificationRequest(bool Accepted, string? Note = null);

internal static class RemedyTitles
{
    public static string ZhCn(this RemedyStatus status) => status switch
    {
        RemedyStatus.Open => "待整改",
        RemedyStatus.Reported => "已报待验收",
        RemedyStatus.Closed => "已销号",
        RemedyStatus.Withdrawn => "已撤销",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };
}

/// <summary>What every list of what townships owe shows of it.</summary>
internal static class RemedyColumns
{
    public static ListColumn<T>[] Of<T>(Func<T, RemedyStatus> status, Func<T, Remedy> remedy) =>
    [
        ListColumn<T>.Choice<RemedyStatus>("status", "整改状态", item => status(item), RemedyTitles.ZhCn), ListColumn<T>.Moment("due", "整改期限", item => remedy(item).Due),
        ListColumn<T>.Text("done", "整改情况", item => remedy(item).Report?.Done), ListColumn<T>.Moment("reportedAt", "报送时间", item => remedy(item).Report?.At),
        ListColumn<T>.Text("reportedBy", "报送人", item => remedy(item).Report?.ByName), ListColumn<T>.Moment("verifiedAt", "验收时间", item => remedy(item).Verification?.At),
        ListColumn<T>.Text("verifiedBy", "验收人", item => remedy(item).Verification?.ByName), ListColumn<T>.Text("note", "验收意见", item => remedy(item).Verification?.Note),
    ];
}

/// <summary>What may be done to a remedy. A step that was taken already leaves it as it is; one that cannot be taken is a broken rule.</summary>
internal static class RemedySteps
{
    public const int LongestText = 2_000;

    /// <summary>Reports it as done, or reports again before it is accepted.</summary>
    public static Remedy Report(this Remedy one, RemedyReportRequest body, Caller by, DateTimeOffset at)
    {
        if (one.Report?.Done == body.Done && one.Status != RemedyStatus.Open)
            return one;
        if (one.Status == RemedyStatus.Closed)
            throw new ProblemException(ProblemType.RuleBroken, "It is verified: nothing is left to report.");
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Text("$.done", body.Done, LongestText)]);
        return one with { Report = new RemedyReport(body.Done, at, by.Id, by.Name), Verification = null };
    }

    /// <summary>Accepts what was reported, or sends it back with a note.</summary>
    public static Remedy Verify(this Remedy one, RemedyVerificationRequest body, Caller by, DateTimeOffset at)
    {
        if (one.Verification is { } last && last.Accepted == body.Accepted && last.Note == body.Note)
            return one;
        if (one.Status != RemedyStatus.Reported)
            throw new ProblemException(ProblemType.RuleBroken, "Only what is reported as done, and not verified yet, can be verified.");
        if (one.Report!.By == by.Id)
            throw new ProblemException(ProblemType.Forbidden, "Who reported it as done does not verify it: somebody else must.");
        if (body is not { Accepted: true, Note: null })
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Text("$.note", body.Note, LongestText)]);
        return one with { Verification = new RemedyVerification(body.Accepted, at, by.Id, by.Name, body.Note) };
    }
}
