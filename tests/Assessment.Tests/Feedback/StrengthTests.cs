using Yuekao.Assessment.Feedback;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Feedback;

/// <summary>Two subjects of a scheme with points items: the first one's strengths beside the second.</summary>
public sealed class StrengthTests
{
    [Theory]
    [InlineData(20, 20, true)]
    [InlineData(19, 20, false)]
    [InlineData(16, 12, true)]
    [InlineData(16, 12.01, false)]
    [InlineData(19, 0, true)]
    [InlineData(0, 0, false)]
    public void For_ItemOf20_IsAStrengthAtItsMaximumOrATenthAboveTheAverage(double own, double other, bool strength) =>
        Assert.Equal(strength, Strengths([20], [(decimal)own], [(decimal)other]).Count == 1);

    [Fact]
    public void For_SeveralStrengths_TheGreatestLeadByMaximumIsFirst() =>
        Assert.Equal(["b", "c", "d", "a"], Strengths([20, 20, 10, 10], [20, 20, 10, 9], [18, 8, 4, 7]));

    [Fact]
    public void For_MoreThanFive_TheFirstFiveOfEqualsStay() =>
        Assert.Equal(["g", "a", "b", "c", "d"], Strengths([10, 10, 10, 10, 10, 10, 10], [10, 10, 10, 10, 10, 10, 10], [5, 5, 5, 5, 5, 5, 4]));

    [Theory]
    [InlineData(12, true)]
    [InlineData(11.99, false)]
    public void For_LeadBelowTheShareToRectify_IsNoStrength(double own, bool strength) => Assert.Equal(strength, Strengths([20], [(decimal)own], [0], below: true).Count == 1);

    [Theory]
    [InlineData("met", true)]
    [InlineData("notApplicable", false)]
    public void For_CheckThatDidNotApply_IsNoStrength(string state, bool strength)
    {
        var scheme = SampleScheme.Scheme;
        var pool = SamplePool.Of("v1").Set("grid", "v1", ReadingValue.Of(state));

        Assert.Equal(strength, PoolFeedback.Of(scheme, Make.Approve(scheme, pool)).For(Make.Subject(0)).Strengths.Any(item => item.Item.Value == "grid"));
    }

    private static List<string> Strengths(decimal[] maxima, decimal[] own, decimal[] other, bool below = false)
    {
        Item[] items = [.. maxima.Select((maximum, place) => Make.PointsItem(((char)('a' + place)).ToString(), maximum))];
        var document = Make.Document(Make.TwentySixtyTwenty, items);
        var scheme = Scheme.From(below ? document with { Rectification = new() { Below = Share.Of(0.6m) } } : document).Required();
        var pool = Make.Pool(null, null) with
        {
            Readings =
            [
                .. new[] { 0, 1 }.Select(subject => Make.Reading("duty", subject, ReadingValue.Met)),
                .. items.SelectMany((item, place) => new[] { own, other }.Select((values, subject) => Make.Reading(item.Id.Value, subject, ReadingValue.Of(values[place])))),
            ],
        };
        return [.. PoolFeedback.Of(scheme, Make.Approve(scheme, pool)).For(Make.Subject(0)).Strengths.Select(strength => strength.Item.Value)];
    }
}
