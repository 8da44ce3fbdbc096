using Yuekao.Assessment.Tests.Oracle.Plain;
using Yuekao.Assessment.Tests.Oracle.Rules;

namespace Yuekao.Assessment.Tests.Oracle;

/// <summary>The second implementation gives the figures of docs/design.md 4, before it is trusted to check the library.</summary>
public sealed class WorkedFiguresTests
{
    private static readonly PlainGrading Quota = new("quota", [("excellent", 0.2m), ("fair", 0.6m), ("poor", 0.2m)], "fair");

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 1, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(3, 1, 2, 0)]
    [InlineData(5, 1, 3, 1)]
    [InlineData(7, 2, 4, 1)]
    [InlineData(10, 2, 6, 2)]
    [InlineData(98, 20, 59, 19)]
    public void Seats_20_60_20_AreTheDesigns(int pool, int excellent, int fair, int poor) =>
        Assert.Equal([excellent, fair, poor], Seats.For(pool, [0.2m, 0.6m, 0.2m]));

    [Theory]
    [InlineData("1,1,1,1,1,1,1,1,1,1", "", "EEFFFFFFPP")]
    [InlineData("1,1,1,1,1,1,1,1", "PP", "EEFFFFFF")]
    [InlineData("1,1,1,1,1,1,1", "PPP", "EEFFFFF")]
    [InlineData("1", "PPPPPPPPP", "E")]
    [InlineData("1,2,5,2", "", "EfFP")]
    [InlineData("2,5,1,2", "", "EFFP")]
    [InlineData("2,5,2,1", "", "EFfP")]
    [InlineData("3,7", "", "ff")]
    [InlineData("10", "", "f")]
    [InlineData("1,1", "", "EF")]
    [InlineData("2", "", "f")]
    [InlineData("1", "", "F")]
    public void Quota_GroupsOfEquals_TakeTheMiddleAcrossABoundary(string sizes, string set, string expected)
    {
        var names = Quota.Grades.ToDictionary(grade => char.ToUpperInvariant(grade.Id[0]), grade => grade.Id);

        var grades = Grades.ByQuota(Quota, [.. sizes.Split(',').Select(int.Parse)], [.. set.Select(letter => names[letter])]);

        Assert.Equal(expected, string.Concat(grades.Select(one => one.Tied ? one.Grade[0] : char.ToUpperInvariant(one.Grade[0]))));
    }

    [Theory]
    [InlineData(4, "3,1,1", "110", "000")]
    [InlineData(4, "1,1,1,1,1", "11110", "00000")]
    [InlineData(4, "3,2,1", "100", "010")]
    [InlineData(4, "5", "0", "1")]
    [InlineData(4, "2,2", "11", "00")]
    public void Selection_TieAcrossTheLine_SelectsNobodyOfIt(int selects, string sizes, string selected, string tied)
    {
        var result = Grades.BySelection(new("ranking", [], Selects: selects), [.. sizes.Split(',').Select(int.Parse)]);

        Assert.Equal(selected, string.Concat(result.Select(one => one.Selected ? '1' : '0')));
        Assert.Equal(tied, string.Concat(result.Select(one => one.Tied ? '1' : '0')));
    }

    [Theory]
    [InlineData("89.99", "second")]
    [InlineData("90", "first")]
    [InlineData("75", "second")]
    [InlineData("74.99", "third")]
    [InlineData("0", "third")]
    [InlineData("-1", "third")]
    public void Threshold_AtTheBoundary_IsInclusive(string score, string grade) =>
        Assert.Equal(grade, Grades.ByThreshold(new("thresholds", [("first", 90), ("second", 75), ("third", 0)]), Fraction.Of(Number(score))));

    [Fact]
    public void Threshold_JustBelow_IsNotRoundedUp() =>
        Assert.Equal("second", Grades.ByThreshold(new("thresholds", [("first", 90), ("second", 0)]), new Fraction(269_999, 3_000)));

    [Theory]
    [InlineData("49999.99", 4)]
    [InlineData("50000", 6)]
    [InlineData("29999", 0)]
    [InlineData("-5", 0)]
    public void Measure_HigherIsBetter_StartsEachBandInclusive(string income, int points) =>
        Assert.Equal<Fraction>(points, Points.Of(new("income", "measure", "t", false, 6, [new(30_000, "", 4), new(50_000, "", 6)]), Number(income)));

    [Theory]
    [InlineData(-1, 8)]
    [InlineData(0, 8)]
    [InlineData(1, 5)]
    [InlineData(7, 5)]
    public void Measure_LowerIsBetter_GivesTheFirstBandsPointsBelowIt(decimal complaints, int points) =>
        Assert.Equal<Fraction>(points, Points.Of(new("complaints", "measure", "t", false, 8, [new(0, "", 8), new(1, "", 5)], LowerIsBetter: true), complaints));

    [Theory]
    [InlineData("fewer", 5, true)]
    [InlineData("fewer", 6, false)]
    [InlineData("least", 2, false)]
    [InlineData("least", 3, true)]
    public void Standing_SixExcellentAndThreePoor_AreTheLimits(string rule, int months, bool bars)
    {
        var (grade, fewer, limit) = rule == "fewer" ? ("excellent", true, 6) : ("poor", false, 3);
        List<string?> year = [.. Enumerable.Repeat(grade, months), null, "fair", null];

        Assert.Equal([bars], Standing.Bars([(grade, fewer, limit)], year));
    }

    [Fact]
    public void Fraction_RoundHalfUp_RoundsTheHalfUp() =>
        Assert.Equal([0, 1, 1, 2], new[] { new Fraction(49, 100), new Fraction(1, 2), new Fraction(149, 100), new Fraction(3, 2) }.Select(one => (int)one.RoundHalfUp()));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
