using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Documents;

public sealed class HaixingOrganizerAnnualTests
{
    private static readonly SchemeDocument Document = SchemeFiles.Embedded("haixing.organizer-annual");

    [Fact]
    public void Cycle_IsAYearOfTheCountysOrganizers() =>
        Assert.Equal((PeriodKind.Year, SubjectKind.Organizer, Tier.County), (Document.Period, Document.Subject, Document.Pool));

    [Fact]
    public void Components_AreTheThreePartsOfTheRecordAndTheReview() =>
        Assert.Equal(
            [("基础工作", 26), ("特色工作", 3), ("其他工作", 1), ("综合评议", 5)],
            Document.Components.Select(component => (component.Title.ZhCn, component.Items.Count)));

    [Fact]
    public void WorkRecord_PartsAddUpTo100_AndKeepTheirProportionInTheScore()
    {
        var record = Document.Maxima().Take(3).ToList();

        Assert.Equal([60m, 25m, 15m], record);
        Assert.Equal(record.Select(points => points * 0.8m), Document.Components.Take(3).Select(component => component.Weight.Value));
    }

    [Fact]
    public void Review_FiveAspects_HaveFourLevelsWithPoints()
    {
        var review = Document.Components[^1].Items.Select(id => Assert.IsType<LevelItem>(Document.Items.Single(item => item.Id == id))).ToList();

        Assert.Equal(["德", "能", "勤", "绩", "廉"], review.Select(item => item.Title.ZhCn));
        Assert.All(review, item => Assert.Equal(["优秀", "良好", "一般", "较差"], item.Levels.Select(level => level.Title.ZhCn)));
        Assert.All(review, item => Assert.Equal([20m, 16m, 12m, 6m], item.Levels.Select(level => level.Points.Value)));
    }

    [Fact]
    public void Raters_AreTheTownshipsLeadershipAndTheSections_OfTheReviewBySecretBallot()
    {
        Assert.All(Document.Components.SkipLast(1), component =>
            Assert.Equal(["committee", "department:organization-sections"], component.Raters.Select(rater => rater.Source.Value)));
        Assert.Equal(
            [("vote:township-leadership", 60m), ("vote:organization-sections", 40m)], Document.Components[^1].Raters.Select(rater => (rater.Source.Value, rater.Weight!.Value.Value)));
        Assert.All(Document.Sources.Where(source => source.Id.IsRoll), source => Assert.IsType<BallotSheets>(source.Sheets));
    }

    [Fact]
    public void BasicWork_IsTheListOfTheMonthlyRanking() =>
        Assert.Equal(
            SchemeFiles.Embedded("haixing.work-ranking").Items.Select(item => item.Id),
            Document.Components[0].Items);

    [Fact]
    public void Bonus_FourLevelsOfCommendation_GiveLessEachTime()
    {
        var rule = Assert.IsType<LevelObservationRule>(Assert.Single(Document.Bonus!.Rules));

        Assert.Equal(["中央", "省", "市", "县"], rule.Levels.Select(level => level.Title.ZhCn));
        Assert.Equal([5m, 3m, 2m, 1m], rule.Levels.Select(level => level.Points.Value));
        Assert.Equal(Provenance.Source, rule.Provenance);
    }

    [Fact]
    public void Grades_AreTheSourcesFour_ByThreshold()
    {
        var grading = Assert.IsType<ThresholdGrading>(Document.Grading);

        Assert.Equal([("优秀", 90m), ("合格", 75m), ("基本合格", 60m), ("不合格", 0m)], grading.Grades.Select(grade => (grade.Title.ZhCn, grade.From.Value)));
    }

    [Theory]
    [InlineData("basically-qualified", 1, ConsequenceAction.AdmonitionTalk)]
    [InlineData("unqualified", 1, ConsequenceAction.RecommendAdjustment)]
    [InlineData("basically-qualified", 2, ConsequenceAction.RecommendAdjustment)]
    public void Consequences_OfAGrade_AreTheSources(string grade, int running, ConsequenceAction action) =>
        Assert.Single(Document.Consequences, one => one.Action == action && one.When == new GradeTrigger { Grade = GradeId.Of(grade), Running = running });

    [Fact]
    public void Consequences_Everyone_GoesToThePersonnelFileAndCountsInPromotion() =>
        Assert.Equal(
            [ConsequenceAction.PersonnelFile, ConsequenceAction.AnnualReview],
            Document.Consequences.Where(one => one.When is EveryoneTrigger).Select(one => one.Action));
}
