using Azure;

namespace Yuekao.App.Stages.Collect;

/// <summary>Everything that was collected for a pool, as it stood when it was read.</summary>
public sealed class CollectedPool
{
    private readonly CycleContext context;

    internal CollectedPool(CycleContext context, Pool pool, IReadOnlyList<CollectedTownship> townships, PoolWaivers waivers) =>
        (this.context, Pool, Townships, Waivers) = (context, pool, townships, waivers);

    public Pool Pool { get; }

    /// <summary>What was collected, by township in the county's order.</summary>
    public IReadOnlyList<CollectedTownship> Townships { get; }

    /// <summary>The items taken out.</summary>
    public PoolWaivers Waivers { get; }

    /// <summary>Whether nothing of it can change any more.</summary>
    public bool IsClosed => !Waivers.IsOpen && Townships.All(township => township.Sources.All(source => !source.Head.IsOpen));

    /// <summary>The input of the assessment. What was collected settles it: in whatever order it came, it is the same.</summary>
    public PoolInput ToInput()
    {
        var order = new ReadingOrder(context, Pool.Roster);
        return new PoolInput
        {
            Period = context.Key.Period,
            Roster = Pool.Roster,
            Readings = [.. order.Sort(Townships.SelectMany(township => township.Sources).SelectMany(ReadingsOf))],
            Waivers = [.. order.Sort(Waivers.Waivers).Select(waiver => new Waiver { Item = waiver.Item, Reason = waiver.Reason, At = waiver.At })],
            Observations = [.. Townships.SelectMany(ObservationsOf)],
        };
    }

    /// <summary>What is still missing, by item and roster order.</summary>
    public IReadOnlyList<MissingReading> Missing() => Assessor.Check(context.Scheme, ToInput()).Missing;

    /// <summary>What was collected, as if a source had submitted something else.</summary>
    internal CollectedPool With(TownshipId township, SourceId source, Submission content) => new(
        context,
        Pool,
        [
            .. Townships.Select(one => one.Township != township
                ? one
                : one with { Sources = [.. one.Sources.Select(other => other.Head.Source == source ? other with { Readings = content.Readings } : other)] }),
        ],
        Waivers);

    private static IEnumerable<Reading> ReadingsOf(CollectedSource source) => source.Readings.Select(reading => new Reading
    {
        Item = reading.Item,
        Source = source.Head.Source,
        Subject = reading.Subject,
        Village = reading.Village,
        Value = reading.Value.TryRead(item: null, out ReadingValue value) ? value : throw new InvalidOperationException($"'{reading.Value}' was stored unchecked."),
        At = source.Head.Version?.At ?? default,
    });

    // An id is unique in its township; where several are ranked together it must be so in all of them.
    private IEnumerable<Observation> ObservationsOf(CollectedTownship township) => township.Observations
        .Where(observation => observation.Withdrawn is null)
        .OrderBy(observation => observation.On)
        .ThenBy(observation => observation.Id, StringComparer.Ordinal)
        .Select(observation => observation.ToObservation(Pool.Id == PoolId.County ? $"{township.Township}/{observation.Id}" : observation.Id));
}

/// <summary>A source's submission without its readings.</summary>
/// <param name="IsOpen">Whether it may be replaced, and observations noted.</param>
/// <param name="Version">What counts now; null where nothing was submitted.</param>
/// <param name="IsReturned">Whether the meeting returned it, and the source has not submitted since: be it the same again.</param>
public sealed record SourceHead(TownshipId Township, SourceId Source, bool IsOpen, DocumentVersion? Version, bool IsReturned = false)
{
    /// <summary>Guards it in storage: changes with every write of the source for the township.</summary>
    internal ETag ETag { get; init; }
}

/// <summary>A source's submission as it counts.</summary>
/// <param name="Head">Its state.</param>
/// <param name="Readings">Its readings, in order; none where nothing was submitted.</param>
public sealed record CollectedSource(SourceHead Head, IReadOnlyList<ReportedReading> Readings);

/// <summary>Everything that was collected for a township.</summary>
/// <param name="Sources">Every source of the scheme, in its order.</param>
/// <param name="Observations">The observations by id, those withdrawn included.</param>
public sealed record CollectedTownship(TownshipId Township, IReadOnlyList<CollectedSource> Sources, IReadOnlyList<ObservationRecord> Observations);

/// <summary>A pool's waivers.</summary>
/// <param name="IsOpen">Whether items may be waived.</param>
/// <param name="Waivers">The waivers that hold.</param>
public sealed record PoolWaivers(bool IsOpen, IReadOnlyList<WaiverRecord> Waivers)
{
    /// <summary>Guards them in storage.</summary>
    internal ETag ETag { get; init; }
}

/// <summary>An item that is taken out for a pool, as it was recorded.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When it was waived.</param>
/// <param name="By">The id of who waived it.</param>
/// <param name="ByName">The name of who waived it.</param>
public sealed record WaiverRecord(ItemId Item, string Reason, DateTimeOffset At, string By, string ByName);
