using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>One value of every subject: an item as one source reads it.</summary>
internal sealed class Column
{
    public Column(Item item, SourceId source, int component, long raterWeight, GateCondition? condition)
    {
        (Item, Source, Component, RaterWeight) = (item, source, component, raterWeight);
        TakesMeans = source.GivesMeans;
        Curve = TakesMeans ? Curve.OfMeans(item) : Curve.Of(item);
        Maximum = item.Most?.Hundredths ?? 0;
        PassesFrom = condition switch
        {
            null => null,
            { AtLeast: { } least } => least.Hundredths,
            { AtMost: { } most } => -most.Hundredths,
            _ => 1,
        };
    }

    public Item Item { get; }

    public SourceId Source { get; }

    /// <summary>The component's place in the document, or −1.</summary>
    public int Component { get; }

    /// <summary>The rater's weight relative to the others of the component; 1 without raters.</summary>
    public long RaterWeight { get; }

    /// <summary>Whether a value is what the item gives, or a mean of that: of a mean the code is the sum.</summary>
    public bool TakesMeans { get; }

    public Curve Curve { get; }

    /// <summary>The most the item gives, in hundredths.</summary>
    public long Maximum { get; }

    /// <summary>The smallest code that passes the gate; null outside the gate.</summary>
    public long? PassesFrom { get; }

    /// <summary>Codes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="code">The code, of a mean the sum.</param>
    /// <param name="count">How many values the code is the sum of: 1 but for a mean.</param>
    /// <returns>Null, or what the value must be.</returns>
    public LocalizableString? TryEncode(ReadingValue value, out long code, out int count)
    {
        count = 1;
        if (!TakesMeans)
            return TryEncode(Item, value, out code);
        (code, count) = value.Mean is { } mean ? (mean.SumHundredths, mean.Count) : (value.Number?.Hundredths ?? -1, 1);
        return code >= Curve.Least * count && code <= Curve.Most * count
            ? null
            : (LocalizableString)$"it must be a number, or a mean, from {Points.FromHundredths(Curve.Least)} to {Points.FromHundredths(Curve.Most)}";
    }

    /// <summary>Codes a value that somebody gives for an item.</summary>
    /// <returns>Null, or what the value must be.</returns>
    public static LocalizableString? TryEncode(Item item, ReadingValue value, out long code)
    {
        code = 0;
        switch (item)
        {
            case CheckItem:
                code = value.Word switch { "met" => 2, "notApplicable" => 1, "notMet" => 0, _ => -1 };
                return code >= 0 ? null : (LocalizableString)"it must be met, notMet or notApplicable";
            case PointsItem points:
                code = value.Number?.Hundredths ?? -1;
                return code >= 0 && code <= points.Maximum.Hundredths ? null : (LocalizableString)$"it must be a number from 0 to {points.Maximum}";
            case MeasureItem measure:
                var hundredths = value.Number?.Hundredths ?? 0;
                code = measure.Better == Direction.Higher ? hundredths : -hundredths;
                return value.Number is not null && measure.Takes(hundredths) ? null : (LocalizableString)$"it must be {measure.Expected}";
            default:
                var levels = ((LevelItem)item).Levels;
                for (var place = 0; place < levels.Count; place++)
                    if (levels[place].Id.Value == value.Word)
                        code = levels.Count - place;
                return --code >= 0 ? null : (LocalizableString)$"it must be one of {string.Join(", ", levels.Select(level => level.Id))}";
        }
    }
}
