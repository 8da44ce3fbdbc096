using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

internal static class ItemChecks
{
    public static void Run(DocumentScope scope)
    {
        var items = scope.Document.Items;
        scope.Unique(scope.Document.Sources.Select(source => source.Id), index => $"$.sources[{index}].id", "source");
        scope.Unique(items.Select(item => item.Id), index => $"$.items[{index}].id", "item");
        foreach (var (index, source) in scope.Document.Sources.Index())
            Independent(scope, source.Id, $"$.sources[{index}].id");
        foreach (var (index, item) in items.Index())
            Check(scope, item, $"$.items[{index}]");
    }

    private static void Independent(DocumentScope scope, SourceId source, string path)
    {
        var concerned = (scope.Document.Subject, source) switch
        {
            (SubjectKind.Organizer, var one) => one == SourceId.Township,
            (SubjectKind.TownshipSecretary or SubjectKind.Township, var one) => one == SourceId.Township || one == SourceId.Committee,
            _ => false,
        };
        if (concerned)
            scope.Errors.Add(path, "own-source", $"'{source}' would report what concerns itself: who is assessed is not who reports.", path, "$.subject");
    }

    public static void Check(DocumentScope scope, Item item, string path)
    {
        var gated = scope.Document.Gate?.Conditions.Any(condition => condition.Item == item.Id) ?? false;
        if (!gated && !scope.ScoringItems.Contains(item.Id))
            scope.Errors.Add(path, "unused-item", $"Item '{item.Id}' stands neither in the gate nor in a component: use it or leave it out.", $"{path}.id", Reads.GateItems, Reads.ComponentItems);
        if (item.Level == ItemLevel.Village && scope.Document.Subject is SubjectKind.Township or SubjectKind.Organizer or SubjectKind.TownshipSecretary)
            scope.Errors.Add($"{path}.level", "wrong-level", "A village reading counts for the subjects of a village: these subjects have none.", "$.subject");
        Source(scope, item, path);
        switch (item)
        {
            case MeasureItem measure:
                Range(scope, measure, path);
                Bands(scope, measure, $"{path}.bands");
                break;
            case LevelItem level:
                scope.Levels(level.Levels, $"{path}.levels");
                break;
        }
    }

    private static void Source(DocumentScope scope, Item item, string path)
    {
        var rated = scope.RatedItems.Contains(item.Id);
        if (item.Source is { } source)
        {
            scope.KnownSource(source, $"{path}.source");
            if (rated)
                scope.Errors.Add($"{path}.source", "source-of-rated-item", $"The raters of its component read item '{item.Id}': leave its source out.", $"{path}.id", Reads.ComponentItems, Reads.Raters);
        }
        else if (!rated)
        {
            scope.Errors.Add($"{path}.source", "missing", $"Item '{item.Id}' has no source: it must be one of {string.Join(", ", scope.Sources)}, or its component must have raters.", $"{path}.id", Reads.ComponentItems, Reads.Raters, Reads.SourceIds);
        }
    }

    private static void Range(DocumentScope scope, MeasureItem measure, string path)
    {
        scope.Within(measure.Decimals, 0, 2, $"{path}.decimals");
        if (measure.Greatest.Hundredths <= measure.Least.Hundredths)
        {
            scope.Errors.Add($"{path}.greatest", "range-order", $"{measure.Greatest} is not above the least, {measure.Least}.", $"{path}.least");
            return;
        }

        foreach (var (index, band) in measure.Bands.Index().Where(one => one.Item.From.Hundredths < measure.Least.Hundredths || one.Item.From.Hundredths > measure.Greatest.Hundredths))
            scope.Errors.Add($"{path}.bands[{index}].from", "band-outside", $"{band.From} is not from {measure.Least} to {measure.Greatest}: no number reaches the band.", $"{path}.least", $"{path}.greatest");
    }

    private static void Bands(DocumentScope scope, MeasureItem measure, string path)
    {
        for (var index = 1; index < measure.Bands.Count; index++)
        {
            var (before, band) = (measure.Bands[index - 1], measure.Bands[index]);
            if (band.From.Hundredths <= before.From.Hundredths)
                scope.Errors.Add($"{path}[{index}].from", "bands-order", $"{band.From} is not above the {before.From} of the band before: bands ascend.", $"{path}[{index - 1}].from");
            if (measure.Better == Direction.Higher ? band.Points < before.Points : band.Points > before.Points)
                scope.Errors.Add($"{path}[{index}].points", "bands-direction", measure.Better == Direction.Higher
                    ? (LocalizableString)$"{band.Points} points are fewer than the {before.Points} of the band before: where higher is better points never fall."
                    : $"{band.Points} points are more than the {before.Points} of the band before: where lower is better points never rise.", $"{path}[{index - 1}].points");
        }
    }
}
