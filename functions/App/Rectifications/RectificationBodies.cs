using Yuekao.App.Problems;

namespace Yuekao.App.Rectifications;

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

    public static IReadOnlyList<ProblemError> Check(ReportBody body) => [.. Text("$.done", body.Done)];

    public static IReadOnlyList<ProblemError> Check(VerificationBody body) => body is { Accepted: true, Note: null } ? [] : [.. Text("$.note", body.Note ?? "")];

    public static IReadOnlyList<ProblemError> Check(DueBody body, DateTimeOffset now) =>
        [.. body.Due > now ? [] : new[] { new ProblemError("$.due", "must be in the future.") }, .. Text("$.reason", body.Reason)];

    private static IEnumerable<ProblemError> Text(string path, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
            yield return new ProblemError(path, $"must be 1 to {Longest} characters.");
    }
}
