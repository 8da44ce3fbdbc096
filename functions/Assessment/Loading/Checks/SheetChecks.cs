using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

/// <summary>Judges and ballots: who has sheets, how many make a reading, and that a mean of what is read has a meaning.</summary>
internal static class SheetChecks
{
    private const int FewestTrimmed = 3;

    public static void Run(DocumentScope scope)
    {
        foreach (var (index, source) in scope.Document.Sources.Index())
            Source(scope, source, $"$.sources[{index}]");
        foreach (var (index, condition) in (scope.Document.Gate?.Conditions ?? []).Index())
            if (scope.Items.GetValueOrDefault(condition.Item)?.Source is { GivesMeans: true } source)
                scope.Errors.Add($"$.gate.conditions[{index}].item", "mean-in-gate", $"'{source}' reads '{condition.Item}' as a mean: the gate needs what one source says.", Reads.ItemIds, "$.items[*].source");
    }

    private static void Source(DocumentScope scope, SourceDeclaration source, string path)
    {
        var (id, sheets) = (source.Id, source.Sheets);
        if (!id.IsPanel && !id.IsRoll)
        {
            if (sheets is not null)
                scope.Errors.Add($"{path}.sheets", "unused-sheets", $"'{id}' submits its readings itself: leave the sheets out, or make it 'judge:<panel>' or 'vote:<roll>'.", $"{path}.id");
            return;
        }

        var expected = id.IsPanel ? "mean or trimmedMean" : "ballot";
        if (sheets is null)
            scope.Errors.Add($"{path}.sheets", "missing", $"How the readings of '{id}' follow from what several people give is not said: its sheets must be of the kind {expected}.", $"{path}.id");
        else if (sheets is BallotSheets != id.IsRoll)
            scope.Errors.Add($"{path}.sheets.kind", "wrong-sheets", $"The sheets do not fit '{id}': they must be of the kind {expected}.", $"{path}.id");
        else
            scope.Within(sheets.Least, sheets is TrimmedMeanSheets ? FewestTrimmed : 1, Mean.MaximumCount, $"{path}.sheets.least");
        Items(scope, id, path);
    }

    private static void Items(DocumentScope scope, SourceId source, string path)
    {
        var document = scope.Document;
        var rated = document.Components.Where(component => component.Raters.Any(rater => rater.Source == source)).SelectMany(component => component.Items).ToHashSet();
        var items = document.Items.Index().Where(one => one.Item.Source == source || rated.Contains(one.Item.Id)).ToList();
        if (items.Count == 0)
            scope.Errors.Add(path, "no-items", $"'{source}' reads no item: let it rate a component, make it the source of an item, or leave it out.", Reads.ComponentItems, Reads.Raters, "$.items[*].source");
        foreach (var (index, item) in items)
            if (source.IsRoll ? item is not LevelItem : item is not (PointsItem or LevelItem))
                scope.Errors.Add($"$.items[{index}].kind", "no-mean", $"'{source}' reads item '{item.Id}': it must be of the kind {LocalizableString.AnyOf(source.IsRoll ? ["level"] : (string[])["points", "level"])}.", $"{path}.id", Reads.Raters, $"$.items[{index}]");
        // Of subjects without a village no item is read of one, whoever reads it.
        if (document.Subject is SubjectKind.Cadre or SubjectKind.Secretary or SubjectKind.Village)
            foreach (var (index, item) in items.Where(one => one.Item.Level == ItemLevel.Village))
                scope.Errors.Add($"$.items[{index}].level", "wrong-level", $"'{source}' reads of subjects: the level of item '{item.Id}' must be subject.", $"{path}.id", Reads.Raters);
    }
}
