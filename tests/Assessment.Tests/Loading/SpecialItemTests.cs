using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Loading;

public sealed class SpecialItemTests
{
    private static readonly Scheme Scheme = Make.Scheme(change: document => document with { SpecialItems = new() { Component = ComponentId.Of("work"), AtMost = 2, Maximum = Points.Of(100) } });

    [Fact]
    public void WithSpecialItems_OneItem_ScalesTheComponentToTheNewMaximum()
    {
        var joined = Scheme.WithSpecialItems([Make.PointsItem("flood-relief", 100)]).Required();
        var pool = Make.Pool(90) with { };

        var proposal = Make.Propose(joined, pool with { Readings = [.. pool.Readings, Make.Reading("flood-relief", 0, Assessment.Readings.ReadingValue.Of(40))] });

        Assert.Equal("65.00", proposal.Outcomes[0].Score!.Value.Shown);
        Assert.Equal(Provenance.Cycle, joined.Document.Items[^1].Provenance);
        Assert.Equal(Scheme.Key, joined.Key);
        Assert.IsType<Incomplete>(Assessor.Assess(joined, pool));
    }

    [Fact]
    public void WithSpecialItems_None_IsTheSameScheme() => Assert.Same(Scheme, Scheme.WithSpecialItems([]).Scheme);

    [Fact]
    public void WithSpecialItems_Mistakes_AreAllNamedByTheirPlaceInTheList()
    {
        var result = Scheme.WithSpecialItems([Make.PointsItem("work", 10), Make.PointsItem("great", 101), Make.PointsItem("other", 1) with { Source = SourceId.Of("department:police") }]);

        Assert.Equal(
            [("$", "too-many"), ("$[1]", "out-of-range"), ("$[0].id", "duplicate-id"), ("$[2].source", "unknown-source"), ("$[0]", "duplicate-item")],
            result.Errors.Select(error => (error.Path, error.Code)));
    }

    [Fact]
    public void WithSpecialItems_SchemeWithoutThem_Refuses() =>
        Assert.Equal("no-special-items", Assert.Single(Make.Scheme().WithSpecialItems([Make.PointsItem("extra", 10)]).Errors).Code);
}
