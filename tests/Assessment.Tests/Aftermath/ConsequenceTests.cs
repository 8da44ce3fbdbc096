using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Standings;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Aftermath;

public sealed class ConsequenceTests
{
    private static readonly Dictionary<SubjectId, IReadOnlyList<PeriodGrade>> NoHistory = [];

    [Theory]
    [InlineData(2, "3,4", "", 90, 80, 70, 60, 50)]
    [InlineData(2, "4", "2,3", 90, 80, 60, 60, 50)]
    [InlineData(2, "", "2,3,4", 90, 80, 60, 60, 60)]
    [InlineData(9, "0,1,2,3,4", "", 90, 80, 70, 60, 50)]
    [InlineData(2, "3,4", "", 90, 80, 70, 50, -1)]
    [InlineData(2, "0,3,4", "", -1, 80, 70, -1, -1)]
    public void Evaluate_Bottom_TakesTheLastPlacesUnlessTied(int places, string due, string tied, params int[] scores) =>
        Expect(new BottomTrigger { Places = places }, due, tied, scores);

    [Theory]
    [InlineData(2, "0,1", "", 90, 80, 70, 60, 50)]
    [InlineData(2, "0", "1,2", 90, 80, 80, 60, 50)]
    [InlineData(9, "1,2", "", -1, 80, 70)]
    public void Evaluate_Top_TakesTheFirstPlacesUnlessTied(int places, string due, string tied, params int[] scores) =>
        Expect(new TopTrigger { Places = places }, due, tied, scores);

    [Fact]
    public void Evaluate_Everyone_TakesAllWhoWereAssessed() => Expect(new EveryoneTrigger(), "0,1,2", "", 90, -1, 70);

    [Fact]
    public void Evaluate_Selected_TakesThem()
    {
        var scheme = Scheme(new SelectedTrigger(), new RankingGrading { Selects = 1 });

        Assert.Equal("0", Subjects(ConsequenceRules.Evaluate(scheme, Make.Approve(scheme, Make.Pool(90, 80)), NoHistory)));
    }

    [Theory]
    [InlineData("2026-09:poor", true)]
    [InlineData("2026-09:fair", false)]
    [InlineData("2026-09:", false)]
    [InlineData("2026-08:poor", false)]
    [InlineData("", false)]
    public void Evaluate_TwoPeriodsRunning_NeedsTheOneBefore(string history, bool due)
    {
        var scheme = Scheme(new GradeTrigger { Grade = Make.Poor, Running = 2 });
        var past = history.Length == 0 ? [] : new[] { new PeriodGrade(Period.Of(history[..7]), history.Length > 8 ? GradeId.Of(history[8..]) : null) };

        var report = ConsequenceRules.Evaluate(scheme, Make.Approve(scheme, Make.Pool(90, 80, 70, 60, 50)), new Dictionary<SubjectId, IReadOnlyList<PeriodGrade>> { [Make.Subject(4)] = past });

        Assert.Equal(due ? "4" : "", Subjects(report));
        if (due)
            Assert.Equal(["2026-09", "2026-10"], report.Due[0].Periods.Select(period => period.Value));
    }

    /// <summary>基本合格两年: the annual organizer rule, on a yearly scheme.</summary>
    [Fact]
    public void Evaluate_TwoYearsRunning_ReachesAcrossYears()
    {
        var scheme = Make.Scheme(Make.Thresholds(("qualified", 60), ("basic", 50), ("unqualified", 0)), document => document with
        {
            Period = PeriodKind.Year,
            Consequences =
            [
                Consequence("talk", new GradeTrigger { Grade = GradeId.Of("basic") }, ConsequenceAction.AdmonitionTalk),
                Consequence("adjust", new GradeTrigger { Grade = GradeId.Of("unqualified") }, ConsequenceAction.RecommendAdjustment),
                Consequence("adjust-repeated", new GradeTrigger { Grade = GradeId.Of("basic"), Running = 2 }, ConsequenceAction.RecommendAdjustment),
            ],
        });
        var decided = Make.Approve(scheme, Make.Pool(55, 55, 40, 70) with { Period = Period.Of("2026") });
        var history = new Dictionary<SubjectId, IReadOnlyList<PeriodGrade>> { [Make.Subject(1)] = [new(Period.Of("2025"), GradeId.Of("basic"))] };

        var report = ConsequenceRules.Evaluate(scheme, decided, history);

        Assert.Equal(
            [("talk", 0), ("talk", 1), ("adjust", 2), ("adjust-repeated", 1)],
            report.Due.Select(due => (due.Consequence.Id.Value, decided.Outcomes.Index().Single(one => one.Item.Proposed.Entry.Subject == due.Subject).Index)));
    }

    [Fact]
    public void Evaluate_RunBeforeTheFirstPeriod_IsNotDue()
    {
        var scheme = Scheme(new GradeTrigger { Grade = Make.Fair, Running = 2 });

        Assert.Empty(ConsequenceRules.Evaluate(scheme, Make.Approve(scheme, Make.Pool(90) with { Period = Period.Of("2000-01") }), NoHistory).Due);
    }

    private static void Expect(Trigger trigger, string due, string tied, params int[] scores)
    {
        var scheme = Scheme(trigger);

        var report = ConsequenceRules.Evaluate(scheme, Make.Approve(scheme, Make.Pool([.. scores.Select(score => score < 0 ? null : (decimal?)score)])), NoHistory);

        Assert.Equal(due, Subjects(report));
        Assert.Equal(tied, string.Join(',', report.Ties.SelectMany(tie => tie.Subjects).Select(Place)));
    }

    private static Scheme Scheme(Trigger trigger, Grading? grading = null) =>
        Make.Scheme(grading, document => document with { Consequences = [Consequence("it", trigger, ConsequenceAction.OnSiteSupervision)] });

    private static Consequence Consequence(string id, Trigger trigger, ConsequenceAction action) =>
        new() { Id = ConsequenceId.Of(id), Title = Make.Text(id), When = trigger, Action = action };

    private static string Subjects(ConsequenceReport report) => string.Join(',', report.Due.Select(due => Place(due.Subject)));

    private static int Place(SubjectId subject) => int.Parse(subject.Value.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
}
