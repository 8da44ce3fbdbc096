namespace Yuekao.App.Tests.Stages.Appeal;

/// <summary>Corrections that raise a subject as far as checks, points and levels can.</summary>
internal static class AllPoints
{
    public static IReadOnlyList<CorrectedReading> Of(SampleCycle cycle, SubjectOutcome outcome) => [.. outcome.Explanation.Readings
        .Select(line => Best(line.Reading, cycle.Context.Scheme.Document.Items.Single(item => item.Id == line.Reading.Item)))
        .OfType<CorrectedReading>()];

    private static CorrectedReading? Best(Reading reading, Item item) => item switch
    {
        PointsItem points => new(reading.Item, reading.Source, ReadingValue.Of(points.Maximum.Value), reading.Subject, reading.Village),
        CheckItem => new(reading.Item, reading.Source, ReadingValue.Met, reading.Subject, reading.Village),
        LevelItem level => new(reading.Item, reading.Source, ReadingValue.Of(level.Levels[0].Id.Value), reading.Subject, reading.Village),
        _ => null,
    };
}
