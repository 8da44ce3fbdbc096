using Yuekao.Local.SampleCounty.Places;

namespace Yuekao.Local.SampleCounty.Development;

/// <summary>
/// Dongguang's 2026 in the figures of its article: 100 secretaries selected and 767 people in reserve, 12 online classes, 6 training classes and 35 small lectures, 379 people in further study,
/// 23 secretaries honoured. The places of the red tradition and the villages that set an example are the article's; people, days and the rest are made up. The same seed gives the same year.
/// </summary>
public static class DongguangDevelopment
{
    public const int Selected = 100;
    public const int InReserve = 767;
    public const int OnlineClasses = 12;
    public const int TrainingClasses = 6;
    public const int SmallLectures = 35;
    public const int InStudy = 379;
    public const int Honoured = 23;

    /// <summary>The day on which the cohort begins: the selection of the year is over then.</summary>
    public static DateOnly Begins { get; } = new(2026, 4, 1);

    /// <summary>Makes up the year of a county.</summary>
    /// <param name="selected">The secretaries who were selected; null for a hundred of chance's.</param>
    public static SampleDevelopment Generate(SampleCountyData county, IReadOnlyList<SamplePosting>? selected = null, int seed = DongguangCounty.CommittedSeed)
    {
        IReadOnlyList<SamplePosting> cohort = selected ?? Cohort(county, new Dice(seed, "cohort"));
        IReadOnlyList<SampleReservist> reserve = DongguangReserve.Of(county, InReserve, new Dice(seed, "reserve"));
        return new SampleDevelopment(
            cohort,
            reserve,
            DongguangMentoring.Of(cohort, new Dice(seed, "mentoring")),
            DongguangRotations.Of(cohort, new Dice(seed, "rotations")),
            DongguangClasses.Of(county, cohort, reserve, new Dice(seed, "classes")),
            DongguangStudies.Of(cohort, reserve, new Dice(seed, "studies")),
            DongguangHonours.Of(cohort, new Dice(seed, "honours")));
    }

    // The secretaries of the villages that the article names are among them.
    private static IReadOnlyList<SamplePosting> Cohort(SampleCountyData county, Dice dice)
    {
        string[] known = [.. TownshipPlan.Dongguang.SelectMany(township => township.Known, (township, village) => $"{township.Id}-{village.Pinyin}")];
        SamplePosting[] secretaries = [.. county.Postings.Where(posting => posting.To is null && posting.Post is "secretaryAndDirector" or "secretary")];
        SamplePosting[] named = [.. secretaries.Where(posting => known.Contains(posting.Village.Value))];
        HashSet<SubjectId> chosen = [.. named.Concat(dice.PickSome([.. secretaries.Except(named)], Selected - named.Length)).Select(posting => posting.Cadre)];
        return [.. secretaries.Where(posting => chosen.Contains(posting.Cadre))];
    }
}

/// <summary>Honours of the year: “两优一先” of the province, the city and the county, and the titles of two villages.</summary>
internal static class DongguangHonours
{
    private static readonly DateOnly On = new(2026, 7, 1);

    // The county's own share is the largest.
    private static readonly (string Level, string IssuedBy, int Count)[] Levels = [("provincial", "中共河北省委", 2), ("city", "中共沧州市委", 6), ("county", "中共东光县委", 15)];

    public static IReadOnlyList<SampleHonour> Of(IReadOnlyList<SamplePosting> cohort, Dice dice)
    {
        var people = new Queue<SamplePosting>(dice.PickSome(cohort, DongguangDevelopment.Honoured));
        var honours = new List<SampleHonour>();
        foreach ((string level, string issuedBy, int count) in Levels)
        {
            for (int number = 1; number <= count; number++)
            {
                string title = dice.Chance(50) ? "优秀共产党员" : "优秀党务工作者";
                honours.Add(new SampleHonour($"2026-{level}-{number:00}", IsVillage: false, people.Dequeue().Cadre.Value, level, title, issuedBy, On));
            }
        }

        return
        [
            .. honours,
            new SampleHonour("2026-village-1", IsVillage: true, "lianzhen-xiaoxing", "provincial", "河北省美丽休闲乡村", "河北省农业农村厅", new DateOnly(2026, 9, 10)),
            new SampleHonour("2026-village-2", IsVillage: true, "dongguang-dongantun", "central", "全国民主法治示范村", "司法部、民政部", new DateOnly(2026, 8, 20)),
        ];
    }
}
