using System.Text.RegularExpressions;

namespace Yuekao.App.Stages.Feedback;

/// <summary>Nobody has reported it; it was reported, and that is its end; or it is not due any more.</summary>
public enum DueActionStatus
{
    Open,
    Done,
    Dropped,
}

/// <summary>
/// What somebody has to do because a scheme's consequence asks for it (谈话、建议组织调整、现场督办…): opened by the results as they come out, with who owes it and by when.
/// What has not happened yet is null; so is a rank, or a grade, where the outcome has none.
/// </summary>
public sealed record DueAction : Stored
{
    /// <summary>Unique in the county.</summary>
    public string Id => DueActionIds.Of(Cycle, Consequence, Subject);
    public required CycleKey Cycle { get; init; }
    public required ConsequenceId Consequence { get; init; }
    public required LocalText Title { get; init; }
    public required ConsequenceAction Action { get; init; }

    /// <summary>Whom it befalls, and the township of that one when the cycle froze.</summary>
    public required SubjectId Subject { get; init; }
    public required string Name { get; init; }
    public required TownshipId Township { get; init; }
    public int? Rank { get; init; }
    public GradeId? Grade { get; init; }
    public LocalText? GradeTitle { get; init; }

    /// <summary>The periods that it follows from, the earliest first: several for "two years running".</summary>
    public required IReadOnlyList<Period> Periods { get; init; }

    /// <summary>The role that owes it, as tokens have it.</summary>
    public required string Owner { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset Due { get; init; }
    public required DueActionStatus Status { get; init; }
    public DueActionReport? Report { get; init; }
    public Withdrawal? Dropped { get; init; }

    /// <summary>When its owner was reminded that it is due soon; when the owner and the county were told that it is overdue, the next.</summary>
    public DateTimeOffset? RemindedAt { get; init; }
    public DateTimeOffset? EscalatedAt { get; init; }
    internal string Resource => $"actions/{Id}";
}

/// <param name="By">An id; the name stands beside it.</param>
public sealed record DueActionReport(DueActionReportBody Content, DateTimeOffset At, string By, string ByName);

/// <summary>What was done, once and for all.</summary>
public sealed record DueActionReportBody
{
    /// <summary>The day, today at the latest and not before it was opened.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Who held the talk, supervised, or decided: one to twenty, 1 to 50 characters each.</summary>
    public required IReadOnlyList<string> HeldBy { get; init; }

    /// <summary>The minutes, or what was decided: 1 to 2000 characters.</summary>
    public required string Minutes { get; init; }

    /// <summary>Whether the post was adjusted as recommended; exactly where that was recommended.</summary>
    public bool? Adjusted { get; init; }

    internal bool IsSame(DueActionReportBody other) => Digest.OfJson(this) == Digest.OfJson(other);
}

internal static class DueActions
{
    /// <summary>What results ask people for, as it is opened when they come out.</summary>
    public static IEnumerable<DueAction> Of(CycleContext context, IEnumerable<DueConsequence> due, DateTimeOffset opened) =>
        due.Where(one => one.Consequence.NeedsPeople(context.Scheme.Document.Subject)).Select(one =>
        {
            SubjectLabel label = SubjectLabel.Of(context, one.Subject);
            return new DueAction
            {
                Cycle = context.Key,
                Consequence = one.Consequence.Id,
                Title = one.Consequence.Title,
                Action = one.Consequence.Action,
                Subject = one.Subject,
                Name = label.Name,
                Township = label.Township,
                Rank = one.Rank,
                Grade = one.Grade,
                GradeTitle = one.Grade is { } grade ? context.Scheme.Grades.First(known => known.Id == grade).Title : null,
                Periods = one.Periods,
                // Training and mentoring are the township's; to talk, to supervise, to commend and to adjust is the county's.
                Owner = one.Consequence.Action == ConsequenceAction.Training ? $"{RoleClaim.NameOf(Role.Township)}:{label.Township}" : RoleClaim.NameOf(Role.County),
                OpenedAt = opened,
                Due = context.Times.RectifyBy(opened),
                Status = DueActionStatus.Open,
            };
        });
}

/// <summary>Ids of actions: <c>haixing.organizer-annual~2026~admonition-talk~o0001</c>. Fit for a URL and a table key.</summary>
internal static partial class DueActionIds
{
    public static string Of(CycleKey cycle, ConsequenceId consequence, SubjectId subject) => string.Join('~', cycle.Scheme, cycle.Period, consequence, subject);

    public static string Prefix(CycleKey cycle) => $"{cycle.Scheme}~{cycle.Period}~";

    public static bool IsValid(string id) => Form().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9.-]{1,64}(~[A-Za-z0-9.-]{1,64}){3}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
