using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

/// <summary>What is computed from projects or from results: its items have the rule that says how, and nobody reports, rates or observes in its name.</summary>
internal static class ComputedChecks
{
    public static void Run(DocumentScope scope)
    {
        var document = scope.Document;
        foreach (var (index, item) in document.Items.Index())
            Item(scope, item, $"$.items[{index}]");
        foreach (var (index, component) in document.Components.Index())
            foreach (var (place, rater) in component.Raters.Index())
                if (rater.Source == SourceId.Projects || rater.Source == SourceId.Results)
                    scope.Errors.Add($"$.components[{index}].raters[{place}].source", "computed-source", $"'{rater.Source}' is computed: nobody rates in its name.");
        Observers(scope, document.Bonus?.Rules, "$.bonus.rules");
        Observers(scope, document.Deductions?.Rules, "$.deductions.rules");
        foreach (var (index, veto) in document.Vetoes.Index())
            Sources(scope, veto.Sources, $"$.vetoes[{index}].sources");
        if (scope.Sources.Contains(SourceId.Results) && document.Period != PeriodKind.Year)
            scope.Errors.Add("$.sources", "not-a-year", "'results' tells of the cycles of a year: the period must be year.", "$.period");
    }

    private static void Item(DocumentScope scope, Item item, string path)
    {
        var rule = (item as PointsItem)?.Rule;
        if (item.Source == SourceId.Projects && rule is not ProjectRule)
            scope.Errors.Add($"{path}.rule", rule is null ? "missing" : "wrong-rule", $"Item '{item.Id}' is computed from projects: it must be of the kind points, and have the rule progress, reports or publicity.", $"{path}.source", $"{path}.kind");
        else if (item.Source == SourceId.Results && rule is not PlaceRule)
            scope.Errors.Add($"{path}.rule", rule is null ? "missing" : "wrong-rule", $"Item '{item.Id}' is computed from results: it must be of the kind points, and have the rule places.", $"{path}.source", $"{path}.kind");
        else if (rule is PlaceRule places && item.Source == SourceId.Results)
            Places(scope, (PointsItem)item, places, path);
        else if (rule is not null && item.Source != SourceId.Projects)
            scope.Errors.Add($"{path}.rule", "rule-of-reported-item", $"Item '{item.Id}' is not computed: leave its rule out, or make its source 'projects' or 'results'.", $"{path}.source");
    }

    private static void Places(DocumentScope scope, PointsItem item, PlaceRule rule, string path)
    {
        if (item.Level == ItemLevel.Village)
            scope.Errors.Add($"{path}.level", "wrong-level", "Results are of a subject: the level must be subject.");
        if (rule.Places.Count == 0)
            scope.Errors.Add($"{path}.rule.places", "empty", "There is no place: there must be at least one.");
        foreach (var (index, points) in rule.Places.Index())
        {
            if (points > item.Maximum)
                scope.Errors.Add($"{path}.rule.places[{index}]", "out-of-range", $"{points} points are more than the item's maximum, {item.Maximum}.", $"{path}.maximum");
            if (index > 0 && points > rule.Places[index - 1])
                scope.Errors.Add($"{path}.rule.places[{index}]", "places-order", $"{points} points are more than the {rule.Places[index - 1]} of the place before: the first place stands first.", $"{path}.rule.places[{index - 1}]");
        }

        if (rule.Places is [.., var last] && rule.Otherwise > last)
            scope.Errors.Add($"{path}.rule.otherwise", "places-order", $"{rule.Otherwise} points are more than the {last} of the last place that is named: a later place gives no more.", $"{path}.rule.places");
    }

    private static void Observers(DocumentScope scope, IReadOnlyList<ObservationRule>? rules, string path)
    {
        foreach (var (index, rule) in (rules ?? []).Index())
            Sources(scope, rule.Sources, $"{path}[{index}].sources");
    }

    private static void Sources(DocumentScope scope, IReadOnlyList<SourceId> sources, string path)
    {
        foreach (var (index, source) in sources.Index())
            if (!source.IsReported)
                scope.Errors.Add($"{path}[{index}]", "computed-source", $"The readings of '{source}' are computed: nobody observes in its name.");
    }
}
