using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

/// <summary>What is computed from projects: its items, its dispatch, and that nobody reports or rates in its name.</summary>
internal static class ProjectChecks
{
    public static void Run(DocumentScope scope)
    {
        var document = scope.Document;
        foreach (var (index, item) in document.Items.Index())
            Item(scope, item, $"$.items[{index}]");
        foreach (var (index, component) in document.Components.Index())
            foreach (var (place, rater) in component.Raters.Index())
                Nobody(scope, rater.Source, $"$.components[{index}].raters[{place}].source");
        Observers(scope, document.Bonus?.Rules, "$.bonus.rules");
        Observers(scope, document.Deductions?.Rules, "$.deductions.rules");
        foreach (var (index, veto) in document.Vetoes.Index())
            Sources(scope, veto.Sources, $"$.vetoes[{index}].sources");
        Dispatch(scope);
    }

    private static void Item(DocumentScope scope, Item item, string path)
    {
        var rule = (item as PointsItem)?.Rule;
        if (item.Source == SourceId.Projects && rule is null)
            scope.Errors.Add($"{path}.rule", "missing", $"Item '{item.Id}' is computed from projects: it must be of the kind points, and have a rule.", $"{path}.source", $"{path}.kind");
        if (item.Source != SourceId.Projects && rule is not null)
            scope.Errors.Add($"{path}.rule", "rule-of-reported-item", $"Item '{item.Id}' is not computed from projects: leave its rule out, or make its source 'projects'.", $"{path}.source");
        if (rule is not PublicityRule publicity)
            return;
        if (publicity.Channels.Count == 0)
            scope.Errors.Add($"{path}.rule.channels", "empty", "There is no channel: there must be at least one.");
        var seen = new HashSet<(PublicityChannel, PublicityLevel)>();
        foreach (var (index, one) in publicity.Channels.Index())
            if (!seen.Add((one.Channel, one.Level)))
                scope.Errors.Add($"{path}.rule.channels[{index}]", "duplicate-channel", "The channel is there at this level already: each gives its points once.");
    }

    private static void Observers(DocumentScope scope, IReadOnlyList<ObservationRule>? rules, string path)
    {
        foreach (var (index, rule) in (rules ?? []).Index())
            Sources(scope, rule.Sources, $"{path}[{index}].sources");
    }

    private static void Sources(DocumentScope scope, IReadOnlyList<SourceId> sources, string path)
    {
        foreach (var (index, source) in sources.Index())
            Nobody(scope, source, $"{path}[{index}]");
    }

    private static void Nobody(DocumentScope scope, SourceId source, string path)
    {
        if (!source.IsReported)
            scope.Errors.Add(path, "computed-source", $"'{source}' is computed: nobody rates or observes in its name.");
    }

    private static void Dispatch(DocumentScope scope)
    {
        var document = scope.Document;
        var isComputed = scope.Sources.Contains(SourceId.Projects);
        if (isComputed && (document.Subject != SubjectKind.Township || document.Period != PeriodKind.Month))
            scope.Errors.Add("$.sources", "computed-source", "'projects' tells of townships, month by month: the subject must be township, and the period month.", "$.subject", "$.period");
        if (isComputed != document.Dispatch is not null)
            scope.Errors.Add("$.dispatch", isComputed ? "missing" : "unused-dispatch", isComputed
                ? "'projects' is a source: the dispatch that it is computed from must be said."
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
