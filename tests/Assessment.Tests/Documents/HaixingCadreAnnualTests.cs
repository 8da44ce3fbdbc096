using Yuekao.Assessment.Bulk;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Documents;

public sealed class HaixingCadreAnnualTests
{
    private static readonly Scheme Scheme = SchemeCatalog.Latest(SchemeId.Of("haixing.cadre-annual"))!;

    [Fact]
    public void Months_CountByThemselves()
    {
        FixedObservationRule[] rules = [.. Scheme.Document.Bonus!.Rules.Cast<FixedObservationRule>()];
        var bonus = rules[0];
        var deduction = Assert.IsType<FixedObservationRule>(Assert.Single(Scheme.Document.Deductions!.Rules));

        Assert.Equal(("village-monthly", "excellent"), (bonus.Periods!.Scheme.Value, bonus.Periods.Grade!.Value.Value));
        Assert.Equal(("village-monthly", "poor"), (deduction.Periods!.Scheme.Value, deduction.Periods.Grade!.Value.Value));
        Assert.Equal([("village-monthly", null), ("village-arena", 3)], rules.Select(rule => (rule.Periods!.Scheme.Value, rule.Periods.Places)));
    }

    /// <summary>月度“优秀”少于6次或“较差”3次及以上，年度不参评“优秀”.</summary>
    [Theory]
    [InlineData(100, true, "qualified")]
    [InlineData(100, false, "excellent")]
    [InlineData(75, true, "qualified")]
    [InlineData(65, true, "basically-qualified")]
    [InlineData(20, true, "unqualified")]
    public void Barred_WhateverTheScore_AreQualifiedAtBest(int points, bool isBarred, string grade)
    {
        var outcome = Assess(points, isBarred).Outcomes[0];

        Assert.Equal((OutcomeKind.Scored, GradeId.Of(grade), (int?)1), (outcome.Kind, outcome.Grade!.Value, outcome.Rank));
        Assert.Equal(isBarred ? 1 : 0, outcome.Explanation.Vetoes.Count);
        Assert.Equal(Score.Of(points, 1), outcome.Score);
    }

    [Fact]
    public void Barred_AreRaisedOnlyAgainstTheRule()
    {
        var raised = new MeetingDecision { Adjustments = [new() { Subject = Subject, Grade = GradeId.Of("excellent"), Reason = "表现突出" }] };

        var refused = Assert.IsType<DecisionRefused>(Meeting.Decide(Scheme, Assess(100, isBarred: true), raised));
        Assert.IsType<Decided>(Meeting.Decide(Scheme, Assess(100, isBarred: true), raised with { OverrideReason = "县委批准" }));
        Assert.IsType<Decided>(Meeting.Decide(Scheme, Assess(80, isBarred: false), raised));

        Assert.Equal((BreachKind.Raised, (SubjectId?)Subject), (Assert.Single(refused.Breaches).Kind, refused.Breaches[0].Subject));
    }

    [Fact]
    public void Barred_InBulk_AreTheSame()
    {
        var bulk = BulkAssessor.Assess(Scheme, BulkInput.From(Scheme, [Input(100, isBarred: true), Input(100, isBarred: false), Input(20, isBarred: true)]));

        Assert.Equal(["qualified", "excellent", "unqualified"], Enumerable.Range(0, 3).Select(subject => bulk.GradeOf(subject)!.Value.Value));
    }

    [Fact]
    public void Standing_OutsideAYearOfThresholds_IsRefused()
    {
        var monthly = SchemeFiles.Embedded("haixing.village-monthly");
        var rule = (FixedObservationRule)Scheme.Document.Bonus!.Rules[0];
        var wrong = monthly with
        {
            Bonus = monthly.Bonus! with { Rules = [rule with { Sources = [SourceId.Township] }] },
            Deductions = monthly.Deductions! with { Rules = [((LevelObservationRule)SchemeFiles.Embedded("haixing.organizer-annual").Bonus!.Rules[0]) with { Id = RuleId.Of("x"), Sources = [SourceId.Township] }] },
            Vetoes = [Scheme.Document.Vetoes[0] with { Sources = [SourceId.Township], Outcome = GradeId.Of("fair") }],
            TieBreakers = [],
        };

        Assert.Equal(
            [("$.bonus.rules[0].periods", "not-a-year"), ("$.deductions.rules[0].commendations", "not-a-bonus"), ("$.vetoes[0].standing", "not-a-year"), ("$.vetoes[0].standing", "needs-thresholds")],
            Scheme.From(wrong).Errors.Select(error => (error.Path, error.Code)));
    }

    private static SubjectId Subject => SubjectId.Of("c1");

    private static Proposal Assess(int points, bool isBarred) => Assert.IsType<Proposal>(Assessor.Assess(Scheme, Input(points, isBarred)));

    // So many points of a hundred, in five items of twenty.
    private static PoolInput Input(int points, bool isBarred)
    {
        var source = SourceId.Of("committee");
        var at = new DateTimeOffset(2027, 1, 20, 0, 0, 0, TimeSpan.Zero);
        return new PoolInput
        {
            Period = Period.Of("2026"),
            Roster = [new() { Subject = Subject, Township = TownshipId.Of("t1"), Village = VillageId.Of("v1") }],
            Readings = [.. Scheme.Document.Items.Select(item => new Reading { Item = item.Id, Source = source, Subject = Subject, Value = ReadingValue.Of(points / 5m), At = at })],
            Observations = isBarred
                ? [new() { Id = "year:c1", Rule = RuleId.Of("barred-from-excellent"), Subject = Subject, Source = source, On = new DateOnly(2026, 12, 31), Evidence = "优秀2次，少于6次", At = at }]
                : [],
        };
    }
}
