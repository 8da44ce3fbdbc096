using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Subsidies;

public sealed class ArrearsTests
{
    private static readonly SubsidyRules Rules = new()
    {
        AssessedShare = Share.Of(0.2m),
        Reward = new FixedReward { Amount = new(20_000), FundedBy = Tier.County },
        NotAssessed = new() { OnLeave = SubsidyTreatment.Prorate, Suspended = SubsidyTreatment.Withhold, ShortService = SubsidyTreatment.Pay },
        Grades = [new() { Grade = Make.Excellent, Paid = Share.Of(1), Rewarded = true }, new() { Grade = Make.Fair, Paid = Share.Of(0.5m) }, new() { Grade = Make.Poor, Paid = Share.Of(0) }],
    };

    // October's 31 days at 3,100 yuan a month: 100 yuan a day, of which 20 are assessed.
    [Theory]
    [InlineData("excellent", 20, 31, 110_000)]
    [InlineData("fair", 20, 31, 99_000)]
    [InlineData("poor", 20, 31, 88_000)]
    [InlineData("poor", 31, 20, -88_000)]
    [InlineData("excellent", 31, 0, -310_000)]
    public void Of_ADifferenceInDays_PaysItByTheRecordedGradeWithoutReward(string grade, int before, int after, long difference)
    {
        var booked = new Fen((before * 8_000) + (before * 20 * Paid(grade)));

        var line = ArrearsLine.Of(Rules, Make.October, Pay(before, after) with { Grade = GradeId.Of(grade), Booked = booked })!;

        Assert.Equal((Make.October, difference), (line.Period, line.Difference.Amount));
        Assert.Equal((new Fen(before * 10_000), before, new Fen(after * 10_000), after), (line.Before.Base, line.Before.Days, line.After.Base, line.After.Days));
    }

    [Theory]
    [InlineData(NotAssessedReason.OnLeave, 31, 10, 268_000)]
    [InlineData(NotAssessedReason.Suspended, 31, 10, 248_000)]
    [InlineData(NotAssessedReason.ShortService, 31, 10, 310_000)]
    [InlineData(NotAssessedReason.OnLeave, 0, 0, 0)]
    public void Of_SomebodyNotAssessed_PaysAsTheSchemeTreatsTheReason(NotAssessedReason reason, int days, int served, long due)
    {
        var pay = Pay(0, days) with { Reason = reason, After = new(new(days * 10_000), days, served), Booked = new(due - 7) };

        Assert.Equal(7, ArrearsLine.Of(Rules, Make.October, pay)!.Difference.Amount);
        Assert.Null(ArrearsLine.Of(Rules, Make.October, pay with { Booked = new(due) }));
    }

    [Fact]
    public void Of_ARecordedGradeThatTheRulesDoNotPay_Throws() =>
        Assert.Throws<ArgumentException>(() => ArrearsLine.Of(Rules, Make.October, Pay(1, 2) with { Grade = GradeId.Of("odd") }));

    [Fact]
    public void Reconcile_WithArrears_HasThemForEveryTownshipAndTheCounty()
    {
        ArrearsLine[] lines = [Line("t1", 500), Line("t1", -200), Line("t2", -900)];
        var ledger = new Ledger(Make.Scheme().Key, Make.October, Tier.Township, []) { Arrears = lines };

        var sums = Ledger.Combine([ledger, ledger with { Arrears = [Line("t2", 100)] }]).Reconcile();

        Assert.True(sums.Balances);
        Assert.Equal([("t1", 300L, 300L), ("t2", -800L, -800L)], sums.Townships.Select(one => (one.Township!.Value.Value, one.Arrears.Amount, one.Paid.Amount)));
        Assert.Equal((-500, -500), (sums.County.Arrears.Amount, sums.County.Paid.Amount));
        Assert.Equal(-3, (sums.County with { Arrears = new(-497) }).Difference.Amount);
    }

    private static int Paid(string grade) => grade switch { "excellent" => 100, "fair" => 50, _ => 0 };

    private static RevisitedPay Pay(int before, int after) => new()
    {
        Subject = Make.Subject(1),
        Township = TownshipId.Of("t1"),
        Before = new(new(before * 10_000), before, before),
        After = new(new(after * 10_000), after, after),
        Booked = Fen.Zero,
    };

    private static ArrearsLine Line(string township, long difference) => new(Make.Subject(1), TownshipId.Of(township), Make.October, default, default, new(difference));
}
