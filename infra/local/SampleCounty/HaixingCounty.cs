using Yuekao.Local.SampleCounty.People;
using Yuekao.Local.SampleCounty.Places;

namespace Yuekao.Local.SampleCounty;

/// <summary>Makes up Haixing (海兴) as it stands in October 2026: 7 townships, 197 villages, 692 cadres. The same seed gives the same county.</summary>
public static class HaixingCounty
{
    /// <summary>The seed of the committed files.</summary>
    public const int CommittedSeed = 20261001;

    /// <summary>How many cadres are in post at any time of October 2026.</summary>
    public const int Cadres = 692;

    private const int PromotedPercent = 2;

    // The terms of both committees began with the elections of early 2021; later joiners came by by-election.
    private static readonly DateOnly Elected = new(2021, 2, 20);

    private static readonly DateOnly Promotion = new(2026, 1, 1);

    /// <summary>The county of the committed files.</summary>
    public static SampleCountyData Committed() => Generate(CommittedSeed);

    /// <summary>Makes up a county.</summary>
    public static SampleCountyData Generate(int seed)
    {
        List<SampleTownship> townships =
            [.. TownshipPlan.Haixing.Select(plan => new SampleTownship(plan.Id, plan.Name, VillageNames.Of(plan, new Dice(seed, $"villages of {plan.Id}"))))];
        var places = townships.SelectMany(township => township.Villages.Select(village => (Township: township.Id, Village: village.Id))).ToList();

        var dice = new Dice(seed, "cadres");
        int[] sizes = TeamSizes(places.Count, dice);
        var postings = new List<SamplePosting>();
        foreach (var (index, place) in places.Index())
            postings.AddRange(Team(place.Township, place.Village, sizes[index], sizes.Take(index).Sum(), dice));
        return new SampleCountyData(CountyId.Of("haixing"), townships, SpecialCases.Apply(postings, new Dice(seed, "special cases"))) { Projects = HaixingProjects.Of(townships) };
    }

    private static int[] TeamSizes(int villages, Dice dice)
    {
        int[] sizes = new int[villages];
        Array.Fill(sizes, VillageTeam.Smallest);
        for (int left = Cadres - (VillageTeam.Smallest * villages); left > 0; left--)
            sizes[dice.Below(villages)]++;
        return sizes;
    }

    internal static IEnumerable<SamplePosting> Team(TownshipId township, VillageId village, int size, int before, Dice dice)
    {
        Fen secretary = VillageTeam.SecretarySubsidy(dice.Between(260, 2_150));
        var names = new HashSet<string>();
        foreach (var (index, place) in VillageTeam.Places(size, dice).Index())
        {
            string name;
            do
                name = PersonNames.Of(place.Woman ?? dice.Chance(12), dice);
            while (!names.Add(name));
            var posting = new SamplePosting
            {
                Cadre = SubjectId.Of($"c{before + index + 1:0000}"),
                Name = name,
                Township = township,
                Village = village,
                Post = place.Post,
                From = dice.Chance(80) ? Elected.AddDays(dice.Below(40)) : Elected.AddDays(dice.Between(200, 1_700)),
                BaseSubsidy = VillageTeam.Subsidy(place, secretary),
            };
            foreach (SamplePosting one in index > 0 && dice.Chance(PromotedPercent) ? Promoted(posting) : [posting])
                yield return one;
        }
    }

    // A former post of the same cadre: the two do not overlap.
    private static IEnumerable<SamplePosting> Promoted(SamplePosting now) =>
        [now with { Post = "committeeMember", From = Elected, To = Promotion.AddDays(-1), BaseSubsidy = new Fen(90_000) }, now with { From = Promotion }];
}
