namespace Yuekao.App.Stages.Collect;

/// <summary>The order of readings whatever the order in which they came: the scheme's order of items, then roster order, then the scheme's order of sources.</summary>
internal sealed class ReadingOrder
{
    private readonly Dictionary<ItemId, int> items;
    private readonly Dictionary<SourceId, int> sources;
    private readonly Dictionary<SubjectId, int> subjects = [];
    private readonly Dictionary<VillageId, int> villages = [];

    public ReadingOrder(CycleContext context, IReadOnlyList<RosterEntry> roster)
    {
        items = context.Scheme.Document.Items.Index().ToDictionary(item => item.Item.Id, item => item.Index);
        sources = context.Sources.Index().ToDictionary(source => source.Item, source => source.Index);
        foreach ((int index, RosterEntry entry) in roster.Index())
        {
            subjects.Add(entry.Subject, index);
            if (entry.Village is { } village)
                villages.TryAdd(village, index);
        }
    }

    public IEnumerable<ReportedReading> Sort(IEnumerable<ReportedReading> ofOneSource) => ofOneSource.OrderBy(reading => PlaceOf(reading.Item, reading.Subject, reading.Village));

    public IEnumerable<Reading> Sort(IEnumerable<Reading> readings) =>
        readings.OrderBy(reading => PlaceOf(reading.Item, reading.Subject, reading.Village)).ThenBy(reading => sources.GetValueOrDefault(reading.Source));

    public IEnumerable<WaiverRecord> Sort(IEnumerable<WaiverRecord> waivers) => waivers.OrderBy(waiver => items.GetValueOrDefault(waiver.Item));

    private (int Item, int Who) PlaceOf(ItemId item, SubjectId? subject, VillageId? village) =>
        (items.GetValueOrDefault(item), subject is { } one ? subjects.GetValueOrDefault(one) : village is { } place ? villages.GetValueOrDefault(place) : 0);
}
