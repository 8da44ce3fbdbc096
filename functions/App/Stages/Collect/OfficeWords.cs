namespace Yuekao.App.Stages.Collect;

/// <summary>What offices write into a table for the value of a check or a level: 是, √, 达标, and the item's own titles.</summary>
internal static class OfficeWords
{
    private static readonly Dictionary<string, ReadingValue> Checks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["met"] = ReadingValue.Met,
        ["是"] = ReadingValue.Met,
        ["√"] = ReadingValue.Met,
        ["✓"] = ReadingValue.Met,
        ["✔"] = ReadingValue.Met,
        ["达标"] = ReadingValue.Met,
        ["已达标"] = ReadingValue.Met,
        ["合格"] = ReadingValue.Met,
        ["notMet"] = ReadingValue.NotMet,
        ["否"] = ReadingValue.NotMet,
        ["×"] = ReadingValue.NotMet,
        ["✗"] = ReadingValue.NotMet,
        ["✘"] = ReadingValue.NotMet,
        ["不达标"] = ReadingValue.NotMet,
        ["未达标"] = ReadingValue.NotMet,
        ["不合格"] = ReadingValue.NotMet,
        ["notApplicable"] = ReadingValue.NotApplicable,
        ["不适用"] = ReadingValue.NotApplicable,
    };

    /// <summary>The value that a word stands for; null where it is none of the item's, and the scheme says so better.</summary>
    public static ReadingValue? Read(Item? item, string word) => item switch
    {
        CheckItem => Checks.TryGetValue(word, out ReadingValue value) ? value : null,
        LevelItem level => level.Levels.FirstOrDefault(one => Names(one).Contains(word, StringComparer.OrdinalIgnoreCase)) is { } meant ? ReadingValue.Of(meant.Id.Value) : null,
        _ => null,
    };

    private static IEnumerable<string> Names(Level level) => [level.Id.Value, CellValues.Narrow(level.Title.ZhCn), level.Title.En ?? ""];
}
