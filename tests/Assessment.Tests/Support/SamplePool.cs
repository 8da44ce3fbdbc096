using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Support;

/// <summary>Pools of the sample scheme in which every item gives its maximum; tests change one reading at a time.</summary>
internal static class SamplePool
{
    private const string Organization = "department:organization";

    /// <summary>A subject for each village named.</summary>
    public static PoolInput Of(params string[] villages) => new()
    {
        Period = Make.October,
        Roster = [.. villages.Select((village, place) => Make.Entry(place, village: village))],
        Readings =
        [
            .. villages.SelectMany((_, place) => (Reading[])
            [
                Make.Reading("on-duty", place, ReadingValue.Met),
                Make.Reading("party-day", place, ReadingValue.Of(20)),
                Make.Reading("review", place, ReadingValue.Of("excellent")),
                Make.Reading("review", place, ReadingValue.Of("excellent"), Organization),
            ]),
            .. villages.Distinct().SelectMany(village => (Reading[])
            [
                OfVillage("income", village, ReadingValue.Of(50_000), "department:civil-affairs"),
                OfVillage("grid", village, ReadingValue.Met, "township"),
            ]),
        ],
    };

    /// <summary>Another value of one item of a subject, by its place, from one source or all of them.</summary>
    public static PoolInput Set(this PoolInput pool, string item, int subject, ReadingValue value, string? source = null) =>
        pool.Change(reading => IsOf(reading, item, subject, source), reading => reading with { Value = value });

    /// <summary>Another value of one item of a village.</summary>
    public static PoolInput Set(this PoolInput pool, string item, string village, ReadingValue value) =>
        pool.Change(reading => reading.Item.Value == item && reading.Village?.Value == village, reading => reading with { Value = value });

    /// <summary>The pool without one item of a subject, from one source or all of them.</summary>
    public static PoolInput Drop(this PoolInput pool, string item, int subject, string? source = null) =>
        pool with { Readings = [.. pool.Readings.Where(reading => !IsOf(reading, item, subject, source))] };

    public static PoolInput OnLeave(this PoolInput pool, int subject) =>
        pool with { Roster = [.. pool.Roster.Select((entry, place) => place == subject ? entry with { Status = PostStatus.OnLeave } : entry)] };

    public static PoolInput Waive(this PoolInput pool, string item) =>
        pool with { Waivers = [.. pool.Waivers, new() { Item = ItemId.Of(item), Reason = "flood", At = Make.Noon }] };

    private static bool IsOf(Reading reading, string item, int subject, string? source) =>
        reading.Item.Value == item && reading.Subject == Make.Subject(subject) && (source is null || reading.Source.Value == source);

    private static PoolInput Change(this PoolInput pool, Func<Reading, bool> which, Func<Reading, Reading> change)
    {
        Assert.Contains(pool.Readings, reading => which(reading));
        return pool with { Readings = [.. pool.Readings.Select(reading => which(reading) ? change(reading) : reading)] };
    }

    private static Reading OfVillage(string item, string village, ReadingValue value, string source) =>
        new() { Item = ItemId.Of(item), Source = SourceId.Of(source), Village = VillageId.Of(village), Value = value, At = Make.Noon };
}
