namespace Yuekao.App.Tests.Records.Cycles;

public sealed class CycleKeyTests
{
    [Theory]
    [InlineData("haixing.village-monthly.2026-10", "haixing.village-monthly", "2026-10", 1)]
    [InlineData("haixing.village-monthly.2026-10-e2", "haixing.village-monthly", "2026-10", 2)]
    [InlineData("haixing.village-monthly.2026-10-e12.gaowan", "haixing.village-monthly", "2026-10", 12)]
    [InlineData("haixing.village-monthly.2026-10.e2", "haixing.village-monthly", "2026-10", 1)]
    [InlineData("haixing.work-ranking.2026-10~dispatch", "haixing.work-ranking", "2026-10", 1)]
    [InlineData("haixing.work.ranking.2026-Q3.county", "haixing.work.ranking", "2026-Q3", 1)]
    [InlineData("dongguang.secretary-annual.2026-e3.2026", "dongguang.secretary-annual", "2026", 3)]
    public void OfInstance_OfACycleOrAPool_IsTheCycle(string id, string scheme, string period, int edition)
    {
        CycleKey key = CycleKey.OfInstance(id)!;

        Assert.Equal(new CycleKey(CountyId.Of(id.Split('.')[0]), SchemeId.Of(scheme), Period.Of(period), edition), key);
        Assert.StartsWith(key.InstanceId, id, StringComparison.Ordinal);
    }

    [Fact]
    public void OfInstance_OfTheDailyLook_IsNoCycle() => Assert.Null(CycleKey.OfInstance("haixing~development"));
}
