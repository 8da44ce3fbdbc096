using Yuekao.Assessment.Values;

namespace Yuekao.Local.SampleCounty.Tests;

public sealed class HaixingCountyTests
{
    private static readonly Period October = Period.Of("2026-10");

    public static TheoryData<int> Seeds => [HaixingCounty.CommittedSeed, 1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Generate_AnySeed_HasTheCountysSize(int seed)
    {
        SampleCountyData county = HaixingCounty.Generate(seed);

        Assert.Equal(["苏基镇", "辛集镇", "高湾镇", "赵毛陶镇", "香坊乡", "小山乡", "张会亭乡"], county.Townships.Select(township => township.Name));
        Assert.Equal(197, county.Townships.Sum(township => township.Villages.Count));
        Assert.Equal(692, county.Postings.Select(posting => posting.Cadre).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Generate_AnySeed_NamesVillagesOnceInATownship(int seed)
    {
        SampleCountyData county = HaixingCounty.Generate(seed);

        Assert.All(county.Townships, township => Assert.Distinct(township.Villages.Select(village => village.Name)));
        Assert.Distinct(county.Townships.SelectMany(township => township.Villages).Select(village => village.Id));
    }

    [Fact]
    public void Committed_VillageOfTheSource_IsInItsTownship() =>
        Assert.Contains(HaixingCounty.Committed().Townships.Single(township => township.Name == "高湾镇").Villages, village => village.Name == "小黄村");

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Generate_AnySeed_EveryCadreHoldsOnePostAtTheMonthsEnd(int seed)
    {
        SampleCountyData county = HaixingCounty.Generate(seed);

        Assert.All(county.Postings.GroupBy(posting => posting.Cadre), cadre => Assert.Single(cadre, posting => posting.IsInPost(October.LastDay)));
        Assert.All(county.Postings, posting => Assert.True(posting.To is null || posting.From <= posting.To));
        Assert.Contains(county.Postings.CountBy(posting => posting.Cadre), count => count.Value == 2);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Generate_AnySeed_EveryVillageHasASecretaryAndAtLeastThreeCadres(int seed)
    {
        SampleCountyData county = HaixingCounty.Generate(seed);
        ILookup<VillageId, SamplePosting> villages = county.Postings.Where(posting => posting.IsInPost(October.LastDay)).ToLookup(posting => posting.Village);

        Assert.Equal(197, villages.Count);
        Assert.All(villages, village =>
        {
            Assert.True(village.Count() >= 3);
            Assert.Single(village, posting => posting.Post is "secretary" or "secretaryAndDirector");
            Assert.Distinct(village.Select(posting => posting.Name));
        });
        Assert.True(county.Postings.Count(posting => posting.Post == "secretaryAndDirector") > 150, "Nearly everywhere one person holds both posts.");
    }

    [Fact]
    public void Committed_BaseSubsidies_SpreadAsPostsAndVillagesDo()
    {
        IReadOnlyList<SamplePosting> postings = HaixingCounty.Committed().Postings;

        Assert.All(postings, posting => Assert.InRange(posting.BaseSubsidy.Amount, 80_000, 400_000));
        Assert.True(postings.Select(posting => posting.BaseSubsidy).Distinct().Count() > 200);
        Assert.Contains(postings, posting => posting.BaseSubsidy.Amount % 5 != 0);
    }

    [Fact]
    public void Committed_October_HasLeaveSuspensionAndShortService()
    {
        var october = HaixingCounty.Committed().Postings.Where(posting => posting.IsInPost(October.LastDay)).ToList();

        Assert.Equal(3, october.Count(posting => posting.Absence is { Kind: "onLeave" } && posting.DaysServed(October) == 0));
        Assert.Equal(1, october.Count(posting => posting.Absence is { Kind: "suspended" } && posting.DaysServed(October) == 0));
        Assert.Equal(3, october.Count(posting => posting.DaysServed(October) is > 0 and < 15));
        Assert.Equal(2, october.Count(posting => posting.DaysServed(October) is >= 15 and < 31));
    }
}
