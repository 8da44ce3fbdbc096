namespace Yuekao.Local.SampleCounty.Month;

/// <summary>What sources read of items, made up for any scheme: whoever does well does so in most of them, period by period.</summary>
public sealed class SampleValues
{
    // Above this a measure's best band is where praise begins, not the most there can be: an income, not a percentage or a number of visits.
    private const decimal OpenEndedFrom = 1_000m;

    private readonly Qualities qualities;

    /// <param name="period">The period.</param>
    /// <param name="seed">The same seed gives the same values.</param>
    public SampleValues(Period period, int seed) => qualities = new Qualities(seed, period);

    /// <summary>What is read of an item about a subject or a village.</summary>
    public ReadingValue Of(Item item, string who) => Of(item, qualities.Of(who, item.Id));

    /// <summary>What is read where one does so well, from 0 to 100.</summary>
    internal static ReadingValue Of(Item item, int quality) => item switch
    {
        CheckItem => ReadingValue.Met,
        PointsItem points => ReadingValue.Of(HalfPoints(points.Maximum, quality)),
        LevelItem levels => ReadingValue.Of(levels.Levels[Math.Min((100 - quality) * levels.Levels.Count / 60, levels.Levels.Count - 1)].Id.Value),
        MeasureItem measure => ReadingValue.Of(Measured(measure, quality)),
        _ => throw new NotSupportedException($"The sample has no readings for {item.GetType().Name}."),
    };

    // Sources give half points, as people do: so there are ties.
    private static decimal HalfPoints(Points maximum, int quality) => decimal.Round(maximum.Value * quality / 50m, MidpointRounding.AwayFromZero) / 2m;

    private static decimal Measured(MeasureItem measure, int quality)
    {
        decimal first = measure.Bands[0].From.Value;
        decimal range = measure.Bands[^1].From.Value - first;
        if (measure.Better == Direction.Lower)
            return first + decimal.Truncate(range * (100 - quality) / 100m);
        decimal number = first + decimal.Truncate(range * quality / 80m);
        return range >= OpenEndedFrom ? number : Math.Min(number, first + range);
    }
}
