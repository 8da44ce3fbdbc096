namespace Yuekao.Local.SampleCounty.Month;

/// <summary>Makes up one township's readings, item by item.</summary>
internal sealed class ReadingGenerator(SchemeDocument scheme, IReadOnlyList<SamplePosting> serving, Qualities qualities, SpecialReadings special)
{
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

    private ReadingValue Value(Item item, string who, string model) =>
        item is CheckItem && special.Fails(item.Id, who) ? ReadingValue.NotMet : SampleValues.Of(item, qualities.Of(model, item.Id));
}
