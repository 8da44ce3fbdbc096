using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Subsidies;

public sealed class BaseSubsidyTests
{
    private static readonly Period November = Period.Of("2026-11");

    [Theory]
    [InlineData(1, 30, 120_000)]
    [InlineData(17, 30, 56_000)]
    [InlineData(1, 16, 64_000)]
    [InlineData(30, 30, 4_000)]
    public void Of_PartOfTheMonth_CountsItsDays(int from, int to, long fen) =>
        Assert.Equal(new Fen(fen), BaseSubsidy.Of(November, [Held(120_000, from, to)], BaseCounting.Days));

    // Twice 33 1/3: each rounded by itself would come to 66.
    [Fact]
    public void Of_SeveralPosts_RoundsTheirSumOnce() => Assert.Equal(new Fen(67), BaseSubsidy.Of(November, [Held(100, 1, 10), Held(100, 21, 30)], BaseCounting.Days));

    [Fact]
    public void Of_Promotion_CountsEachPostsDays() => Assert.Equal(new Fen(110_000), BaseSubsidy.Of(November, [Held(100_000, 1, 20), Held(130_000, 21, 30)], BaseCounting.Days));

    [Fact]
    public void Of_AYear_TakesTwelveMonths() => Assert.Equal(
        new Fen(1_440_000), BaseSubsidy.Of(Period.Of("2026"), [new PostHeld(new(120_000), new(2026, 1, 1), new(2026, 12, 31))], BaseCounting.Days));

    [Fact]
    public void Of_Whole_TakesThePostHeldLongest_AndOfEqualsTheLater()
    {
        Assert.Equal(new Fen(100), BaseSubsidy.Of(November, [Held(100, 1, 16), Held(200, 17, 30)], BaseCounting.Whole));
        Assert.Equal(new Fen(200), BaseSubsidy.Of(November, [Held(100, 1, 15), Held(200, 16, 30)], BaseCounting.Whole));
    }

    [Fact]
    public void Of_NoPost_IsNothing() => Assert.Equal(Fen.Zero, BaseSubsidy.Of(November, [], BaseCounting.Days));

    [Fact]
    public void Of_OverlappingOrForeignDays_Throws()
    {
        Assert.Throws<ArgumentException>(() => BaseSubsidy.Of(November, [Held(100, 1, 16), Held(100, 16, 30)], BaseCounting.Days));
        Assert.Throws<ArgumentException>(() => BaseSubsidy.Of(November, [new PostHeld(new(100), new(2026, 10, 31), new(2026, 11, 2))], BaseCounting.Days));
    }

    [Fact]
    public void Of_LeaverAndSuccessor_TogetherNeverHaveMoreThanThePost_NorAFenLess()
    {
        var random = new Random(20261130);
        for (var round = 0; round < 20_000; round++)
        {
            var period = Period.Of("2026-01").Plus(random.Next(36));
            var monthly = random.Next(4) == 0 ? Fen.MaximumBase : new Fen(random.Next(1, 200_000));
            var last = period.FirstDay.AddDays(random.Next(period.Days - 1));
            var leaver = BaseSubsidy.Of(period, [new PostHeld(monthly, period.FirstDay, last)], BaseCounting.Days);
            var successor = BaseSubsidy.Of(period, [new PostHeld(monthly, last.AddDays(1), period.LastDay)], BaseCounting.Days);

            Assert.Equal(monthly, leaver + successor);
        }
    }

    private static PostHeld Held(long monthly, int from, int to) => new(new(monthly), new(2026, 11, from), new(2026, 11, to));
}
