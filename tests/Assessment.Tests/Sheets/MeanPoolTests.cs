using System.Numerics;
using System.Text.Json;
using Yuekao.Assessment.Bulk;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Feedback;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Sheets;

/// <summary>Whole pools of means, with panels of different sizes from subject to subject.</summary>
public sealed class MeanPoolTests
{
    [Fact]
    public void Assess_AnyPool_RanksAndScoresAsTheSchoolbook()
    {
        var (ties, means) = (0, 0);
        Generated.Check(Contest.Pools(), pool =>
        {
            var proposal = Make.Propose(Contest.Scheme, Contest.InputOf(pool));
            Fraction[] scores = [.. pool.Select(ScoreOf)];

            Assert.All(proposal.Outcomes.Zip(scores), one =>
            {
                Assert.True(Fraction.Of(one.First.Score!.Value.Numerator, one.First.Score.Value.Denominator).Is(one.Second));
                Assert.Equal(1 + scores.Count(other => other.CompareWith(one.Second) > 0), one.First.Rank);
                Assert.True(one.First.Explanation.Components.Aggregate(Fraction.Of(0, 1), (sum, line) => sum + Fraction.Of(line.Contribution.Numerator, line.Contribution.Denominator)).Is(one.Second));
            });
            ties += pool.Count - proposal.Outcomes.Select(outcome => outcome.Rank).Distinct().Count();
            means += proposal.Outcomes.SelectMany(outcome => outcome.Explanation.Readings).Count(line => line.Reading.Value.Mean is not null);
        });
        Assert.True(ties > 20 && means > 1000, $"{ties} ties, {means} means.");
    }

    [Fact]
    public void Assess_InBulk_IsTheSame() => Generated.Check(Contest.Pools(), pool =>
    {
        var input = Contest.InputOf(pool);
        PoolInput whole = input with { Readings = [.. input.Readings.Select(reading => reading with { Value = ReadingValue.Of(reading.Value.Mean?.Shown.Value ?? reading.Value.Number!.Value.Value) })] };
        Scheme scheme = Graded();

        var bulk = BulkAssessor.Assess(scheme, BulkInput.From(scheme, [input, whole, input]));

        Assert.Empty(bulk.IncompletePools);
        Assert.Equal(
            new[] { input, whole, input }.SelectMany(one => Make.Propose(scheme, one).Outcomes).Select(outcome => (outcome.Grade, outcome.Rank)),
            Enumerable.Range(0, bulk.Subjects).Select(subject => (bulk.GradeOf(subject), bulk.RankOf(subject))));
    });

    [Fact]
    public void Recompute_WithMeans_PlacesTheAppellantAmongTheOthers() => Generated.Check(Contest.Pools(), pool =>
    {
        var input = Contest.InputOf(pool);
        var sealedPool = Make.Approve(Contest.Scheme, input);
        foreach (var before in sealedPool.Outcomes)
        {
            var same = Assert.IsType<AppealDecided>(Appeals.Recompute(Contest.Scheme, input, sealedPool, new() { Appellant = before.Proposed.Entry.Subject })).Recomputed;
            Assert.Equal((before.Proposed.Score, before.Proposed.Rank), (same.Score, same.Rank));

            var reading = input.Readings.First(one => one.Subject == before.Proposed.Entry.Subject);
            var better = reading with { Value = ReadingValue.Of(Contest.Judgeable[0].Maximum.Value), Basis = null };
            var raised = Assert.IsType<AppealDecided>(Appeals.Recompute(Contest.Scheme, input, sealedPool, new() { Appellant = before.Proposed.Entry.Subject, Readings = [better] })).Recomputed;
            Assert.Equal(1 + sealedPool.Outcomes.Count(other => other != before && other.Proposed.Score > raised.Score), raised.Rank);
        }
    }, times: 100);

    [Fact]
    public void Json_OfAnInput_ReadsBackTheSame() => Generated.Check(Contest.Pools(3), pool =>
    {
        var input = Contest.InputOf(pool);
        var json = JsonSerializer.Serialize(input, AssessmentJson.Options);

        var read = JsonSerializer.Deserialize<PoolInput>(json, AssessmentJson.Options)!;

        Assert.Equal(json, JsonSerializer.Serialize(read, AssessmentJson.Options));
        Assert.Equal(input.Readings.Select(reading => reading.Value), read.Readings.Select(reading => reading.Value));
        Assert.Equal(JsonSerializer.Serialize(Make.Propose(Contest.Scheme, input), AssessmentJson.Options), JsonSerializer.Serialize(Make.Propose(Contest.Scheme, read), AssessmentJson.Options));
    }, times: 50);

    [Fact]
    public void Assess_TieOfMeans_IsSplitExactly()
    {
        var scheme = Scheme.From(Contest.Document(new RankingGrading()) with { TieBreakers = [new ItemTieBreaker { Item = Contest.Judgeable[1].Id }] }).Required();
        // 30/35 of the first and 70/45 of the second: 49 thirds less of the one are 27 thirds more of the other.
        var input = Pool(
            (Mean.Of(1000, 3), Mean.Of(1500, 3)),
            (Mean.Of(951, 3), Mean.Of(1527, 3)),
            (Mean.Of(1000, 3), Mean.Of(1500, 3)),
            (Mean.Of(1000, 3), Mean.Of(1501, 3)));

        var outcomes = Make.Propose(scheme, input).Outcomes;

        Assert.Equal([3, 2, 3, 1], outcomes.Select(outcome => outcome.Rank!.Value));
        Assert.Equal(outcomes[0].Score, outcomes[1].Score);
        Assert.Equal(Points.Of(3.33m), outcomes[0].Explanation.Readings[0].Points);
    }

    [Fact]
    public void Assess_Thresholds_CompareMeansUnrounded()
    {
        var scheme = Scheme.From(Contest.Document(Make.Thresholds(("good", 100m), ("poor", 0)))).Required();
        var whole = Pool((Mean.Of(2000, 1), Mean.Of(4500, 1)));
        var short3 = Pool((Mean.Of(2000, 1), Mean.Of(13_499, 3)));

        Assert.Equal("good", Make.Propose(scheme, whole).Outcomes[0].Grade!.Value.Value);
        var outcome = Make.Propose(scheme, short3).Outcomes[0];
        Assert.Equal(("poor", "99.99"), (outcome.Grade!.Value.Value, outcome.Score!.Value.Shown));
    }

    [Fact]
    public void Feedback_OfMeans_IsExact()
    {
        var input = Pool((Mean.Of(1000, 3), Mean.Of(1500, 3)), (Mean.Of(2000, 3), Mean.Of(1500, 3)));
        var decided = Make.Approve(Contest.Scheme, input);

        var item = PoolFeedback.Of(Contest.Scheme, decided).For(Make.Subject(0)).Items[0];

        Assert.Equal((Score.Of(10, 3), Score.Of(5, 1)), (item.Obtained, item.Average));
    }

    [Fact]
    public void Check_ValuesOutOfBounds_AreRefused()
    {
        string[] Problems(ReadingValue value, ReadingBasis? basis = null, SourceId? source = null) =>
        [
            .. Assessor.Check(Contest.Scheme, Pool() with { Roster = [Make.Entry(0)], Readings = [new() { Item = Contest.Judgeable[0].Id, Source = source ?? Contest.Mean, Subject = Make.Subject(0), Value = value, Basis = basis, At = Make.Noon }] })
                .Problems.Select(problem => $"{problem.Path} {problem.Code}"),
        ];

        Assert.Empty(Problems(ReadingValue.Of(Mean.Of(6000, 3)), new SheetBasis(3, 6000, [])));
        Assert.Equal(["$.readings[0].value wrong-value"], Problems(ReadingValue.Of(Mean.Of(6001, 3))));
        Assert.Equal(["$.readings[0].value wrong-value"], Problems(ReadingValue.Of(20.01m)));
        Assert.Equal(["$.readings[0].value wrong-value"], Problems(ReadingValue.Of("good")));
        Assert.Equal(["$.readings[0].value wrong-value"], Single("work", ReadingValue.Of(Mean.Of(100, 3)), null));
        Assert.Equal(["$.readings[0].basis not-allowed"], Single("work", ReadingValue.Of(1), new SheetBasis(3, 300, [])));

        static string[] Single(string item, ReadingValue value, ReadingBasis? basis) =>
            [.. Assessor.Check(Make.Scheme(), Make.Pool(null, 1) with { Readings = [Make.Reading(item, 1, value) with { Basis = basis }] }).Problems.Select(problem => $"{problem.Path} {problem.Code}")];
    }

    private static Scheme Graded() => Scheme.From(Contest.Document(Make.TwentySixtyTwenty)).Required();

    // Both panels give the same of the first two items, and nothing of the third.
    private static PoolInput Pool(params (Mean First, Mean Second)[] means) => new()
    {
        Period = Make.October,
        Roster = [.. means.Select((_, place) => Make.Entry(place))],
        Readings =
        [
            .. from one in means.Index()
               from panel in new[] { Contest.Mean, Contest.Trimmed }
               from value in new[] { ("theme", one.Item.First), ("results", one.Item.Second), ("delivery", one.Item.First.SumHundredths == 2000 && one.Item.First.Count == 1 ? Mean.Of(1500, 1) : Mean.Of(0, 1)) }
               select Make.Reading(value.Item1, one.Index, ReadingValue.Of(value.Item2), panel.Value),
        ],
    };

    // Of 100 points: a component's weight times the raters' weighted means of its items, of their maximum.
    private static Fraction ScoreOf(IReadOnlyList<Marks> subject)
    {
        var score = Fraction.Of(0, 1);
        foreach (var component in Contest.Scheme.Document.Components)
        {
            var marks = subject.Where(one => component.Items.Contains(one.Item.Id)).ToList();
            var maximum = marks.DistinctBy(one => one.Item.Id).Aggregate(BigInteger.Zero, (sum, one) => sum + one.Item.Maximum.Hundredths);
            foreach (var one in marks)
                score += Fraction.Of(component.Weight.Hundredths, 100) * Fraction.Of(one.Panel == Contest.Mean ? 40 : 60, 100) * one.Mean() * Fraction.Of(1, maximum);
        }

        return score;
    }
}
