using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Tests.Support;

namespace Yuekao.Assessment.Tests.Aftermath;

/// <summary>The sample scheme opens a rectification below 60% of an item's maximum: party day below 12 of 20, income below 6 of 10, review below 12 of 20.</summary>
public sealed class ShortfallTests
{
    private static readonly Scheme Scheme = SampleScheme.Scheme;

    [Fact]
    public void Of_EveryItemAtItsMaximum_IsEmpty() => Assert.Empty(Found(SamplePool.Of("v1", "v2")));

    [Theory]
    [InlineData("12", "")]
    [InlineData("11.99", "s000 party-day Points 1199/100 of 20")]
    [InlineData("0", "s000 party-day Points 0 of 20")]
    public void Of_PointsAroundTheShare_OnlyBelowItIsShort(string points, string expected) =>
        Assert.Equal(expected, string.Join("; ", Found(SamplePool.Of("v1").Set("party-day", 0, Number(points)))));

    [Fact]
    public void Of_WithoutRectificationRules_IsOnlyTheFailedBaseline()
    {
        var scheme = SampleScheme.With(("rectification", null)).Required();
        var pool = SamplePool.Of("v1", "v1").Set("on-duty", 0, ReadingValue.NotMet).Set("party-day", 1, Number("0"));

        Assert.Equal(["s000 on-duty Baseline"], Found(pool, scheme));
    }

    [Fact]
    public void Of_VillageItem_IsShortOnceAVillage() =>
        Assert.Equal(["v1 income Points 5 of 10", "v3 income Points 0 of 10"], Found(SamplePool.Of("v1", "v1", "v2", "v3").Set("income", "v1", Number("49999.99")).Set("income", "v3", Number("0"))));

    [Fact]
    public void Of_VillageCheckInTheGate_IsTheVillagesBaseline()
    {
        var scheme = SampleScheme.With(("gate/conditions/+", """{ "item": "grid" }""")).Required();

        // Below the share as well, and yet one shortfall.
        Assert.Equal(["v1 grid Baseline 0 of 10"], Found(SamplePool.Of("v1", "v1", "v2").Set("grid", "v1", ReadingValue.NotMet), scheme));
    }

    [Theory]
    [InlineData("poor", "average", "s000 review Points 42/5 of 20")]
    [InlineData("average", "average", "")]
    [InlineData("good", "poor", "")]
    [InlineData("poor", "excellent", "s000 review Points 58/5 of 20")]
    public void Of_Raters_TheirWeightedMeanDecides(string township, string organization, string expected) =>
        Assert.Equal(expected, string.Join("; ", Found(SamplePool.Of("v1").Set("review", 0, ReadingValue.Of(township), "township").Set("review", 0, ReadingValue.Of(organization), "department:organization"))));

    /// <summary>Three raters alike: (20 + 20 + 16) / 3 is 56/3, just what 14/15 of 20 would be; no share of four decimals is equal to it.</summary>
    [Theory]
    [InlineData("0.9333", "")]
    [InlineData("0.9334", "s000 review Points 56/3 of 20")]
    public void Of_MeanWithoutAnEndInDecimals_IsComparedExactly(string below, string expected)
    {
        var scheme = SampleScheme.With(
            ("rectification/below", below),
            ("components/1/raters", """[ { "source": "township" }, { "source": "department:organization" }, { "source": "department:civil-affairs" } ]""")).Required();
        var pool = SamplePool.Of("v1");
        pool = pool with { Readings = [.. pool.Readings, Make.Reading("review", 0, ReadingValue.Of("good"), "department:civil-affairs")] };

        Assert.Equal(expected, string.Join("; ", Found(pool, scheme)));
    }

    [Fact]
    public void Of_WaivedItem_IsNoShortfall() =>
        Assert.Empty(Found(SamplePool.Of("v1").Set("party-day", 0, Number("0")).Set("on-duty", 0, ReadingValue.NotMet).Waive("party-day").Waive("on-duty")));

    [Fact]
    public void Of_Gated_HasTheBaselineAndTheItemsThatWereRead()
    {
        var pool = SamplePool.Of("v1").Set("on-duty", 0, ReadingValue.NotMet).Set("party-day", 0, Number("1")).Set("review", 0, ReadingValue.Of("poor")).Drop("review", 0, "department:organization");

        Assert.Equal(["s000 on-duty Baseline", "s000 party-day Points 1 of 20"], Found(pool));
    }

    [Fact]
    public void Of_NotAssessed_HasNoneAndNorHasTheirVillage() =>
        Assert.Equal(["v1 income Points 0 of 10"], Found(SamplePool.Of("v1", "v1", "v2").OnLeave(0).OnLeave(2)
            .Set("on-duty", 0, ReadingValue.NotMet).Set("party-day", 0, Number("0")).Set("income", "v1", Number("0")).Set("income", "v2", Number("0"))));

    [Fact]
    public void Of_SeveralOwners_StandByItemAndThenByRoster() =>
        Assert.Equal(
            ["s001 on-duty Baseline", "v2 income Points 0 of 10", "v1 income Points 0 of 10", "s000 party-day Points 1 of 20", "s002 party-day Points 2 of 20"],
            Found(SamplePool.Of("v2", "v1", "v2").Set("party-day", 2, Number("2")).Set("party-day", 0, Number("1")).Set("income", "v1", Number("0")).Set("income", "v2", Number("0")).Set("on-duty", 1, ReadingValue.NotMet)));

    [Fact]
    public void Of_AnotherScheme_IsAMistake() =>
        Assert.Throws<ArgumentException>(() => Shortfalls.Of(Scheme, Make.Approve(Make.Scheme(), Make.Pool(90))));

    private static ReadingValue Number(string text) => ReadingValue.Of(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<string> Found(PoolInput pool, Scheme? scheme = null) => Shortfalls.Of(scheme ?? Scheme, Make.Approve(scheme ?? Scheme, pool)).Select(Text);

    private static string Text(Shortfall shortfall)
    {
        Assert.NotEqual(shortfall.Subject is null, shortfall.Village is null);
        var points = shortfall.Maximum is null ? "" : $" {shortfall.Obtained} of {shortfall.Maximum}";
        return $"{shortfall.Subject?.Value ?? shortfall.Village?.Value} {shortfall.Item} {shortfall.Kind}{points}";
    }
}
