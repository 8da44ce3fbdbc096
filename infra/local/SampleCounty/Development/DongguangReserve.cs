using Yuekao.Local.SampleCounty.People;

namespace Yuekao.Local.SampleCounty.Development;

/// <summary>Makes up the reserve pool (后备人才库): somebody for each village, and the rest where chance has it.</summary>
internal static class DongguangReserve
{
    private static readonly Dictionary<string, string[]> Categories = new()
    {
        ["selected"] = ["农村实用人才", "复员退伍军人", "种养大户", "返乡大学毕业生"],
        ["invitedBack"] = ["外出务工经商人员", "在外企业经营者", "外出创业党员"],
        ["outside"] = ["机关下派干部", "非本村优秀党员", "退休返乡干部"],
    };

    private static readonly string[] Educations = ["seniorSecondary", "seniorSecondary", "vocationalSecondary", "college", "college", "bachelor"];

    public static IReadOnlyList<SampleReservist> Of(SampleCountyData county, int count, Dice dice)
    {
        (TownshipId Township, VillageId Village)[] villages = [.. county.Townships.SelectMany(township => township.Villages, (township, village) => (township.Id, village.Id))];
        return [.. Enumerable.Range(0, count).Select(index => Person(index + 1, index < villages.Length ? villages[index] : dice.Pick(villages), dice))];
    }

    private static SampleReservist Person(int number, (TownshipId Township, VillageId Village) place, Dice dice)
    {
        string source = dice.Below(100) switch { < 62 => "selected", < 89 => "invitedBack", _ => "outside" };
        int birthYear = dice.Between(1976, 2003);
        int grown = birthYear + 19;
        return new SampleReservist(
            SubjectId.Of($"r{number:0000}"), PersonNames.Of(dice.Chance(25), dice), source, place.Township, source == "outside" ? null : place.Village, birthYear, dice.Pick(Educations),
            source == "invitedBack" || dice.Chance(60) ? dice.Between(grown, 2025) : null, dice.Pick(Categories[source]));
    }
}
