using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Tests.Oracle.Plain;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Oracle.Adapter;

/// <summary>Hands a plain pool to the library.</summary>
internal static class PoolInputs
{
    private static readonly DateTimeOffset At = new(2026, 10, 25, 8, 0, 0, TimeSpan.FromHours(8));

    public static PoolInput Of(PlainScheme scheme, PlainPool pool, Period period) => new()
    {
        Period = period,
        Roster = [.. pool.Roster.Select(Entry)],
        Readings = [.. pool.Readings.Select(one => Reading(scheme.Item(one.Key.Item), one.Key.Source, one.Key.About, one.Value))],
        Waivers = [.. pool.Waived.Select(item => new Waiver { Item = ItemId.Of(item), Reason = "random", At = At })],
        Observations = [.. pool.Roster.SelectMany(subject => subject.Noted.Select((one, index) => Observation(one, subject.Id, index, period)))],
    };

    private static RosterEntry Entry(PlainSubject subject) => new()
    {
        Subject = SubjectId.Of(subject.Id),
        Township = TownshipId.Of("t"),
        Village = VillageId.Of(subject.Village),
        Status = Enum.Parse<PostStatus>(subject.Status, ignoreCase: true),
        DaysInPost = subject.InPost,
        DaysServed = subject.Days,
        BaseSubsidy = new(subject.Base),
    };

    private static Reading Reading(PlainItem item, string source, string about, object value) => new()
    {
        Item = ItemId.Of(item.Id),
        Source = SourceId.Of(source),
        Subject = item.OfVillage ? null : SubjectId.Of(about),
        Village = item.OfVillage ? VillageId.Of(about) : null,
        Value = value is string word ? ReadingValue.Of(word) : ReadingValue.Of((decimal)value),
        At = At,
    };

    private static Observation Observation(PlainObservation one, string subject, int index, Period period) => new()
    {
        Id = $"{subject}.{index}",
        Rule = RuleId.Of(one.Rule),
        Subject = SubjectId.Of(subject),
        Source = SourceId.Township,
        On = period.FirstDay,
        Level = one.Level is null ? null : LevelId.Of(one.Level),
        Points = one.Points is { } points ? Points.Of(points) : null,
        Evidence = "random",
        At = At,
    };
}
