using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Decisions;

public sealed class MeetingTests
{
    private static readonly Scheme Scheme = Make.Scheme();

    /// <summary>Ten subjects, s000 the best: e e f f f f f f p p.</summary>
    private static readonly Proposal Ten = Make.Propose(Scheme, Make.Pool(90, 89, 88, 87, 86, 85, 84, 83, 82, 81));

    [Fact]
    public void Decide_Approval_TakesTheProposal()
    {
        var decided = Assert.IsType<Decided>(Meeting.Decide(Scheme, Ten, MeetingDecision.Approval));

        Assert.Equal("eeffffffpp", Make.Letters(decided.Outcomes.Select(outcome => outcome.Grade)));
        Assert.Empty(decided.Breaches);
    }

    [Fact]
    public void Decide_Swap_KeepsTheSeats()
    {
        var decided = Assert.IsType<Decided>(Meeting.Decide(Scheme, Ten, With((1, "fair"), (2, "excellent"))));

        Assert.Equal("efefffffpp", Make.Letters(decided.Outcomes.Select(outcome => outcome.Grade)));
        Assert.Equal("minutes 12", decided.Outcomes[2].Adjustment!.Reason);
        Assert.Equal(Make.Fair, decided.Outcomes[2].Proposed.Grade);
    }

    [Theory]
    [InlineData(2, "excellent", BreachKind.TooMany, "excellent", 2, 3)]
    [InlineData(7, "poor", BreachKind.TooMany, "poor", 2, 3)]
    [InlineData(8, "fair", BreachKind.TooFew, "poor", 2, 1)]
    public void Decide_SeatsNoLongerHold_NeedsAReason(int subject, string grade, BreachKind kind, string breached, int allowed, int given)
    {
        var decision = With((subject, grade));

        var refused = Assert.IsType<DecisionRefused>(Meeting.Decide(Scheme, Ten, decision));
        var decided = Assert.IsType<Decided>(Meeting.Decide(Scheme, Ten, decision with { OverrideReason = "flood relief" }));

        Assert.Empty(refused.Problems);
        Assert.Equal([new DecisionBreach(kind, GradeId.Of(breached), allowed, given, null)], refused.Breaches);
        Assert.Equal(refused.Breaches, decided.Breaches);
    }

    [Fact]
    public void Decide_FewerExcellent_IsAllowedBecauseTheQuotaIsACap() => Assert.IsType<Decided>(Meeting.Decide(Scheme, Ten, With((1, "fair"))));

    [Fact]
    public void Decide_TieLeftToTheMeeting_MayBeSplitWithinTheSeats()
    {
        var tied = Make.Propose(Scheme, Make.Pool(90, 89, 89, 87, 86, 85, 84, 83, 82, 81));

        Assert.Equal("effffff", Make.Letters(tied)[..7]);
        Assert.IsType<Decided>(Meeting.Decide(Scheme, tied, With((1, "excellent"))));
        Assert.IsType<DecisionRefused>(Meeting.Decide(Scheme, tied, With((1, "excellent"), (2, "excellent"))));
    }

    [Fact]
    public void Decide_GatedRaised_NeedsAReason()
    {
        var gated = Make.Propose(Scheme, Make.Pool(null, null, null, 87, 86, 85, 84, 83, 82, 81));

        var refused = Assert.IsType<DecisionRefused>(Meeting.Decide(Scheme, gated, With((0, "fair"))));

        Assert.Equal([new DecisionBreach(BreachKind.Raised, Make.Fair, 0, 1, Make.Subject(0))], refused.Breaches);
    }

    [Fact]
    public void Decide_Mistakes_AreAllListed()
    {
        var scheme = Make.Scheme(change: document => document with { NotAssessed = new() { MinimumDays = 15 } });
        var pool = Make.Pool(90, 80, 70);
        var proposal = Make.Propose(scheme, pool with { Roster = [pool.Roster[0] with { DaysServed = 1 }, .. pool.Roster.Skip(1)] });

        var refused = Assert.IsType<DecisionRefused>(Meeting.Decide(scheme, proposal, new()
        {
            Adjustments =
            [
                Adjust(9, "fair"), Adjust(0, "fair"), Adjust(1, "great"), Adjust(1, null), Adjust(1, "fair") with { Reason = " " }, Adjust(1, null) with { Selected = true },
                Adjust(2, "fair"), Adjust(1, "fair"), Adjust(1, "poor"),
            ],
        }));

        Assert.Equal(
            ["unknown-subject", "not-assessed", "unknown-grade", "missing", "missing", "not-allowed", "no-change", "duplicate"],
            refused.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Decide_Selection_HoldsToTheNumber()
    {
        var scheme = Make.Scheme(new RankingGrading { Selects = 2 });
        var proposal = Make.Propose(scheme, Make.Pool(90, 80, 80, 70));

        Assert.IsType<Decided>(Meeting.Decide(scheme, proposal, new() { Adjustments = [Adjust(1, null) with { Selected = true }] }));
        var refused = Assert.IsType<DecisionRefused>(Meeting.Decide(scheme, proposal, new() { Adjustments = [Adjust(1, null) with { Selected = true }, Adjust(2, null) with { Selected = true }] }));
        Assert.Equal([new DecisionBreach(BreachKind.TooMany, null, 2, 3, null)], refused.Breaches);
    }

    [Fact]
    public void Decide_ProposalOfAnotherScheme_Throws() =>
        Assert.Throws<ArgumentException>(() => Meeting.Decide(SampleScheme.Scheme, Ten, MeetingDecision.Approval));

    private static MeetingDecision With(params (int Subject, string Grade)[] adjustments) =>
        new() { Adjustments = [.. adjustments.Select(one => Adjust(one.Subject, one.Grade))] };

    private static Adjustment Adjust(int subject, string? grade) =>
        new() { Subject = Make.Subject(subject), Grade = grade is null ? null : GradeId.Of(grade), Reason = "minutes 12" };
}
