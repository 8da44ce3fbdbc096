using System.Globalization;
using Yuekao.Local.SampleCounty.People;

namespace Yuekao.Local.SampleCounty;

/// <summary>A judge, or a voter, of the sample.</summary>
/// <param name="Township">The township that they belong to; null for none.</param>
public sealed record SampleJudge(JudgeId Id, string Name, TownshipId? Township);

/// <summary>A point that a township shows.</summary>
/// <param name="What">What is to be seen there.</param>
public sealed record SampleNomination(TownshipId Township, PointId Point, VillageId Village, string Title, string What);

/// <summary>Who judges and votes in Haixing's competitions and its organizers' year, what the townships show and compete on: made up, the same each time.</summary>
public static class HaixingCompetitions
{
    private const int Seed = 1;

    // Whose judges or voters are a township's own people; of the other panels they belong to none.
    private static readonly HashSet<string> OfTownships = ["judge:townships", "judge:committee", "judge:villagers", "vote:township-leadership"];

    private static readonly string[] Works = ["党群服务中心规范化建设", "党建引领产业发展", "驻村帮扶示范", "美丽庭院创建", "乡风文明示范", "集体经济壮大"];
    private static readonly string[] Themes = ["抓党建促乡村振兴", "破解集体经济空壳村难题", "网格化治理怎么干", "软弱涣散村党组织整顿", "人居环境整治长效管护", "驻村帮扶见实效", "“领头羊”队伍怎么建"];

    /// <summary>The panels and rolls of a scheme: one more than a reading needs, so that one may be missing; where they are a township's own, of each township.</summary>
    public static IReadOnlyDictionary<SourceId, IReadOnlyList<SampleJudge>> PanelsOf(SchemeDocument scheme, IReadOnlyList<SampleTownship> townships) => scheme.Sources
        .Where(source => source.Sheets is not null)
        .ToDictionary(source => source.Id, source => PanelOf(source, scheme.Subject, townships));

    /// <summary>One of each point of a scheme from each township, in different villages.</summary>
    public static IReadOnlyList<SampleNomination> NominationsOf(SchemeDocument scheme, IReadOnlyList<SampleTownship> townships)
    {
        var dice = new Dice(Seed, "nominations");
        return
        [
            .. townships.SelectMany(township => (scheme.Competition?.Points ?? []).Index(), (township, point) =>
            {
                (SampleVillage village, string work) = (township.Villages[point.Index % township.Villages.Count], dice.Pick(Works));
                return new SampleNomination(township.Id, point.Item.Id, village.Id, $"{village.Name}：{work}", $"{point.Item.Title.ZhCn}，看{work}的做法和成效。");
            }),
        ];
    }

    /// <summary>A topic for each township.</summary>
    public static IReadOnlyDictionary<TownshipId, string> TopicsOf(IReadOnlyList<SampleTownship> townships) =>
        townships.Index().ToDictionary(one => one.Item.Id, one => Themes[one.Index % Themes.Length]);

    private static IReadOnlyList<SampleJudge> PanelOf(SourceDeclaration source, SubjectKind subject, IReadOnlyList<SampleTownship> townships)
    {
        var dice = new Dice(Seed, $"judges {source.Id}");
        string panel = source.Id.Value.Split(':')[1];
        int needed = source.Sheets!.Least + 1;
        if (!OfTownships.Contains(source.Id.Value))
            return [.. Enumerable.Range(1, needed).Select(number => Judge($"{panel}-{Show(number)}", township: null))];
        // Where townships are ranked one of each is enough, for everybody judges all the others.
        int each = subject is SubjectKind.Township or SubjectKind.TownshipSecretary ? 1 : needed;
        return [.. townships.SelectMany(_ => Enumerable.Range(1, each), (township, number) => Judge($"{township.Id}-{panel}-{Show(number)}", township.Id))];

        SampleJudge Judge(string id, TownshipId? township) => new(JudgeId.Of(id), PersonNames.Of(dice.Chance(30), dice), township);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
