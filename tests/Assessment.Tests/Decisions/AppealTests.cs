using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Decisions;

public sealed class AppealTests
{
    private static readonly Scheme Scheme = Make.Scheme();

    /// <summary>e e f f f f f f p p.</summary>
    private static readonly PoolInput Ten = Make.Pool(90, 89, 88, 87, 86, 85, 84, 83, 82, 81);

    [Theory]
    [InlineData(9, 81, "poor", 10)]
    [InlineData(9, 82.5, "poor", 9)]
    [InlineData(9, 83, "fair", 8)]
    [InlineData(9, 83.5, "fair", 8)]
    [InlineData(9, 88.99, "fair", 3)]
    [InlineData(9, 89, "excellent", 2)]
    [InlineData(9, 100, "excellent", 1)]
    [InlineData(2, 88.5, "fair", 3)]
    [InlineData(2, 89, "excellent", 2)]
    public void Recompute_CorrectedScore_IsPlacedAgainstTheSealedBoundaries(int appellant, double score, string grade, int rank)
    {
        var appeal = Appeal(Ten, appellant, (decimal)score);

        Assert.Equal((GradeId.Of(grade), rank), (appeal.Decided.Grade!.Value, appeal.Recomputed.Rank!.Value));
        Assert.Equal(Make.Approve(Scheme, Ten).Outcomes[appellant].Grade != appeal.Decided.Grade, appeal.Improved);
    }

    [Fact]
    public void Recompute_LowerScore_KeepsTheSealedGrade()
    {
        var appeal = Appeal(Ten, 0, 10);

        Assert.Equal((Make.Poor, Make.Excellent, false), (appeal.Recomputed.Grade!.Value, appeal.Decided.Grade!.Value, appeal.Improved));
    }

    [Fact]
    public void Recompute_EqualToATiedRun_TakesItsGrade()
    {
        var tied = Make.Pool(90, 89, 89, 87, 86, 85, 84, 83, 82, 81);

        Assert.Equal(Make.Fair, Appeal(tied, 9, 89).Decided.Grade);
        Assert.Equal(Make.Excellent, Appeal(tied, 9, 89.01m).Decided.Grade);
    }

    [Fact]
    public void Recompute_GatedWhoMeetsTheBaseline_IsScoredAndPlaced()
    {
        var pool = Make.Pool(90, 89, 88, 87, 86, 85, 84, 83, 82, null);
        var correction = new Correction { Appellant = Make.Subject(9), Readings = [Make.Reading("duty", 9, ReadingValue.Met), Make.Reading("work", 9, ReadingValue.Of(85.5m))] };

        var appeal = Assert.IsType<AppealDecided>(Appeals.Recompute(Scheme, pool, Make.Approve(Scheme, pool), correction));

        Assert.Equal((OutcomeKind.Scored, Make.Fair, 6), (appeal.Recomputed.Kind, appeal.Decided.Grade!.Value, appeal.Recomputed.Rank!.Value));
        Assert.Empty(appeal.Recomputed.Explanation.GateFailures);
    }

    [Fact]
    public void Recompute_OnlyOneInThePool_StaysFair()
    {
        var pool = Make.Pool(50);

        Assert.Equal(Make.Fair, Appeal(pool, 0, 100).Decided.Grade);
    }

    [Fact]
    public void Recompute_AdjustedByTheMeeting_KeepsTheAdjustmentUnlessTheCorrectedProposalIsBetter()
    {
        var sealedPool = Assert.IsType<Decided>(Meeting.Decide(Scheme, Make.Propose(Scheme, Ten), new()
        {
            Adjustments = [new() { Subject = Make.Subject(7), Grade = Make.Poor, Reason = "minutes" }],
            OverrideReason = "minutes",
        }));

        Assert.Equal(Make.Poor, Appeal(Ten, 7, 84.5m, sealedPool).Decided.Grade);
        Assert.Equal(Make.Excellent, Appeal(Ten, 7, 89.5m, sealedPool).Decided.Grade);
    }

    [Fact]
    public void Recompute_VillageReading_CountsForTheAppellantAlone()
    {
        var scheme = Scheme.From(Make.Document(Make.TwentySixtyTwenty, Make.PointsItem("work", 50), Make.PointsItem("village", 50) with { Level = ItemLevel.Village })).Required();
        var pool = Make.Pool(30, 20, 10) with { };
        pool = pool with { Readings = [.. pool.Readings, Village(5)] };

        var appeal = Assert.IsType<AppealDecided>(Appeals.Recompute(scheme, pool, Make.Approve(scheme, pool), new() { Appellant = Make.Subject(2), Readings = [Village(40)] }));

        Assert.Equal(("50.00", Make.Excellent), (appeal.Recomputed.Score!.Value.Shown, appeal.Decided.Grade!.Value));

        static Reading Village(decimal points) => new() { Item = ItemId.Of("village"), Source = SourceId.Township, Village = VillageId.Of("v1"), Value = ReadingValue.Of(points), At = Make.Noon };
    }

    [Fact]
    public void Recompute_WithdrawnVeto_NoLongerSettles()
    {
        var scheme = Make.Scheme(change: document => document with { Vetoes = [new() { Id = RuleId.Of("accident"), Title = Make.Text("事故"), Provenance = Provenance.Example, Sources = [SourceId.Township], Outcome = Make.Poor }] });
        var pool = Ten with { Observations = [Make.Observation("accident", 0)] };
        var sealedPool = Make.Approve(scheme, pool);

        var appeal = Assert.IsType<AppealDecided>(Appeals.Recompute(scheme, pool, sealedPool, new() { Appellant = Make.Subject(0), WithdrawnObservations = ["o1"] }));

        Assert.Equal((Make.Poor, Make.Excellent), (sealedPool.Outcomes[0].Grade!.Value, appeal.Decided.Grade!.Value));
    }

    [Fact]
    public void Recompute_Selection_JoinsThoseItReaches()
    {
        var scheme = Make.Scheme(new RankingGrading { Selects = 2 });
        var pool = Make.Pool(90, 80, 70);

        var sealedPool = Make.Approve(scheme, pool);
        var appeal = Assert.IsType<AppealDecided>(Appeals.Recompute(scheme, pool, sealedPool, new() { Appellant = Make.Subject(2), Readings = [Make.Reading("work", 2, ReadingValue.Of(80))] }));

        Assert.True(appeal.Decided.Selected && appeal.Improved);
    }

    [Fact]
    public void Recompute_UnfitCorrection_IsRefused()
    {
        var sealedPool = Make.Approve(Scheme, Ten);

        Assert.Equal("unknown-subject", Refusal(new() { Appellant = Make.Subject(77) }));
        Assert.Equal("wrong-value", Refusal(new() { Appellant = Make.Subject(1), Readings = [Make.Reading("work", 1, ReadingValue.Of(101))] }));
        Assert.Equal("unknown-subject", Refusal(new() { Appellant = Make.Subject(1), Readings = [Make.Reading("work", 2, ReadingValue.Of(99))] }));

        string Refusal(Correction correction) => Assert.Single(Assert.IsType<AppealRefused>(Appeals.Recompute(Scheme, Ten, sealedPool, correction)).Problems).Code;
    }

    private static AppealDecided Appeal(PoolInput pool, int appellant, decimal score, Decided? sealedPool = null) => Assert.IsType<AppealDecided>(Appeals.Recompute(
        Scheme, pool, sealedPool ?? Make.Approve(Scheme, pool), new() { Appellant = Make.Subject(appellant), Readings = [Make.Reading("work", appellant, ReadingValue.Of(score))] }));
}
