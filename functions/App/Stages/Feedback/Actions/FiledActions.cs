namespace Yuekao.App.Stages.Feedback;

/// <summary>Talks that were held in people's files: minutes stay with the talk.</summary>
public sealed class FiledTalks(DueActionStore actions) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Talk;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation) =>
        [.. (await actions.OfSubjectAsync(asked.County, asked.Person, cancellation))
            .Where(one => one is { Action: ConsequenceAction.AdmonitionTalk, Report: not null })
            .Select(one => FiledActions.DoneOf(one, new TalkContent(one.Title, one.Cycle.Scheme, one.Cycle.Period, one.Report!.Content.HeldBy)))];
}

/// <summary>Adjustments in people's files: that they were recommended, and what was decided. What is not recommended any more is superseded by that.</summary>
public sealed class FiledAdjustments(DueActionStore actions) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Adjustment;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation) =>
        [.. (await actions.OfSubjectAsync(asked.County, asked.Person, cancellation)).Where(one => one.Action == ConsequenceAction.RecommendAdjustment).SelectMany(Entries)];

    private static IEnumerable<FileEntry> Entries(DueAction one)
    {
        var content = new AdjustmentContent(one.Title, one.Cycle.Scheme, one.Periods);
        FileEntry recommended = FiledActions.EntryOf(one, CountyDays.Of(one.OpenedAt), content, "recommended", one.OpenedAt, one.Cycle.Actor);
        if (one.Dropped is { } dropped)
        {
            var by = new AuditActor(dropped.By, dropped.ByName, Roles: "");
            FileEntry after = FiledActions.EntryOf(one, recommended.On, new CorrectionContent(FileEntryKind.Adjustment, $"不再建议组织调整：{dropped.Reason}"), "dropped", dropped.At, by)
                .InPlaceOf(recommended, dropped.Reason);
            return [recommended with { SupersededBy = after.Id }, after];
        }

        return one.Report is { } report ? [recommended, FiledActions.DoneOf(one, content with { Adjusted = report.Content.Adjusted })] : [recommended];
    }
}

internal static class FiledActions
{
    public static FileEntry DoneOf(DueAction one, FileContent content) =>
        EntryOf(one, one.Report!.Content.On, content, "done", one.Report.At, new AuditActor(one.Report.By, one.Report.ByName, Roles: ""));

    public static FileEntry EntryOf(DueAction one, DateOnly on, FileContent content, string step, DateTimeOffset at, AuditActor by) =>
        FileEntry.Of(one.Subject, on, content, [one.Cycle.Scheme.Value, one.Cycle.Period.Value, one.Consequence.Value, step], one.Resource, at, by);
}
