using System.Text.Json;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Properties;

public sealed class OutcomeProperties
{
    [Fact]
    public void Assess_InputInAnyOrder_GivesTheSameOutcome() => Cases.ForEach(200, (scheme, input, random) =>
    {
        var shuffled = input with { Readings = Shuffled(input.Readings, random), Waivers = Shuffled(input.Waivers, random), Observations = Shuffled(input.Observations, random) };

        var expected = JsonSerializer.Serialize(Make.Propose(scheme, input), AssessmentJson.Options);

        Assert.Equal(expected, JsonSerializer.Serialize(Make.Propose(scheme, shuffled), AssessmentJson.Options));
        Assert.Equal(expected, JsonSerializer.Serialize(Make.Propose(Scheme.Load(scheme.ToJson()).Required(), RoundTrip(input)), AssessmentJson.Options));
    });

    [Fact]
    public void Assess_RosterInAnyOrder_GivesEachSubjectTheSameOutcome() => Cases.ForEach(200, (scheme, input, random) =>
    {
        var expected = Make.Propose(scheme, input).Outcomes.ToDictionary(outcome => outcome.Entry.Subject);

        var outcomes = Make.Propose(scheme, input with { Roster = Shuffled(input.Roster, random) }).Outcomes;

        Assert.All(outcomes, outcome => Assert.Equal(Essence(expected[outcome.Entry.Subject]), Essence(outcome)));
    });

    [Fact]
    public void Assess_RaisedReading_NeverLowersTheGradeOfWhomItIsAbout() => Cases.ForEach(800, leastShare: 0.7, (scheme, input, random) =>
    {
        if (input.Readings.Count == 0)
            return false;
        var before = Make.Propose(scheme, input);
        for (var time = 0; time < 6; time++)
        {
            var index = random.Next(input.Readings.Count);
            var reading = input.Readings[index];
            var item = scheme.Document.Items.Single(one => one.Id == reading.Item);
            var raised = reading with { Value = RandomPool.Raise(item, reading.Value, random) };

            var after = Make.Propose(scheme, input with { Readings = [.. input.Readings.Select((one, place) => place == index ? raised : one)] });

            foreach (var (old, now) in before.Outcomes.Zip(after.Outcomes))
                if (old.Entry.Subject == reading.Subject || (reading.Village is { } village && old.Entry.Village == village))
                    Assert.True(Worth(scheme, now) >= Worth(scheme, old), $"{old.Entry.Subject}: {item.Id} from {reading.Value} to {raised.Value} turned {old.Grade}, rank {old.Rank}, into {now.Grade}, rank {now.Rank}.");
        }

        return true;
    });

    [Fact]
    public void Assess_Quota_SeatsSumToThePoolAndGradesMatchThem() => Cases.ForEach(800, leastShare: 0.5, (scheme, input, _) =>
    {
        if (scheme.Document.Grading is not QuotaGrading quota)
            return false;
        var proposal = Make.Propose(scheme, input);
        var grades = proposal.Pool.Grades;
        var middle = quota.Grades.Index().Single(grade => grade.Item.Id == quota.Middle).Index;

        Assert.Equal(proposal.Pool.Assessed, grades.Sum(grade => grade.Seats));
        Assert.Equal(proposal.Pool.Assessed, grades.Sum(grade => grade.Given));
        foreach (var (place, grade) in grades.Index())
        {
            Assert.Equal(proposal.Outcomes.Count(outcome => outcome.Grade == grade.Grade), grade.Given);
            if (place != middle)
                Assert.True(grade.Given <= Math.Max(grade.Seats!.Value, grade.Settled), $"{grade.Grade} has {grade.Given} of {grade.Seats} seats.");
            if (proposal.Pool.Ties.Count == 0 && grades.All(one => one.Settled <= one.Seats))
                Assert.Equal(grade.Seats, grade.Given);
        }

        return true;
    });

    [Fact]
    public void Assess_AnyPool_RanksByScoreAndSkipsAfterEquals() => Cases.ForEach(300, (scheme, input, _) =>
    {
        var ranked = Make.Propose(scheme, input).Outcomes.Where(outcome => outcome.Rank is not null).OrderBy(outcome => outcome.Rank).ToList();

        foreach (var (place, outcome) in ranked.Index())
        {
            Assert.InRange(outcome.Rank!.Value, 1, place + 1);
            Assert.Equal(outcome.Rank, ranked.Count(other => other.Rank < outcome.Rank) + 1);
            if (place > 0)
                Assert.True(ranked[place - 1].Score >= outcome.Score);
        }
    });

    [Fact]
    public void Assess_AnyPool_ExplanationAddsUpToTheScore() => Cases.ForEach(300, leastShare: 0.5, (scheme, input, _) =>
    {
        var scored = Make.Propose(scheme, input).Outcomes.Where(outcome => outcome.Score is not null).ToList();
        foreach (var outcome in scored)
        {
            var why = outcome.Explanation;
            var parts = why.Components.Select(line => line.Contribution).Append(Score.Of(why.Bonus.Counted));

            Assert.Equal(outcome.Score, Sum([.. parts, Score.Of(-why.Deductions.Counted.Hundredths, 100)]));
        }

        return scored.Count > 0;
    });

    [Fact]
    public void Assess_ThresholdGrading_ComparesTheUnroundedScore() => Cases.ForEach(300, leastShare: 0.1, (scheme, input, _) =>
    {
        if (scheme.Document.Grading is not ThresholdGrading thresholds)
            return false;
        foreach (var outcome in Make.Propose(scheme, input).Outcomes.Where(outcome => outcome.Kind == OutcomeKind.Scored))
        {
            var expected = thresholds.Grades.FirstOrDefault(grade => outcome.Score >= Score.Of(grade.From)) ?? thresholds.Grades[^1];
            Assert.Equal(expected.Id, outcome.Grade);
        }

        return true;
    });

    private static PoolInput RoundTrip(PoolInput input) =>
        JsonSerializer.Deserialize<PoolInput>(JsonSerializer.Serialize(input, AssessmentJson.Options), AssessmentJson.Options)!;

    private static List<T> Shuffled<T>(IReadOnlyList<T> list, Random random)
    {
        var copy = list.ToArray();
        random.Shuffle(copy);
        return [.. copy];
    }

    private static (OutcomeKind, NotAssessedReason?, GradeId?, Score?, int?, bool) Essence(SubjectOutcome outcome) =>
        (outcome.Kind, outcome.Reason, outcome.Grade, outcome.Score, outcome.Rank, outcome.Selected);

    /// <summary>Grades from the worst up; in a ranking not ranked, ranked, selected.</summary>
    private static int Worth(Scheme scheme, SubjectOutcome outcome) => outcome.Grade is { } grade
        ? scheme.Grades.Count - scheme.Grades.Index().Single(one => one.Item.Id == grade).Index
        : outcome.Selected ? 2 : outcome.Rank is null ? 0 : 1;

    private static Score Sum(IReadOnlyList<Score> scores) => scores.Aggregate((left, right) =>
        Score.Of((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator));
}
