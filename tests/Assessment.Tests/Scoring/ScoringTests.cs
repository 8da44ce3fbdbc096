using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Scoring;

/// <summary>Scores of the sample scheme, worked out by hand: 70 points of work out of 40 (income 10, party day 20, grid 10) and 30 of review out of 20, rated 60 to 40.</summary>
public sealed class ScoringTests
{
    private static readonly Scheme Scheme = SampleScheme.Scheme;

    [Fact]
    public void Assess_AllKindsAndRaters_GivesTheExactScore()
    {
        var outcome = Single(Pool());

        // (5 + 15.5 + 10) / 40 × 70 + (0.6 × 20 + 0.4 × 16) / 20 × 30 = 53.375 + 27.6
        Assert.Equal(Score.Of(80_975, 1_000), outcome.Score);
        Assert.Equal("80.98", outcome.Score!.Value.Shown);
        Assert.Equal(
            [new ComponentLine(ComponentId.Of("work"), Score.Of(305, 10), Score.Of(53_375, 1_000)), new ComponentLine(ComponentId.Of("review"), Score.Of(184, 10), Score.Of(276, 10))],
            outcome.Explanation.Components);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(29_999.99, 0)]
    [InlineData(30_000, 5)]
    [InlineData(49_999.99, 5)]
    [InlineData(50_000, 10)]
    [InlineData(100_000_000, 10)]
    public void Assess_HigherIsBetter_TakesTheBandsFromTheirStarts(double income, int points) =>
        Assert.Equal(Points.Of(points), PointsOf(Single(Pool(income: (decimal)income)), "income"));

    [Theory]
    [InlineData(-5, 10)]
    [InlineData(0, 10)]
    [InlineData(0.99, 10)]
    [InlineData(1, 6)]
    [InlineData(2.99, 6)]
    [InlineData(3, 0)]
    [InlineData(99, 0)]
    public void Assess_LowerIsBetter_TakesTheBandsFromTheirStarts(double complaints, int points)
    {
        var item = new MeasureItem
        {
            Id = ItemId.Of("complaints"),
            Title = Make.Text("投诉"),
            Provenance = Provenance.Example,
            Source = SourceId.Township,
            Unit = Make.Text("件"),
            Least = Quantity.Of(-5),
            Greatest = Quantity.Of(100),
            Decimals = 2,
            Better = Direction.Lower,
            Bands = [new() { From = Quantity.Of(0), Points = Points.Of(10) }, new() { From = Quantity.Of(1), Points = Points.Of(6) }, new() { From = Quantity.Of(3), Points = Points.Of(0) }],
        };
        var scheme = Scheme.From(Make.Document(Make.TwentySixtyTwenty, item)).Required();
        var pool = Make.Pool((decimal?)null) with { Readings = [Make.Reading("duty", 0, ReadingValue.Met), Make.Reading("complaints", 0, ReadingValue.Of((decimal)complaints))] };

        Assert.Equal(Points.Of(points), PointsOf(Make.Propose(scheme, pool).Outcomes[0], "complaints"));
    }

    [Theory]
    [InlineData("met", 10)]
    [InlineData("notApplicable", 10)]
    [InlineData("notMet", 0)]
    public void Assess_ScoredCheck_GivesItsMaximumUnlessNotMet(string state, int points) => Assert.Equal(Points.Of(points), PointsOf(Single(Pool(grid: state)), "grid"));

    [Fact]
    public void Assess_WaivedItem_ScalesItsComponentToWhatIsLeft()
    {
        var outcome = Single(Pool() with { Waivers = [Waiver("income")] });

        // (15.5 + 10) / 30 × 70 + 27.6
        Assert.Equal(Score.Of(59_500 + 27_600, 1_000), outcome.Score);
        Assert.Equal(Score.Of(30, 1), outcome.Explanation.Pool.Components[0].Maximum);
        Assert.Equal("income", Assert.Single(outcome.Explanation.Pool.Waivers).Item.Value);
        Assert.Null(outcome.Explanation.Readings.Single(line => line.Reading.Item.Value == "income").Points);
    }

    [Fact]
    public void Assess_WaivedComponent_GivesItsWeightToTheOthers()
    {
        var outcome = Single(Pool() with { Waivers = [Waiver("review")] });

        Assert.Equal(Score.Of(305 * 100, 400), outcome.Score);
        Assert.Equal([Score.Of(100, 1), Score.Zero], outcome.Explanation.Pool.Components.Select(component => component.Weight));
    }

    [Fact]
    public void Assess_EverythingWaived_IsRefused()
    {
        var pool = Pool() with { Waivers = [Waiver("income"), Waiver("party-day"), Waiver("grid"), Waiver("review")] };

        Assert.Equal("nothing-left", Assert.Single(Assert.IsType<Refused>(Assessor.Assess(Scheme, pool)).Problems).Code);
    }

    [Fact]
    public void Assess_WaivedGateItem_GatesNobody()
    {
        var pool = Pool(duty: "notMet") with { Waivers = [Waiver("on-duty")] };

        Assert.Equal(OutcomeKind.Scored, Single(pool).Kind);
        Assert.Equal(OutcomeKind.Gated, Single(Pool(duty: "notMet")).Kind);
        Assert.Equal(OutcomeKind.Scored, Single(Pool(duty: "notApplicable")).Kind);
    }

    [Fact]
    public void Assess_GateFailures_AreAllListed()
    {
        var scheme = Make.Scheme(change: document => document with
        {
            Items = [.. document.Items, Make.CheckItem("second"), Make.CheckItem("third")],
            Gate = document.Gate! with { Conditions = [.. document.Gate.Conditions, new() { Item = ItemId.Of("second") }, new() { Item = ItemId.Of("third") }] },
        });
        var pool = Make.Pool((decimal?)null);
        pool = pool with { Readings = [.. pool.Readings, Make.Reading("second", 0, ReadingValue.Met), Make.Reading("third", 0, ReadingValue.NotMet)] };

        var failures = Make.Propose(scheme, pool).Outcomes[0].Explanation.GateFailures;

        Assert.Equal(["duty", "third"], failures.Select(failure => failure.Item.Value));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.5)]
    [InlineData(4, 2)]
    [InlineData(5, 2)]
    public void Assess_Deductions_StopAtTheRulesCap(int absences, double taken)
    {
        var outcome = Single(Pool() with { Observations = [.. Enumerable.Range(0, absences).Select(place => Make.Observation("absence", 0, $"o{place}"))] });

        Assert.Equal(Points.Of((decimal)taken), outcome.Explanation.Deductions.Counted);
        Assert.Equal(absences, outcome.Explanation.Deductions.Lines.Count);
        Assert.Equal(Score.Of(80_975 - (long)(taken * 1_000), 1_000), outcome.Score);
    }

    [Fact]
    public void Assess_ManyDeductions_StopAtTheCapOfAll()
    {
        var outcome = Single(Pool() with { Observations = [.. Enumerable.Range(0, 4).Select(place => Make.Observation("complaint", 0, $"o{place}", points: 3))] });

        Assert.Equal(Points.Of(10), outcome.Explanation.Deductions.Counted);
    }

    [Fact]
    public void Assess_HighestCommendation_CountsAlone()
    {
        var outcome = Single(Pool() with { Observations = [Commendation("o1", "county"), Commendation("o2", "central"), Commendation("o3", "county")] });

        Assert.Equal(Points.Of(5), outcome.Explanation.Bonus.Counted);
        Assert.Equal(Score.Of(85_975, 1_000), outcome.Score);
    }

    [Fact]
    public void Assess_Veto_SetsItsGradeAndKeepsTheScore()
    {
        var outcome = Single(Pool() with { Observations = [Make.Observation("accident", 0, source: "department:civil-affairs")] });

        Assert.Equal((OutcomeKind.Vetoed, Make.Poor, null), (outcome.Kind, outcome.Grade!.Value, outcome.Rank));
        Assert.Equal("80.98", outcome.Score!.Value.Shown);
        Assert.Equal("accident", Assert.Single(outcome.Explanation.Vetoes).Rule.Value);
    }

    [Fact]
    public void Assess_Deductions_MayOutweighAllElse()
    {
        var scheme = Make.Scheme(Make.Thresholds(("good", 60), ("bad", 0)), document => document with
        {
            Deductions = new() { Cap = Points.Of(5), Rules = [new FixedObservationRule { Id = RuleId.Of("absence"), Title = Make.Text("缺勤"), Provenance = Provenance.Example, Sources = [SourceId.Township], Points = Points.Of(5) }] },
        });

        var outcome = Make.Propose(scheme, Make.Pool(1) with { Observations = [Make.Observation("absence", 0)] }).Outcomes[0];

        Assert.Equal(("-4.00", "bad"), (outcome.Score!.Value.Shown, outcome.Grade!.Value.Value));
    }

    [Theory]
    [InlineData(90, "excellent")]
    [InlineData(89.99, "qualified")]
    [InlineData(75, "qualified")]
    [InlineData(74.99, "basic")]
    [InlineData(60, "basic")]
    [InlineData(59.99, "unqualified")]
    [InlineData(0, "unqualified")]
    public void Assess_Thresholds_AreInclusive(double score, string grade)
    {
        var scheme = Make.Scheme(Make.Thresholds(("excellent", 90), ("qualified", 75), ("basic", 60), ("unqualified", 0)));

        Assert.Equal(grade, Make.Propose(scheme, Make.Pool((decimal)score)).Outcomes[0].Grade!.Value.Value);
    }

    [Fact]
    public void Assess_ThirdOfAPointBelowAThreshold_IsBelowItThoughShownOnIt()
    {
        var items = new[] { Make.PointsItem("a", 299.99m), Make.PointsItem("b", 0.01m) };
        var scheme = Scheme.From(Make.Document(Make.Thresholds(("excellent", 90), ("poor", 0)), items)).Required();
        var pool = Make.Pool((decimal?)null) with { Readings = [Make.Reading("duty", 0, ReadingValue.Met), Make.Reading("a", 0, ReadingValue.Of(269.99m)), Make.Reading("b", 0, ReadingValue.Of(0))] };

        var outcome = Make.Propose(scheme, pool).Outcomes[0];

        Assert.Equal(("90.00", "poor"), (outcome.Score!.Value.Shown, outcome.Grade!.Value.Value));
    }

    [Fact]
    public void Assess_EqualFractionsOfDifferentReadings_TieExactly()
    {
        var items = new[] { Make.PointsItem("a", 7), Make.PointsItem("b", 3) };
        var scheme = Scheme.From(Make.Document(Make.TwentySixtyTwenty, items) with { Components = [Make.Component("x", 70, items[0]), Make.Component("y", 30, items[1])] }).Required();
        var pool = Make.Pool(null, null) with
        {
            Readings =
            [
                Make.Reading("duty", 0, ReadingValue.Met), Make.Reading("a", 0, ReadingValue.Of(1)), Make.Reading("b", 0, ReadingValue.Of(2)),
                Make.Reading("duty", 1, ReadingValue.Met), Make.Reading("a", 1, ReadingValue.Of(2)), Make.Reading("b", 1, ReadingValue.Of(1)),
            ],
        };

        var proposal = Make.Propose(scheme, pool);

        Assert.Equal([1, 1], proposal.Outcomes.Select(outcome => outcome.Rank!.Value));
        Assert.Equal("ff", Make.Letters(proposal));
    }

    private static PoolInput Pool(decimal income = 30_000, string grid = "met", string duty = "met") => new()
    {
        Period = Make.October,
        Roster = [Make.Entry(0)],
        Readings =
        [
            Make.Reading("on-duty", 0, ReadingValue.Of(duty)),
            Make.Reading("party-day", 0, ReadingValue.Of(15.5m)),
            Make.Reading("review", 0, ReadingValue.Of("excellent")),
            Make.Reading("review", 0, ReadingValue.Of("good"), "department:organization"),
            new() { Item = ItemId.Of("income"), Source = SourceId.Of("department:civil-affairs"), Village = VillageId.Of("v1"), Value = ReadingValue.Of(income), At = Make.Noon },
            new() { Item = ItemId.Of("grid"), Source = SourceId.Township, Village = VillageId.Of("v1"), Value = ReadingValue.Of(grid), At = Make.Noon },
        ],
    };

    private static SubjectOutcome Single(PoolInput pool) => Assert.Single(Make.Propose(Scheme, pool).Outcomes);

    private static Points PointsOf(SubjectOutcome outcome, string item) => outcome.Explanation.Readings.Single(line => line.Reading.Item.Value == item).Points!.Value;

    private static Waiver Waiver(string item) => new() { Item = ItemId.Of(item), Reason = "flood", At = Make.Noon };

    private static Observation Commendation(string id, string level) => Make.Observation("commendation", 0, id, "department:organization", level: level);
}
