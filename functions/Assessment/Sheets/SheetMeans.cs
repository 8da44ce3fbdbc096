using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Sheets;

/// <summary>
/// Makes a panel's readings of its judges' sheets. Each item of each subject goes by itself: a trimmed mean leaves out the highest and the lowest of what judges gave for
/// that item, one of each, be they of different judges from item to item.
/// </summary>
public static class SheetMeans
{
    /// <summary>A panel's readings, by the scheme's order of items and then by subject. The order of sheets changes nothing.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="source">The panel.</param>
    /// <param name="sheets">The sheets; one may leave an item out, which then is not given.</param>
    /// <returns>No reading of what fewer judges gave than the rules ask for: that stays missing, and is never zero.</returns>
    /// <exception cref="ArgumentException">The source is no panel of the scheme, a judge has two sheets of a subject, or a sheet has a value that its item does not allow.</exception>
    public static IReadOnlyList<MeanReading> Of(Scheme scheme, SourceId source, IReadOnlyList<Sheet> sheets)
    {
        var rules = RulesOf(scheme, source);
        if (rules is not (MeanSheets or TrimmedMeanSheets))
            throw new ArgumentException($"'{source}' is no panel of judges of {scheme}.", nameof(source));
        if (sheets.GroupBy(sheet => (sheet.Judge, sheet.Subject)).FirstOrDefault(group => group.Count() > 1) is { Key: var (judge, subject) })
            throw new ArgumentException($"'{judge}' has two sheets of '{subject}'.", nameof(sheets));
        var subjects = sheets.GroupBy(sheet => sheet.Subject).OrderBy(group => group.Key.Value, StringComparer.Ordinal).ToList();
        return
        [
            .. from item in ItemsOf(scheme, source)
               from one in subjects
               let given = one.Where(sheet => sheet.Values.ContainsKey(item.Id)).Select(sheet => PointsOf(item, sheet.Values[item.Id])).Order().ToArray()
               where given.Length >= rules.Least
               select Of(item.Id, one.Key, given, isTrimmed: rules is TrimmedMeanSheets),
        ];
    }

    /// <summary>Checks what a judge gives for an item.</summary>
    /// <returns>Null, or what the value must be.</returns>
    public static LocalizableString? Misfit(Item item, ReadingValue value) => Column.TryEncode(item, value, out _);

    internal static SheetRules? RulesOf(Scheme scheme, SourceId source) => scheme.Document.Sources.FirstOrDefault(one => one.Id == source)?.Sheets;

    internal static IEnumerable<Item> ItemsOf(Scheme scheme, SourceId source) => scheme.Plan.Columns.Where(column => column.Source == source).Select(column => column.Item);

    private static MeanReading Of(ItemId item, SubjectId subject, long[] given, bool isTrimmed)
    {
        var counted = isTrimmed ? given[1..^1] : given;
        var sum = counted.Sum();
        Points[] leftOut = isTrimmed ? [Points.FromHundredths(given[0]), Points.FromHundredths(given[^1])] : [];
        return new(item, subject, ReadingValue.Of(Mean.Of(sum, counted.Length)), new SheetBasis(given.Length, sum / 100m, leftOut));
    }

    private static long PointsOf(Item item, ReadingValue value) => Column.TryEncode(item, value, out var code) is { } expected
        ? throw new ArgumentException($"'{value}' does not fit '{item.Id}': {expected}.")
        : Curve.Of(item).PointsOf(code);
}
