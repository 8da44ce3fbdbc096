using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Tests.Support;

namespace Yuekao.Assessment.Tests.Scoring;

public sealed class SeatPlanTests
{
    public static TheoryData<int> PoolSizes => [.. Enumerable.Range(0, 201)];

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 1, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(3, 1, 2, 0)]
    [InlineData(4, 1, 2, 1)]
    [InlineData(5, 1, 3, 1)]
    [InlineData(6, 1, 4, 1)]
    [InlineData(7, 2, 4, 1)]
    [InlineData(8, 2, 5, 1)]
    [InlineData(9, 2, 5, 2)]
    [InlineData(10, 2, 6, 2)]
    [InlineData(98, 20, 59, 19)]
    [InlineData(100, 20, 60, 20)]
    public void Of_TwentySixtyTwenty_GivesTheWorkedFigures(int assessed, int excellent, int fair, int poor) =>
        Assert.Equal([excellent, fair, poor], SeatPlan.Of(Make.TwentySixtyTwenty, assessed));

    [Theory]
    [MemberData(nameof(PoolSizes))]
    public void Of_AnyPool_SumsToItAndStaysWithinOneOfTheShare(int assessed)
    {
        foreach (var grading in (ReadOnlySpan<QuotaGrading>)[Make.TwentySixtyTwenty, Make.Quota(0.3333m, 0.3334m, 0.3333m), Make.Quota(0.5m, 0, 0.5m), Make.Quota(1, 0, 0), Make.Quota(0.0001m, 0.0001m, 0.9998m)])
        {
            var seats = SeatPlan.Of(grading, assessed);

            Assert.Equal(assessed, seats.Sum());
            foreach (var (seat, grade) in seats.Zip(grading.Grades))
                Assert.InRange(seat - (assessed * grade.Share.Value), -0.9999m, 0.9999m);
        }
    }

    [Theory]
    [InlineData(1, "100")]
    [InlineData(3, "210")]
    public void Of_EqualRemainders_GoToTheBetterGrade(int assessed, string expected) =>
        Assert.Equal(expected, string.Concat(SeatPlan.Of(Make.Quota(0.5m, 0.5m, 0), assessed)));

    [Fact]
    public void Of_NegativePool_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => SeatPlan.Of(Make.TwentySixtyTwenty, -1));
}
