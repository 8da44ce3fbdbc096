using Yuekao.App.Rosters.Formats;

namespace Yuekao.App.Submissions.Formats;

/// <summary>The formats of submissions.</summary>
internal static class SubmissionFormats
{
    /// <summary>A submission: <c>{ "readings": [ { "item", "subject" or "village", "value" } ] }</c>, or a line a reading.</summary>
    public static DocumentFormats<Submission> Submissions { get; } = new(new SubmissionJson(), new SubmissionCsv());
}
