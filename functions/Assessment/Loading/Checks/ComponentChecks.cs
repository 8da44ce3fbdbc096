using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

internal static class ComponentChecks
{
    public static void Run(DocumentScope scope)
    {
        var components = scope.Document.Components;
        scope.Unique(components.Select(component => component.Id), index => $"$.components[{index}].id", "component");
        scope.SumTo100(components.Select(component => component.Weight), "$.components", "components", Reads.ComponentWeights);
        var owners = new Dictionary<ItemId, ComponentId>();
        foreach (var (index, component) in components.Index())
        {
            Items(scope, component, owners, $"$.components[{index}].items");
            Raters(scope, component, $"$.components[{index}].raters");
        }

        SpecialItems(scope);
    }

    private static void Items(DocumentScope scope, Component component, Dictionary<ItemId, ComponentId> owners, string path)
    {
        if (component.Items.Count == 0 && scope.Document.SpecialItems?.Component != component.Id)
            scope.Errors.Add(path, "empty", $"Component '{component.Id}' has no item: only one that takes special items may be empty.", "$.specialItems.component");
        foreach (var (index, id) in component.Items.Index())
        {
            var at = $"{path}[{index}]";
            if (!scope.Items.TryGetValue(id, out var item))
                scope.Errors.Add(at, "unknown-item", $"'{id}' is not an item of this scheme.", Reads.ItemIds);
            else if (!owners.TryAdd(id, component.Id))
                scope.Errors.Add(at, "duplicate-item", $"'{id}' already counts in component '{owners[id]}': an item counts once.");
            else if (item.Most is not { Hundredths: > 0 })
                scope.Errors.Add(at, "no-points", $"'{id}' gives no points: an item of a component must have a maximum above 0.", $"$.items[{scope.Document.Items.Index().First(one => one.Item.Id == id).Index}]");
        }
    }

    private static void Raters(DocumentScope scope, Component component, string path)
    {
        var raters = component.Raters;
        scope.Unique(raters.Select(rater => rater.Source), index => $"{path}[{index}].source", "rater");
        foreach (var (index, rater) in raters.Index())
            scope.KnownSource(rater.Source, $"{path}[{index}].source");
        var weighted = raters.Count(rater => rater.Weight is not null);
        if (weighted != 0 && weighted != raters.Count)
            scope.Errors.Add(path, "some-weights", "Some raters have a weight and some have none: give all of them one, or none.", $"{path}[*].weight");
        else if (weighted != 0)
            scope.SumTo100(raters.Select(rater => rater.Weight!.Value), path, $"raters of component '{component.Id}'", $"{path}[*].weight");
    }

    private static void SpecialItems(DocumentScope scope)
    {
        if (scope.Document.SpecialItems is not { } special)
            return;
        if (scope.Document.Components.All(component => component.Id != special.Component))
            scope.Errors.Add("$.specialItems.component", "unknown-component", $"'{special.Component}' is not a component of this scheme.", Reads.ComponentIds);
        scope.Within(special.AtMost, 1, 100, "$.specialItems.atMost");
        scope.Positive(special.Maximum, "$.specialItems.maximum");
    }
}
