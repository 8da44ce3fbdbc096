using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Scoring;

public sealed class RankingTests
{
    [Theory]
    [InlineData(2, "11000", 90, 80, 70, 60, 50)]
    [InlineData(2, "10000", 90, 80, 80, 60, 50)]
    [InlineData(2, "00000", 90, 90, 90, 60, 50)]
    [InlineData(3, "11100", 90, 80, 80, 60, 50)]
    [InlineData(9, "11111", 90, 80, 80, 60, 50)]
    public void Assess_Selection_IsACap(int selects, string expected, params int[] scores)
    {
        var proposal = Make.Propose(Make.Scheme(new RankingGrading { Selects = selects }), Make.Pool([.. scores.Select(score => (decimal?)score)]));

        Assert.Equal(expected, string.Concat(proposal.Outcomes.Select(outcome => outcome.Selected ? '1' : '0')));
        Assert.All(proposal.Outcomes, outcome => Assert.Null(outcome.Grade));
        var across = scores.GroupBy(score => score).Any(run => scores.Count(score => score > run.Key) < selects && scores.Count(score => score >= run.Key) > selects);
        Assert.Equal(across, proposal.Pool.Ties.Count == 1);
    }

    [Fact]
    public void Assess_Ranking_IsStandardCompetitionAndLeavesTheGatedOut()
    {
        var proposal = Make.Propose(Make.Scheme(new RankingGrading()), Make.Pool(70, 90, null, 80, 90, 70));

        Assert.Equal([4, 1, null, 3, 1, 4], proposal.Outcomes.Select(outcome => outcome.Rank));
    }

    [Fact]
    public void Assess_TieBreakers_SplitInTheirOrder()
    {
        var items = new[] { Make.PointsItem("a", 50), Make.PointsItem("b", 50), Make.PointsItem("c", 50) };
        var scheme = Scheme.From(Make.Document(new RankingGrading(), items) with
        {
            TieBreakers = [new ItemTieBreaker { Item = ItemId.Of("b") }, new ItemTieBreaker { Item = ItemId.Of("a") }],
        }).Required();
        (int A, int B, int C)[] readings = [(30, 20, 10), (20, 30, 10), (10, 30, 20), (10, 30, 20), (10, 10, 41)];
        var pool = Make.Pool(new decimal?[5]) with
        {
            Readings = [.. readings.Index().SelectMany(one => new[] { Make.Reading("duty", one.Index, ReadingValue.Met), Make.Reading("a", one.Index, ReadingValue.Of(one.Item.A)), Make.Reading("b", one.Index, ReadingValue.Of(one.Item.B)), Make.Reading("c", one.Index, ReadingValue.Of(one.Item.C)) })],
        };

        Assert.Equal([5, 2, 3, 3, 1], Make.Propose(scheme, pool).Outcomes.Select(outcome => outcome.Rank!.Value));
    }

    [Fact]
    public void Assess_ObservationTieBreakers_PreferMoreBonusThenFewerDeductions()
    {
        var scheme = Make.Scheme(new RankingGrading(), document => document with
        {
            Bonus = Rules("help"),
            Deductions = Rules("absence"),
            TieBreakers = [new BonusTieBreaker(), new DeductionsTieBreaker()],
        });
        var pool = Make.Pool(80, 80, 79) with { Observations = [Make.Observation("help", 1, "o1"), Make.Observation("absence", 1, "o2"), Make.Observation("help", 2, "o3")] };

        Assert.Equal([3, 2, 1], Make.Propose(scheme, pool).Outcomes.Select(outcome => outcome.Rank!.Value));

        static ObservationRules Rules(string id) => new()
        {
            Cap = Points.Of(5),
            Rules = [new FixedObservationRule { Id = RuleId.Of(id), Title = Make.Text(id), Provenance = Provenance.Example, Sources = [SourceId.Township], Points = Points.Of(1) }],
        };
    }
}
