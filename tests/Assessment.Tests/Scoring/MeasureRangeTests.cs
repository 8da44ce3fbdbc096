using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Scoring;

/// <summary>A number that cannot be is refused, and never gives full marks.</summary>
public sealed class MeasureRangeTests
{
    [Theory]
    [InlineData("escalated-petitions", -3, false)]
    [InlineData("escalated-petitions", 0, true)]
    [InlineData("escalated-petitions", 1000, true)]
    [InlineData("escalated-petitions", 1001, false)]
    [InlineData("hazards-rectified", 150, false)]
    [InlineData("hazards-rectified", 100, true)]
    [InlineData("hazards-rectified", 99.99, true)]
    [InlineData("hazards-rectified", -0.01, false)]
    [InlineData("household-visits", 12.5, false)]
    [InlineData("household-visits", 12, true)]
    [InlineData("collective-income", -12.34, true)]
    public void Check_Measure_TakesOnlyWhatCanBe(string item, double number, bool isTaken)
    {
        var scheme = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!;
        var found = scheme.Document.Items.Single(one => one.Id.Value == item);
        var entry = new RosterEntry { Subject = SubjectId.Of("c1"), Township = TownshipId.Of("t1"), Village = VillageId.Of("v1") };
        var ofVillage = found.Level == ItemLevel.Village;
        var reading = new Reading
        {
            Item = found.Id,
            Source = found.Source!.Value,
            Subject = ofVillage ? null : entry.Subject,
            Village = ofVillage ? entry.Village : null,
            Value = ReadingValue.Of((decimal)number),
            At = new DateTimeOffset(2026, 10, 31, 8, 0, 0, TimeSpan.Zero),
        };
        var problems = Assessor.Check(scheme, new PoolInput { Period = Period.Of("2026-10"), Roster = [entry], Readings = [reading] }).Problems;

        Assert.Equal(isTaken ? [] : ["wrong-value"], problems.Select(problem => problem.Code));
    }
}
