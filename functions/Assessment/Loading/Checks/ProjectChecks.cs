using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

/// <summary>What projects give: the channels of publicity, and the month's dispatch.</summary>
internal static class ProjectChecks
{
    public static void Run(DocumentScope scope)
    {
        foreach (var (index, item) in scope.Document.Items.Index())
            if (item is PointsItem { Rule: PublicityRule publicity })
                Channels(scope, publicity, $"$.items[{index}].rule.channels");
        Dispatch(scope);
    }

    private static void Channels(DocumentScope scope, PublicityRule publicity, string path)
    {
        if (publicity.Channels.Count == 0)
            scope.Errors.Add(path, "empty", "There is no channel: there must be at least one.");
        var seen = new HashSet<(PublicityChannel, PublicityLevel)>();
        foreach (var (index, one) in publicity.Channels.Index())
            if (!seen.Add((one.Channel, one.Level)))
                scope.Errors.Add($"{path}[{index}]", "duplicate-channel", "The channel is there at this level already: each gives its points once.");
    }

    private static void Dispatch(DocumentScope scope)
    {
        var document = scope.Document;
        var isComputed = scope.Sources.Contains(SourceId.Projects);
        if (isComputed && (document.Subject != SubjectKind.Township || document.Period != PeriodKind.Month))
            scope.Errors.Add("$.sources", "computed-source", "'projects' tells of townships, month by month: the subject must be township, and the period month.", "$.subject", "$.period");
        if (isComputed != document.Dispatch is not null)
            scope.Errors.Add("$.dispatch", isComputed ? "missing" : "unused-dispatch", isComputed
                ? (LocalizableString)"'projects' is a source: the dispatch that it is computed from must be said."
                : "'projects' is no source: leave the dispatch out.", Reads.SourceIds);
        if (document.Dispatch is not { } dispatch)
            return;
        scope.Within(dispatch.Opens.Days, -366, 366, "$.dispatch.opens.days");
        scope.Within(dispatch.Due.Days, -366, 366, "$.dispatch.due.days");
        CalendarChecks.Order(scope, dispatch.Opens, dispatch.Due, "$.dispatch.due", "$.dispatch.opens");
        CalendarChecks.Order(scope, dispatch.Due, document.Calendar.CollectingDue, "$.calendar.collectingDue", "$.dispatch.due");
        CalendarChecks.Reminders(scope, dispatch.RemindHoursBefore, "$.dispatch.remindHoursBefore");
    }
}
