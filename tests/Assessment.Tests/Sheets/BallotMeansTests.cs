using FsCheck.Fluent;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Sheets;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Sheets;

public sealed class BallotMeansTests
{
    private static readonly SourceId Roll = SourceId.Of("vote:leadership");
    private static readonly string[] Levels = ["excellent", "good", "average", "poor"];

    [Fact]
    public void Of_ATally_IsTheMeanOfTheLevelsPoints()
    {
        var reading = Assert.Single(BallotMeans.Of(Ballot, Roll, [TallyOf(0, 3, 2, 1, 1)]));

        // 3 × 20 + 2 × 16 + 12 + 6 of 7.
        Assert.Equal(Mean.Of(11_000, 7), reading.Value.Mean);
        var basis = Assert.IsType<BallotBasis>(reading.Basis);
        Assert.Equal((7, 110m), (basis.Ballots, basis.Sum));
        Assert.Equal([("excellent", 3), ("good", 2), ("average", 1), ("poor", 1)], basis.Levels.Select(one => (one.Level.Value, one.Count)));
        Assert.Equal(ReadingValue.Of(20), Assert.Single(BallotMeans.Of(Ballot, Roll, [TallyOf(0, 5, 0, 0, 0)])).Value);
    }

    [Fact]
    public void Of_FewerThanTheLeast_GivesNoReading() => Assert.Empty(BallotMeans.Of(Ballot, Roll, [TallyOf(0, 1, 1, 0, 0)]));

    [Fact]
    public void Of_WhatFitsNoTally_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => BallotMeans.Of(Ballot, SourceId.Of("vote:nobody"), []));
        Assert.Throws<ArgumentException>(() => BallotMeans.Of(Ballot, Roll, [TallyOf(0, 3, -1, 0, 0)]));
        Assert.Throws<ArgumentException>(() => BallotMeans.Of(Ballot, Roll, [TallyOf(0, 3, 0, 0, 0), TallyOf(0, 3, 0, 0, 0)]));
        Assert.Throws<ArgumentException>(() => BallotMeans.Of(Ballot, Roll, [TallyOf(0, 3, 0, 0, 0) with { Item = ItemId.Of("other") }]));
        Assert.Throws<ArgumentException>(() => BallotMeans.Of(Ballot, Roll, [TallyOf(0, 3, 0, 0, 0) with { Counts = new Dictionary<LevelId, int> { [LevelId.Of("splendid")] = 3 } }]));
        Assert.Throws<ArgumentException>(() => BallotMeans.Of(Ballot, Roll, [TallyOf(0, 1_000_000, 1, 0, 0)]));
    }

    [Fact]
    public void Assess_AnyTallies_RanksByTheirFractions() => Generated.Check(
        from subjects in Gen.Choose(1, 9)
        from counts in Gen.OneOf(Gen.Choose(0, 4).ArrayOf(4), Gen.Choose(0, 997).ArrayOf(4)).Where(one => one.Sum() >= 3).ListOf(subjects)
        select counts.ToList(),
        counts =>
        {
            Fraction[] expected = [.. counts.Select(one => Fraction.Of((2000 * one[0]) + (1600 * one[1]) + (1200 * one[2]) + (600 * one[3]), one.Sum()))];
            var readings = BallotMeans.Of(Ballot, Roll, [.. counts.Select((one, subject) => TallyOf(subject, one))]);

            var outcomes = Make.Propose(Ballot, new() { Period = Make.October, Roster = [.. counts.Select((_, place) => Make.Entry(place))], Readings = [.. readings.Select(one => Contest.ReadingOf(Roll, one))] }).Outcomes;

            Assert.Equal(expected.Select(one => (int?)(1 + expected.Count(other => other.CompareWith(one) > 0))), outcomes.Select(outcome => outcome.Rank));
        });

    [Fact]
    public void Check_OfABallot_TakesNoLevelAndNothingBelowTheWorst()
    {
        InputProblem[] Problems(ReadingValue value) => [.. Assessor.Check(Ballot, new() { Period = Make.October, Roster = [Make.Entry(0)], Readings = [Make.Reading("virtue", 0, value, Roll.Value)] }).Problems];

        Assert.NotEmpty(Problems(ReadingValue.Of("excellent")));
        Assert.NotEmpty(Problems(ReadingValue.Of(5.99m)));
        Assert.Empty(Problems(ReadingValue.Of(Mean.Of(1900, 3))));
    }

    private static Scheme Ballot { get; } = Scheme.From(Make.Document(new RankingGrading()) with
    {
        Sources = [new() { Id = Roll, Title = Make.Text("测评票"), Sheets = new BallotSheets { Least = 3 } }],
        Items = [Virtue],
        Gate = null,
        Components = [Make.Component("review", 100, Virtue)],
    }).Required();

    private static LevelItem Virtue => new()
    {
        Id = ItemId.Of("virtue"),
        Title = Make.Text("德"),
        Provenance = Provenance.Example,
        Source = Roll,
        Levels = [.. Levels.Zip([20m, 16, 12, 6], (id, points) => new Level { Id = LevelId.Of(id), Title = Make.Text(id), Points = Points.Of(points) })],
    };

    private static Tally TallyOf(int subject, params int[] counts) =>
        new(Make.Subject(subject), ItemId.Of("virtue"), Levels.Zip(counts).ToDictionary(one => LevelId.Of(one.First), one => one.Second));
}
