using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Scoring;

public sealed class QuotaTests
{
    private static readonly Scheme Scheme = Make.Scheme();

    public static TheoryData<int> Gated => [.. Enumerable.Range(0, 11)];

    public static TheoryData<int, int> Runs => new(from start in Enumerable.Range(0, 10) from length in Enumerable.Range(1, 10 - start) select (start, length));

    [Theory]
    [InlineData("f", 90)]
    [InlineData("ef", 90, 80)]
    [InlineData("fe", 80, 90)]
    [InlineData("eff", 90, 80, 70)]
    [InlineData("efffp", 90, 80, 70, 60, 50)]
    [InlineData("eeffffp", 90, 80, 70, 60, 50, 40, 30)]
    public void Assess_DistinctScores_FollowTheSeats(string expected, params int[] scores) =>
        Assert.Equal(expected, Make.Letters(Make.Propose(Scheme, Make.Pool([.. scores.Select(score => (decimal?)score)]))));

    [Theory]
    [MemberData(nameof(Gated))]
    public void Assess_Gated_UsePoorSeatsFirstAndOverflow(int gated)
    {
        var pool = Make.Pool([.. Enumerable.Range(0, 10).Select(place => place < gated ? null : (decimal?)(90 - place))]);

        var proposal = Make.Propose(Scheme, pool);

        var scored = 10 - gated;
        var excellent = Math.Min(2, scored);
        var poor = Math.Max(0, 2 - gated);
        Assert.Equal(new string('p', gated) + new string('e', excellent) + new string('f', scored - excellent - poor) + new string('p', poor), Make.Letters(proposal));
        Assert.Equal(10, proposal.Pool.Assessed);
        Assert.Equal([2, 6, 2], proposal.Pool.Grades.Select(grade => grade.Seats!.Value));
        Assert.All(proposal.Outcomes.Take(gated), outcome => Assert.Equal((OutcomeKind.Gated, null, null), (outcome.Kind, outcome.Score, outcome.Rank)));
    }

    /// <summary>Ten subjects, seats 2/6/2: the best and the worst are settled as fair by a veto, and one is gated.</summary>
    [Fact]
    public void Assess_VetoedToTheMiddle_UseUpMiddleSeats()
    {
        var scheme = Make.Scheme(change: document => document with
        {
            Vetoes = [new() { Id = RuleId.Of("warning"), Title = Make.Text("警告"), Provenance = Provenance.Example, Sources = [SourceId.Township], Outcome = Make.Fair }],
        });
        var pool = Make.Pool(99, null, 90, 80, 70, 60, 50, 40, 30, 1) with { Observations = [Make.Observation("warning", 0, "o1"), Make.Observation("warning", 9, "o2")] };

        var proposal = Make.Propose(scheme, pool);

        Assert.Equal("fpeeffffpf", Make.Letters(proposal));
        Assert.Equal([0, 2, 1], proposal.Pool.Grades.Select(grade => grade.Settled));
        Assert.Equal([2, 6, 2], proposal.Pool.Grades.Select(grade => grade.Given));
    }

    /// <summary>Ten subjects, seats 2/6/2, and a run of equals anywhere: across one line, across both, everyone equal, or across none.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void Assess_Run_TakesItsGradeNearestTheMiddle(int start, int length)
    {
        var pool = Make.Pool([.. Enumerable.Range(0, 10).Select(place => (decimal?)(90 - (place >= start && place < start + length ? start : place)))]);

        var proposal = Make.Propose(Scheme, pool);

        var seats = "eeffffffpp";
        var run = seats.Substring(start, length);
        var taken = run.Distinct().Count() == 1 ? run[0] : 'f';
        Assert.Equal(seats[..start] + new string(taken, length) + seats[(start + length)..], Make.Letters(proposal));
        Assert.All(proposal.Outcomes.Skip(start).Take(length), outcome => Assert.Equal(start + 1, outcome.Rank));
        if (run.Distinct().Count() == 1)
        {
            Assert.Empty(proposal.Pool.Ties);
            return;
        }

        var tie = Assert.Single(proposal.Pool.Ties);
        Assert.Equal(Enumerable.Range(start, length).Select(Make.Subject), tie.Subjects);
        Assert.Equal((Make.Fair, run[0], run[^1]), (tie.Taken!.Value, tie.Better!.Value.Value[0], tie.Worse!.Value.Value[0]));
        Assert.All(proposal.Outcomes, outcome => Assert.Equal(tie.Subjects.Contains(outcome.Entry.Subject) ? tie : null, outcome.Explanation.Tie));
    }

    [Fact]
    public void Assess_TieOfTwoRunsAcrossBothLines_MakesBothFairAndFlagsBoth()
    {
        var proposal = Make.Propose(Scheme, Make.Pool(90, 80, 80, 70, 69, 68, 67, 60, 60, 50));

        Assert.Equal("efffffff" + "fp", Make.Letters(proposal));
        Assert.Equal([2, 8], proposal.Pool.Ties.Select(tie => tie.Rank));
    }

    [Fact]
    public void Assess_TieAcrossGradesWithoutMiddleSeats_TakesTheMiddle()
    {
        var proposal = Make.Propose(Make.Scheme(Make.Quota(0.5m, 0, 0.5m)), Make.Pool(90, 80, 80, 70));

        Assert.Equal("effp", Make.Letters(proposal));
    }

    [Fact]
    public void Assess_EmptyPool_HasNoOutcome()
    {
        var proposal = Make.Propose(Scheme, Make.Pool());

        Assert.Equal((0, 0, 0), (proposal.Outcomes.Count, proposal.Pool.Assessed, proposal.Pool.Ranked));
    }
}
