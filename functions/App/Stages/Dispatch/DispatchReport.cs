namespace Yuekao.App.Stages.Dispatch;

/// <summary>What a township reports of a project in a month's dispatch, with evidence.</summary>
public sealed record DispatchReport : Revised
{
    public required TownshipId Township { get; init; }
    public required ProjectId Project { get; init; }
    public required string Progress { get; init; }

    /// <summary>The milestones that were done since the last dispatch.</summary>
    public required IReadOnlyList<DoneMilestone> Done { get; init; }
    public required IReadOnlyList<string> Evidence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>Why it does not stand; null while it does. Another report takes its place.</summary>
    public Withdrawal? Returned { get; init; }

    /// <summary>Reports, or reports anew; the same again leaves it as it is.</summary>
    public static DispatchReport Of(TownshipId township, ProjectId project, DispatchReportRequest asked, DispatchReport? before, Caller by, DateTimeOffset at)
    {
        if (before is { Returned: null } && before.Progress == asked.Progress && before.Done.SequenceEqual(asked.Done) && before.Evidence.SequenceEqual(asked.Evidence))
            return before;
        return new DispatchReport
        {
            Township = township,
            Project = project,
            Progress = asked.Progress,
            Done = asked.Done,
            Evidence = asked.Evidence,
            At = at,
            By = by.Id,
            ByName = by.Name,
            Revision = (before?.Revision ?? 0) + 1,
            ETag = before?.ETag ?? default,
        };
    }

    /// <summary>Says that it does not stand; again leaves it as it is.</summary>
    /// <exception cref="ProblemException">The caller reported it themself: forbidden.</exception>
    public DispatchReport Return(string reason, Caller by, DateTimeOffset at)
    {
        if (By == by.Id)
            throw new ProblemException(ProblemType.Forbidden, "Nobody decides on what they reported themself.");
        return Returned?.Reason == reason ? this : this with { Returned = new Withdrawal(reason, at, by.Id, by.Name), Revision = Revision + 1 };
    }
}

/// <param name="On">The day it was done: one of the dispatch's days, and not in the future.</param>
public sealed record DoneMilestone(MilestoneId Milestone, DateOnly On);

/// <param name="Progress">1 to 2000 characters.</param>
/// <param name="Evidence">What shows it: 1 to 20 texts or addresses of 1 to 500 characters.</param>
public sealed record DispatchReportRequest(string Progress, IReadOnlyList<string> Evidence)
{
    /// <summary>The milestones that were done since the last dispatch. What an earlier dispatch heard of need not be told again.</summary>
    public IReadOnlyList<DoneMilestone> Done { get; init; } = [];
}

/// <param name="Reason">1 to 500 characters.</param>
public sealed record ReturnRequest(string Reason);

internal static class DispatchReportRules
{
    private const int LongestText = 2_000;
    private const int MostEvidence = 20;
    private const int LongestEvidence = 500;

    /// <summary>Everything that is wrong, with its JSON path.</summary>
    /// <param name="today">The day in the county.</param>
    public static IReadOnlyList<ProblemError> Check(DispatchReportRequest asked, Project project, DispatchDays days, DateOnly today)
    {
        var milestones = project.Milestones.Select(milestone => milestone.Id).ToHashSet();
        var seen = new HashSet<MilestoneId>();
        return
        [
            .. TextRules.Text("$.progress", asked.Progress, LongestText),
            .. asked.Done.SelectMany((one, index) => Errors(one, $"$.done[{index}]")),
            .. asked.Evidence.Count is 0 or > MostEvidence ? new[] { new ProblemError("$.evidence", $"must be 1 to {MostEvidence} texts or addresses.") } : [],
            .. asked.Evidence.SelectMany((one, index) => TextRules.Text($"$.evidence[{index}]", one, LongestEvidence)),
        ];

        IEnumerable<ProblemError> Errors(DoneMilestone one, string path)
        {
            if (!milestones.Contains(one.Milestone))
                yield return new ProblemError($"{path}.milestone", milestones.Count == 0
                    ? (LocalizableString)$"'{one.Milestone}' is no milestone of '{project.Id}', which has none."
                    : $"'{one.Milestone}' is no milestone of '{project.Id}', which has {string.Join(", ", milestones)}.");
            else if (!seen.Add(one.Milestone))
                yield return new ProblemError($"{path}.milestone", $"'{one.Milestone}' is there twice.");
            if (!days.Has(one.On) || one.On > today)
                yield return new ProblemError($"{path}.on", $"must be from {days.From:O} to {(today < days.Until ? today : days.Until):O}: what its own dispatch was not told was not done then.");
        }
    }
}
