using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Results;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Results;

public sealed class PlaceReadingsTests
{
    private static readonly PlaceRule Rule = new() { Scheme = SchemeId.Of("arena"), Places = [Points.Of(10), Points.Of(8), Points.Of(7)], Otherwise = Points.Of(5) };

    [Fact]
    public void Of_AYearsCycles_IsTheExactMeanOfWhatThePlacesGive()
    {
        var reading = PlaceReadings.Of(ItemId.Of("arena"), Rule, Make.Subject(1), [new(Period.Of("2026-Q3"), 4), new(Period.Of("2026-Q1"), 1), new(Period.Of("2026-Q2"), 2)], Make.Noon)!;

        Assert.Equal((SourceId.Results, Make.Subject(1)), (reading.Source, reading.Subject!.Value));
        Assert.Equal(Mean.Of(2300, 3), reading.Value.Mean);
        var basis = Assert.IsType<PlaceBasis>(reading.Basis);
        Assert.Equal(("arena", 23m), (basis.Scheme.Value, basis.Sum));
        Assert.Equal([("2026-Q1", 1, 10m), ("2026-Q2", 2, 8m), ("2026-Q3", 4, 5m)], basis.Places.Select(one => (one.Period.Value, one.Place!.Value, one.Points.Value)));
    }

    [Fact]
    public void Of_WhoWasNotRanked_GetsNothingForThatCycle() =>
        Assert.Equal(ReadingValue.Of(5), PlaceReadings.Of(ItemId.Of("arena"), Rule, Make.Subject(1), [new(Period.Of("2026-Q1"), 1), new(Period.Of("2026-Q2"), null)], Make.Noon)!.Value);

    [Fact]
    public void Of_NoCycle_IsMissing() => Assert.Null(PlaceReadings.Of(ItemId.Of("arena"), Rule, Make.Subject(1), [], Make.Noon));
}
