using System.Numerics;
using System.Text.Json;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Values;

public sealed class ValueTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("0.01", true)]
    [InlineData("0.010", true)]
    [InlineData("0.001", false)]
    [InlineData("-0.01", false)]
    [InlineData("1000000", true)]
    [InlineData("1000000.01", false)]
    public void Points_TryOf_KeepsTwoDecimalsAndBounds(string number, bool valid) => Assert.Equal(valid, Points.TryOf(Number(number), out _));

    [Theory]
    [InlineData("0", false)]
    [InlineData("0.01", true)]
    [InlineData("100", true)]
    [InlineData("100.01", false)]
    [InlineData("33.333", false)]
    public void Weight_TryOf_IsAboveZeroAndAtMostAHundred(string number, bool valid) => Assert.Equal(valid, Weight.TryOf(Number(number), out _));

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", true)]
    [InlineData("1.0001", false)]
    [InlineData("0.0001", true)]
    [InlineData("0.00001", false)]
    [InlineData("-0.1", false)]
    public void Share_TryOf_IsFromZeroToOne(string number, bool valid) => Assert.Equal(valid, Share.TryOf(Number(number), out _));

    [Theory]
    [InlineData("-1000000000000", true)]
    [InlineData("1000000000000", true)]
    [InlineData("1000000000000.01", false)]
    [InlineData("1.234", false)]
    public void Quantity_TryOf_KeepsItsBounds(string number, bool valid) => Assert.Equal(valid, Quantity.TryOf(Number(number), out _));

    [Fact]
    public void Of_InvalidNumber_SaysWhatItMustBe()
    {
        var failure = Assert.Throws<FormatException>(() => Points.Of(1.001m));

        Assert.Equal("1.001 is not valid as Points: it must be a number from 0 to 1000000 with at most two decimals.", failure.Message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(999, 200)]
    [InlineData(1_000_000_000_000, 200_000_000_000)]
    [InlineData(long.MaxValue, 1_844_674_407_370_955_161)]
    public void Fen_PortionOfAFifth_RoundsHalfUp(long amount, long expected) => Assert.Equal(expected, new Fen(amount).Portion(Share.Of(0.2m)).Amount);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    public void Fen_PortionOfAHalf_RoundsUp(long amount, long expected) => Assert.Equal(expected, new Fen(amount).Portion(Share.Of(0.5m)).Amount);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(31, 1_000)]
    [InlineData(15, 484)]
    [InlineData(1, 32)]
    public void Fen_Prorate_RoundsHalfUp(int days, long expected) => Assert.Equal(expected, new Fen(1_000).Prorate(days, 31).Amount);

    [Fact]
    public void Fen_Misuse_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Fen(-1).Portion(Share.Of(0.2m)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Fen(1).Prorate(32, 31));
        Assert.Throws<OverflowException>(() => new Fen(long.MaxValue) + new Fen(1));
        Assert.Throws<OverflowException>(() => new Fen(long.MinValue) - new Fen(1));
    }

    [Theory]
    [InlineData(89_994, 1_000, "89.99")]
    [InlineData(89_995, 1_000, "90.00")]
    [InlineData(2, 3, "0.67")]
    [InlineData(1, 200, "0.01")]
    [InlineData(1, 201, "0.00")]
    [InlineData(0, 7, "0.00")]
    [InlineData(-1, 200, "0.00")]
    [InlineData(-1, 100, "-0.01")]
    [InlineData(-201, 200, "-1.00")]
    [InlineData(-7, 2, "-3.50")]
    public void Score_Shown_RoundsHalfUpToTwoDecimals(long numerator, long denominator, string expected)
    {
        Assert.Equal(expected, Score.Of(numerator, denominator).Shown);
        Assert.Equal(Score.Of(numerator, denominator), Score.OfSmall(numerator, denominator));
    }

    [Fact]
    public void Score_EqualFractions_AreEqual()
    {
        Assert.Equal(Score.Of(1, 3), Score.Of(33, 99));
        Assert.Equal(Score.Of(1, 3).GetHashCode(), Score.Of(33, 99).GetHashCode());
        Assert.True(Score.Of(1, 3) > Score.Of(33_333, 100_000) && Score.Of(1, 3) < Score.Of(33_334, 100_000));
        Assert.True(Score.Of(BigInteger.Pow(10, 60), BigInteger.Pow(10, 60) + 1) < Score.Of(1, 1));
        Assert.Equal(Score.Zero, Score.Of(0, 5));
    }

    [Theory]
    [InlineData("179/2", true)]
    [InlineData("-7", true)]
    [InlineData("1/0", false)]
    [InlineData("1/-2", false)]
    [InlineData("", false)]
    [InlineData("a", false)]
    public void Score_TryParse_ReadsFractions(string text, bool valid)
    {
        Assert.Equal(valid, Score.TryParse(text, out var score));
        if (valid)
            Assert.Equal(text, score.ToString());
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("haixing.village-monthly", true)]
    [InlineData("7", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData(".a", false)]
    [InlineData("A", false)]
    [InlineData("a|b", false)]
    [InlineData("a/b", false)]
    [InlineData("村", false)]
    [InlineData(null, false)]
    public void Id_TryOf_KeepsToTheSlug(string? text, bool valid) => Assert.Equal(valid, VillageId.TryOf(text, out _));

    [Fact]
    public void Id_TryOf_TakesUpTo64Characters()
    {
        Assert.True(SubjectId.TryOf(new string('a', 64), out _));
        Assert.False(SubjectId.TryOf(new string('a', 65), out _));
        Assert.Throws<FormatException>(() => ItemId.Of("No"));
    }

    [Theory]
    [InlineData("township", true)]
    [InlineData("department:civil-affairs", true)]
    [InlineData("department:", false)]
    [InlineData("judge:organization", true)]
    [InlineData("judge:", false)]
    [InlineData("vote:township-leadership", true)]
    [InlineData("vote", false)]
    [InlineData("results", true)]
    [InlineData("county", false)]
    public void SourceId_TryOf_IsARoleOrWhatIsComputed(string text, bool valid) => Assert.Equal(valid, SourceId.TryOf(text, out _));

    [Theory]
    [InlineData("haixing.village-monthly@1", true)]
    [InlineData("a@0", false)]
    [InlineData("a", false)]
    [InlineData("@1", false)]
    public void SchemeKey_TryOf_NeedsIdAndVersion(string text, bool valid)
    {
        Assert.Equal(valid, SchemeKey.TryOf(text, out var key));
        Assert.Equal(valid ? text : "", key.Value);
    }

    [Theory]
    [InlineData("\"met\"")]
    [InlineData("12.5")]
    [InlineData("-3")]
    [InlineData("""{"sum":541.25,"count":6}""")]
    public void ReadingValue_Json_IsAWordANumberOrAMean(string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ReadingValue>(json, AssessmentJson.Options), AssessmentJson.Options));

    [Theory]
    [InlineData("1.234")]
    [InlineData("true")]
    [InlineData("\"\"")]
    [InlineData("1e300")]
    [InlineData("{}")]
    [InlineData("""{"sum":541.25}""")]
    [InlineData("""{"sum":541.25,"count":0}""")]
    [InlineData("""{"sum":541.255,"count":6}""")]
    [InlineData("""{"sum":-1,"count":6}""")]
    [InlineData("""{"sum":1000000.01,"count":1}""")]
    [InlineData("""{"sum":1,"count":1000001}""")]
    [InlineData("""{"sum":1,"count":2,"count":2}""")]
    [InlineData("""{"sum":1,"count":2,"of":3}""")]
    [InlineData("""{"sum":"1","count":2}""")]
    public void ReadingValue_OtherJson_IsRefused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<ReadingValue>(json, AssessmentJson.Options));

    [Theory]
    [InlineData("""{"sum":3,"count":2}""", "1.5")]
    [InlineData("""{"count":6,"sum":300}""", "50")]
    [InlineData("""{"sum":1082.5,"count":12}""", """{"sum":541.25,"count":6}""")]
    [InlineData("""{"sum":0,"count":9}""", "0")]
    public void ReadingValue_Mean_IsInLowestTerms(string json, string reduced) =>
        Assert.Equal(reduced, JsonSerializer.Serialize(JsonSerializer.Deserialize<ReadingValue>(json, AssessmentJson.Options), AssessmentJson.Options));

    [Theory]
    [InlineData(54_125, 6, "90.21")]
    [InlineData(1, 3, "0")]
    [InlineData(5, 10, "0.01")]
    [InlineData(100_000_000, 1, "1000000")]
    public void Mean_Shown_RoundsHalfUpToTwoDecimals(long sum, int count, string shown) => Assert.Equal(shown, Mean.Of(sum, count).ToString());

    [Fact]
    public void Mean_EqualFractions_AreEqual()
    {
        Assert.Equal(Mean.Of(100, 3), Mean.Of(300, 9));
        Assert.NotEqual(Mean.Of(100, 3), Mean.Of(301, 9));
        Assert.Equal(default, Mean.Of(0, 7));
        Assert.Equal(Score.Of(1, 3), Mean.Of(100, 3).ToScore());
        Assert.Throws<ArgumentOutOfRangeException>(() => Mean.Of(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mean.Of(300_000_001, 3));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
