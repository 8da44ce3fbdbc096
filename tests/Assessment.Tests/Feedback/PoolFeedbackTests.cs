using System.Text.Json;
using Yuekao.Assessment.Feedback;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Feedback;

public sealed class PoolFeedbackTests
{
    private static readonly Scheme Scheme = SampleScheme.Scheme;

    [Fact]
    public void For_Scored_HasEveryItemInTheSchemesOrder()
    {
        var feedback = For(SamplePool.Of("v1"), 0);

        Assert.Equal(
            ["on-duty  of  in Subject", "income 10 of 10 in Village", "party-day 20 of 20 in Subject", "grid 10 of 10 in Village", "review 20 of 20 in Subject"],
            feedback.Items.Select(item => $"{item.Item} {item.Obtained} of {item.Maximum} in {item.Level}"));
        Assert.Equal([1, 1, 1, 1, 2], feedback.Items.Select(item => item.Readings.Count));
        Assert.All(feedback.Items, item => Assert.False(item.FailedGate || item.Waived));
    }

    [Fact]
    public void For_Pool_AveragesExactlyAndShowsRounded()
    {
        var item = Item(For(SamplePool.Of("v1", "v1", "v1").Set("party-day", 0, ReadingValue.Of(13)).Set("party-day", 1, ReadingValue.Of(17)), 2), "party-day");

        Assert.Equal((Score.Of(50, 3), "16.67"), (item.Average!.Value, item.Average.Value.Shown));
    }

    [Fact]
    public void For_VillageItem_AveragesOverSubjectsNotVillages() =>
        Assert.Equal(Score.Of(20, 3), Item(For(SamplePool.Of("v1", "v1", "v2").Set("income", "v2", ReadingValue.Of(0)), 0), "income").Average);

    [Fact]
    public void For_Raters_GivesAndAveragesTheirWeightedMean()
    {
        var item = Item(For(SamplePool.Of("v1", "v1").Set("review", 0, ReadingValue.Of("poor"), "township"), 0), "review");

        Assert.Equal([Points.Of(6), Points.Of(20)], item.Readings.Select(line => line.Points!.Value));
        Assert.Equal((Score.Of(116, 10), Score.Of(158, 10)), (item.Obtained, item.Average));
    }

    [Fact]
    public void For_Gated_HasReadingsAndCountsInTheAverage()
    {
        var pool = SamplePool.Of("v1", "v1").Set("on-duty", 0, ReadingValue.NotMet).Set("party-day", 0, ReadingValue.Of(10)).Drop("review", 0, "township");

        var feedback = For(pool, 0);

        Assert.True(Item(feedback, "on-duty").FailedGate);
        Assert.Equal((Score.Of(10, 1), Score.Of(15, 1)), (Item(feedback, "party-day").Obtained, Item(feedback, "party-day").Average));
        Assert.Equal((1, null, Score.Of(20, 1)), (Item(feedback, "review").Readings.Count, Item(feedback, "review").Obtained, Item(feedback, "review").Average));
        Assert.Equal(["on-duty", "party-day"], feedback.Shortfalls.Select(shortfall => shortfall.Item.Value));
    }

    [Fact]
    public void For_NotAssessed_HasReadingsOnly()
    {
        var pool = SamplePool.Of("v1", "v1").OnLeave(0).Set("party-day", 0, ReadingValue.Of(0)).Set("income", "v1", ReadingValue.Of(0));

        var (absent, present) = (For(pool, 0), For(pool, 1));

        Assert.Equal([1, 1, 1, 1, 2], absent.Items.Select(item => item.Readings.Count));
        Assert.All(absent.Items, item => Assert.Null(item.Obtained));
        Assert.Empty(absent.Strengths);
        Assert.Empty(absent.Shortfalls);
        Assert.Equal(Score.Of(20, 1), Item(present, "party-day").Average);
        Assert.Equal(["income"], present.Shortfalls.Select(shortfall => shortfall.Item.Value));
    }

    [Fact]
    public void For_WaivedItem_SaysSoAndGivesNothing()
    {
        var item = Item(For(SamplePool.Of("v1").Waive("income"), 0), "income");

        Assert.Equal((true, null, null, null, 1), (item.Waived, item.Obtained, item.Maximum, item.Average, item.Readings.Count));
    }

    [Fact]
    public void For_NobodyHasAReading_HasNoAverage()
    {
        var item = Item(For(SamplePool.Of("v1").Set("on-duty", 0, ReadingValue.NotMet).Drop("party-day", 0), 0), "party-day");

        Assert.Equal((0, null, Points.Of(20), null), (item.Readings.Count, item.Obtained, item.Maximum, item.Average));
    }

    [Fact]
    public void For_Shortfalls_AreOnesOwnAndOnesVillages()
    {
        var pool = SamplePool.Of("v1", "v1", "v2").Set("income", "v1", ReadingValue.Of(0)).Set("party-day", 1, ReadingValue.Of(0));
        var feedback = PoolFeedback.Of(Scheme, Make.Approve(Scheme, pool));

        Assert.Equal(["income", "income,party-day", ""], Enumerable.Range(0, 3).Select(place => string.Join(',', feedback.For(Make.Subject(place)).Shortfalls.Select(shortfall => shortfall.Item))));
        Assert.Equal(["income", "party-day"], feedback.Shortfalls.Select(shortfall => shortfall.Item.Value));
    }

    [Fact]
    public void For_SubjectOfAnotherPool_IsAMistake() => Assert.Throws<ArgumentException>(() => For(SamplePool.Of("v1"), 1));

    [Fact]
    public void Of_AnotherScheme_IsAMistake() => Assert.Throws<ArgumentException>(() => PoolFeedback.Of(Scheme, Make.Approve(Make.Scheme(), Make.Pool(90))));

    /// <summary>Notices are stored.</summary>
    [Fact]
    public void Json_OfAFeedback_ReadsBackTheSame()
    {
        var json = JsonSerializer.Serialize(For(SamplePool.Of("v1", "v2").Set("party-day", 0, ReadingValue.Of(1)), 0), AssessmentJson.Options);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<SubjectFeedback>(json, AssessmentJson.Options), AssessmentJson.Options));
    }

    private static SubjectFeedback For(PoolInput pool, int subject) => PoolFeedback.Of(Scheme, Make.Approve(Scheme, pool)).For(Make.Subject(subject));

    private static ItemFeedback Item(SubjectFeedback feedback, string item) => feedback.Items.Single(one => one.Item.Value == item);
}
