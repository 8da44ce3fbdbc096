namespace Yuekao.Local.SampleCounty.Month;

/// <summary>Makes up one township's readings, item by item.</summary>
internal sealed class ReadingGenerator(SchemeDocument scheme, IReadOnlyList<SamplePosting> serving, Qualities qualities, SpecialReadings special)
{
    // Above this a measure's best band is where praise begins, not the most there can be: an income, not a percentage or a number of visits.
    private const decimal OpenEndedFrom = 1_000m;

    /// <summary>All of a source's readings: its items in the scheme's order, and in each the villages or cadres in roster order.</summary>
    public IEnumerable<Reading> Of(SourceId source, DateTimeOffset at)
    {
        foreach (Item item in scheme.Items.Where(item => item.Source == source))
        {
            IEnumerable<Reading> readings = item.Level == ItemLevel.Village
                ? serving.Select(posting => posting.Village).Distinct()
                    .Select(one => new Reading { Item = item.Id, Source = source, Village = one, Value = Value(item, one.Value, one.Value), At = at })
                : serving.Select(posting => posting.Cadre).Distinct()
                    .Select(one => new Reading { Item = item.Id, Source = source, Subject = one, Value = Value(item, one.Value, ModelOf(one)), At = at });
            foreach (Reading reading in readings)
                yield return reading;
        }
    }

    private string ModelOf(SubjectId cadre) => special.ModelOf(cadre).Value;

    private ReadingValue Value(Item item, string who, string model)
    {
        int quality = qualities.Of(model, item.Id);
        return item switch
        {
            CheckItem => special.Fails(item.Id, who) ? ReadingValue.NotMet : ReadingValue.Met,
            PointsItem points => ReadingValue.Of(HalfPoints(points.Maximum, quality)),
            LevelItem levels => ReadingValue.Of(levels.Levels[Math.Min((100 - quality) * levels.Levels.Count / 60, levels.Levels.Count - 1)].Id.Value),
            MeasureItem measure => ReadingValue.Of(Measured(measure, quality)),
            _ => throw new NotSupportedException($"The sample has no readings for {item.GetType().Name}."),
        };
    }

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
