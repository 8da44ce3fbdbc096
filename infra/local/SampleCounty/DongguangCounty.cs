using Yuekao.Local.SampleCounty.Places;

namespace Yuekao.Local.SampleCounty;

/// <summary>Makes up Dongguang (东光), Haixing's neighbour, as it stands in 2026: 9 townships and 447 villages, each with a secretary and two others, and the townships' own posts.</summary>
public static class DongguangCounty
{
    /// <summary>The seed of the county that demos and tests show.</summary>
    public const int CommittedSeed = 20260101;

    /// <summary>Makes up the county. The same seed gives the same one.</summary>
    public static SampleCountyData Generate(int seed = CommittedSeed)
    {
        List<SampleTownship> townships =
            [.. TownshipPlan.Dongguang.Select(plan => new SampleTownship(plan.Id, plan.Name, VillageNames.Of(plan, new Dice(seed, $"villages of {plan.Id}"))))];
        var dice = new Dice(seed, "cadres");
        var places = townships.SelectMany(township => township.Villages, (township, village) => (Township: township.Id, Village: village.Id)).Index();
        SamplePosting[] postings = [.. places.SelectMany(one => HaixingCounty.Team(one.Item.Township, one.Item.Village, People.VillageTeam.Smallest, one.Index * People.VillageTeam.Smallest, dice))];
        return new SampleCountyData(CountyId.Of("dongguang"), townships, postings).WithOffices(seed);
    }
}
