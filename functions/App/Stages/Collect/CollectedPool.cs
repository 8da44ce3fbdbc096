namespace Yuekao.App.Stages.Collect;

/// <summary>Everything that was collected for a pool, as it stood when it was read.</summary>
/// <param name="Townships">In the county's order.</param>
public sealed record CollectedPool(CycleContext Context, Pool Pool, IReadOnlyList<CollectedTownship> Townships, PoolWaivers Waivers)
{
    /// <summary>The input of the assessment. What was collected settles it: in whatever order it came, it is the same.</summary>
    public PoolInput ToInput()
    {
        var order = new ReadingOrder(Context, Pool.Roster);
        return new PoolInput
        {
            Period = Context.Key.Period,
            Roster = Pool.Roster,
            Readings = [.. order.Sort(Townships.SelectMany(township => township.Sources).SelectMany(source => source.ToReadings()))],
            Waivers = [.. order.Sort(Waivers.Waivers).Select(waiver => waiver.ToWaiver())],
            Observations = [.. Townships.SelectMany(ObservationsOf)],
        };
    }

    /// <summary>The sources that may still report and have not said that they are done. One whose items are all waived has nothing left to report.</summary>
    public IReadOnlyList<SourceHead> Silent()
    {
        HashSet<ItemId> waived = [.. Waivers.Waivers.Select(waiver => waiver.Item)];
        HashSet<SourceId> done = [.. Context.RequiredSources.Where(source => Context.ItemsOf(source).IsSubsetOf(waived))];
        return [.. Townships.SelectMany(township => township.Sources).Select(source => source.Head).Where(head => head is { IsOpen: true, IsFinal: false } && !done.Contains(head.Source))];
    }

    /// <summary>What is still missing, by item and roster order. What joins when collecting ends is not waited for before.</summary>
    public IReadOnlyList<MissingReading> Missing() => [.. Assessor.Check(Context.Scheme, ToInput()).Missing.Where(missing => missing.Source.IsCollected)];

    /// <summary>What was collected, as if a source had submitted something else.</summary>
    internal CollectedPool With(TownshipId township, SourceId source, Submission content) => this with
    {
        Townships = [.. Townships.Select(one => one.Township != township ? one : one with
        {
            Sources = [.. one.Sources.Select(other => other.Head.Source == source ? other with { Readings = content.Readings } : other)],
        })],
    };

    // What was noted before the cycle froze may be of somebody, or by a rule, that is not in it. What was brought from another township counts there where both are read.
    private bool IsOfPool(ObservationRecord observation) =>
        (observation.From is null || Pool.Id != PoolId.County) && Pool.Roster.Any(entry => entry.Subject == observation.Subject) && Context.SourcesOf(observation.Rule).Contains(observation.Source);

    // An id is unique in its township; where several are ranked together it must be so in all of them.
    private IEnumerable<Observation> ObservationsOf(CollectedTownship township) => township.Observations
        .Where(observation => observation.Withdrawn is null && IsOfPool(observation))
        .OrderBy(observation => observation.On)
        .ThenBy(observation => observation.Id, StringComparer.Ordinal)
        .Select(observation => observation.ToObservation(Pool.Id == PoolId.County ? $"{township.Township}/{observation.Id}" : observation.Id));
}

/// <param name="Sources">Every source of the scheme, in its order.</param>
/// <param name="Observations">By id, those withdrawn included.</param>
public sealed record CollectedTownship(TownshipId Township, IReadOnlyList<CollectedSource> Sources, IReadOnlyList<ObservationRecord> Observations);

/// <param name="Readings">In order; none where nothing was submitted.</param>
public sealed record CollectedSource(SourceHead Head, IReadOnlyList<ReportedReading> Readings)
{
    internal IEnumerable<Reading> ToReadings() => Readings.Select(reading => reading.Value.TryRead(item: null, out ReadingValue value)
        ? reading.By(Head.Source, value, Head.Version?.At ?? default)
        : throw new InvalidOperationException($"'{reading.Value}' was stored unchecked."));
}

/// <summary>A source's submission without its readings. Its ETag changes with every write of the source for the township.</summary>
/// <param name="IsOpen">Whether it may be replaced, and observations noted.</param>
/// <param name="Version">What counts now; null where nothing was submitted.</param>
/// <param name="IsReturned">Whether the meeting returned it, and the source has not submitted since: be it the same again.</param>
/// <param name="IsFinal">Whether the source said that it has nothing more to report.</param>
public sealed record SourceHead(TownshipId Township, SourceId Source, bool IsOpen, DocumentVersion? Version, bool IsReturned = false, bool IsFinal = false) : Stored
{
    /// <summary>The edition of the cycle that it collects for; 0 before the first.</summary>
    internal int Edition { get; init; }

    /// <summary>The last version in any edition; 0 before the first.</summary>
    internal int Last { get; init; }
}

public sealed record PoolWaivers(bool IsOpen, IReadOnlyList<WaiverRecord> Waivers) : Stored
{
    internal int Edition { get; init; }
}

/// <summary>An item that is taken out for a pool, as it was recorded.</summary>
public sealed record WaiverRecord(ItemId Item, string Reason, DateTimeOffset At, string By, string ByName)
{
    internal Waiver ToWaiver() => new() { Item = Item, Reason = Reason, At = At };
}

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
