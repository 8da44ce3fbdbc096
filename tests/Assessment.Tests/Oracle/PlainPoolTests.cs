using Yuekao.Assessment.Tests.Oracle.Plain;
using Yuekao.Assessment.Tests.Oracle.Rules;

namespace Yuekao.Assessment.Tests.Oracle;

/// <summary>The second implementation on pools small enough to reckon by hand.</summary>
public sealed class PlainPoolTests
{
    private static readonly PlainScheme Scheme = new()
    {
        Items =
        [
            new("duty", "check", "t", false, 0, []),
            new("work", "points", "t", false, 30, []),
            new("grid", "check", "t", true, 10, []),
            new("review", "level", null, false, 20, [new(0, "good", 20), new(0, "bad", 5)]),
        ],
        Gate = [new("duty"), new("work", AtLeast: 3)],
        Components = [new("work", 80, ["work", "grid"], []), new("review", 20, ["review"], [("t", 60), ("d", 40)])],
        Bonus = new(5, [new("praise", null, true, null, [new(0, "central", 4), new(0, "county", 1)], null), new("task", 2, false, null, [], 2)]),
        Deductions = new(6, [new("absent", 3, false, 1, [], null), new("complaint", null, false, 4, [], null)]),
        Vetoes = new() { ["lie"] = "poor", ["slip"] = "fair" },
        TieBreakers = ["item work", "deductions"],
        Grading = new("quota", [("excellent", 0.2m), ("fair", 0.6m), ("poor", 0.2m)], "fair"),
        LeaveStaysOut = true,
        SuspendedStayOut = true,
        MinimumDays = 15,
        Subsidy = new(0.2m, new() { ["excellent"] = (1, true), ["fair"] = (1, false), ["poor"] = (0, false) }, null, true,
            new() { ["onLeave"] = "prorate", ["suspended"] = "withhold", ["shortService"] = "pay" }),
    };

    [Fact]
    public void Total_ComponentsRatersBonusAndDeductions_AddUp()
    {
        // 80 × (27 + 10)/40 + 20 × (0.6 × 20 + 0.4 × 5)/20 + min(5, 4 + 2) − min(6, 3 + 0) = 74 + 14 + 5 − 3
        List<PlainObservation> noted =
        [
            new("praise", "county"), new("praise", "central"), new("task", Points: 1.5m), new("task", Points: 1),
            new("absent"), new("absent"), new("absent"), new("absent"),
        ];
        var pool = Pool([Subject("a", noted: noted)], [], Read("a", 27, "met", "good", "bad"));

        Assert.Equal<Fraction>(90, Scores.Total(Scheme, pool, pool.Roster[0]));
    }

    [Theory]
    [InlineData("grid", 92)]
    [InlineData("work", 100)]
    [InlineData("review", 95)]
    public void Total_WaivedItem_LeavesItsComponent(string waived, int expected)
    {
        // Without grid 80 × 27/30 + 20; without work 80 × 10/10 + 20; without review the rest counts 100: 100 × 38/40.
        var pool = Pool([Subject("a")], [waived], Read("a", waived == "review" ? 28 : 27, "met", "good", "good"));

        Assert.Equal<Fraction>(expected, Scores.Total(Scheme, pool, pool.Roster[0]));
    }

    [Fact]
    public void Total_MoreDeductedThanGiven_IsNegative()
    {
        // 20 × 5/20 − min(6, 4 + 4)
        var pool = Pool([Subject("a", noted: [new("complaint"), new("complaint")])], [], Read("a", 0, "notMet", "bad", "bad"));

        Assert.Equal<Fraction>(-1, Scores.Total(Scheme, pool, pool.Roster[0]));
    }

    [Fact]
    public void Of_GatedVetoedAndAbsent_AreSettledBeforeTheRanking()
    {
        var pool = Pool(
            [
                Subject("a"), Subject("b", noted: [new("slip"), new("lie")]), Subject("c"),
                Subject("d", "onLeave", 3), Subject("e", "suspended", 3), Subject("f", days: 14),
            ],
            [],
            [.. Read("a", 2.99m, "met", "good", "good", duty: "notMet"), .. Read("b", 30, "met", "good", "good"), .. Read("c", 30, "met", "good", "good")]);

        var outcomes = PoolOutcomes.Of(Scheme, pool);

        Assert.Equal(["duty", "work"], outcomes[0].FailedConditions);
        Assert.Equal(["slip", "lie"], outcomes[1].Vetoes);
        Assert.Equal(["poor", "poor", "excellent", null, null, null], outcomes.Select(one => one.Grade));
        Assert.Equal([null, null, 1, null, null, null], outcomes.Select(one => one.Rank));
        Assert.Equal([null, null, null, "onLeave", "suspended", "shortService"], outcomes.Select(one => one.NotAssessed));
    }

    [Fact]
    public void Of_EqualScores_AreSplitByTheTieBreakersInOrder()
    {
        var pool = Pool(
            [Subject("a"), Subject("b"), Subject("c", noted: [new("task", Points: 1), new("absent")]), Subject("d")],
            [],
            [
                .. Read("a", 20, "met", "good", "good"), .. Read("b", 30, "notMet", "good", "good"),
                .. Read("c", 20, "met", "good", "good"), .. Read("d", 20, "met", "good", "good"),
            ]);

        Assert.Equal([2, 1, 4, 2], PoolOutcomes.Of(Scheme, pool).Select(one => one.Rank!.Value));
    }

    [Fact]
    public void Pay_PooledReward_SharesWhatTheAssessedWereNotPaid()
    {
        // P = 20% of 1,003 fen = 200.6, half up 201. Two poor leave 402, shared by two: a and c. On leave 10 of 30 days: 67.
        var pool = Pool([Subject("a"), Subject("b"), Subject("c"), Subject("d"), Subject("e", "onLeave", 10), Subject("f", "suspended")], [], []);
        List<PlainOutcome> outcomes =
        [
            new("a") { Grade = "excellent" }, new("b") { Grade = "poor" }, new("c") { Grade = "excellent" }, new("d") { Grade = "poor" },
            new("e") { NotAssessed = "onLeave" }, new("f") { NotAssessed = "suspended" },
        ];

        var pays = Pay.Of(Scheme, pool, outcomes);

        Assert.Equal([201, 0, 201, 0, 67, 0], pays.Select(pay => pay.Paid));
        Assert.Equal([201, 0, 201, 0, 0, 0], pays.Select(pay => pay.Reward));
        Assert.All(pays, pay => Assert.Equal((802, 201), (pay.Unassessed, pay.Assessed)));
    }

    [Fact]
    public void Pay_OddFen_GoToTheFirstOnTheRoster()
    {
        var pool = Pool([Subject("a"), Subject("b"), Subject("c"), Subject("d")], [], []);

        var pays = Pay.Of(Scheme, pool, [new("a") { Grade = "poor" }, new("b") { Grade = "excellent" }, new("c") { Grade = "fair" }, new("d") { Grade = "excellent" }]);

        Assert.Equal([0, 101, 0, 100], pays.Select(pay => pay.Reward));
    }

    private static PlainSubject Subject(string id, string status = "serving", int? days = null, List<PlainObservation>? noted = null) =>
        new(id, "v-" + id, status, null, days, 1003, noted ?? []);

    private static List<(string, string, string, object)> Read(string id, decimal work, string grid, string ours, string theirs, string duty = "met") =>
        [("duty", "t", id, duty), ("work", "t", id, work), ("grid", "t", "v-" + id, grid), ("review", "t", id, ours), ("review", "d", id, theirs)];

    private static PlainPool Pool(List<PlainSubject> roster, List<string> waived, List<(string Item, string Source, string About, object Value)> readings) =>
        new(30, roster, readings.ToDictionary(one => (one.Item, one.Source, one.About), one => one.Value), waived);
}
