using Yuekao.App.Cycles;
using Yuekao.Assessment;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Submissions;

/// <summary>Everything that was collected for a pool, as it stood when it was read.</summary>
public sealed class CollectedPool
{
    private readonly CycleContext context;

    internal CollectedPool(CycleContext context, Pool pool, IReadOnlyList<CollectedTownship> townships, PoolWaivers waivers) =>
        (this.context, Pool, Townships, Waivers) = (context, pool, townships, waivers);

    /// <summary>The pool.</summary>
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
