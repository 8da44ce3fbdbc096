using Yuekao.Local.SampleCounty.People;

namespace Yuekao.Local.SampleCounty.Development;

/// <summary>Makes up who mentors whom (“2+1”帮带), and when they talked: every quarter, but for a few who are forgotten in the last one.</summary>
internal static class DongguangMentoring
{
    private const int Overdue = 7;

    private static readonly string[] LeadershipPosts = ["党委副书记", "党委组织委员", "党委宣传委员", "副镇长"];
    private static readonly string[] BackbonePosts = ["党建办公室主任", "党政综合办公室主任", "行政综合服务中心主任", "农业综合服务中心主任"];
    private static readonly DateOnly[] Quarters = [new(2026, 6, 8), new(2026, 8, 31), new(2026, 11, 16)];

    public static IReadOnlyList<SampleMentoring> Of(IReadOnlyList<SamplePosting> cohort, Dice dice)
    {
        HashSet<SubjectId> overdue = [.. dice.PickSome(cohort, Overdue).Select(member => member.Cadre)];
        return
        [
            .. cohort.GroupBy(member => member.Township).SelectMany(township =>
            {
                SampleMentor[] leadership = Mentors(LeadershipPosts, dice);
                SampleMentor[] backbone = Mentors(BackbonePosts, dice);
                return township.Select((member, index) => new SampleMentoring(
                    member, leadership[index % leadership.Length], backbone[index % backbone.Length],
                    [.. Quarters.SkipLast(overdue.Contains(member.Cadre) ? 1 : 0).Select(first => first.AddDays(dice.Below(14)))]));
            }),
        ];
    }

    // Nobody of a township is called like another.
    private static SampleMentor[] Mentors(string[] posts, Dice dice)
    {
        var names = new HashSet<string>();
        return [.. posts.Select(post => new SampleMentor(NewName(), post))];

        string NewName()
        {
            string name;
            do
                name = PersonNames.Of(dice.Chance(30), dice);
            while (!names.Add(name));
            return name;
        }
    }
}

/// <summary>Makes up rotations (轮岗锻炼) of a month at least, some of them in two parts; a few are too short.</summary>
internal static class DongguangRotations
{
    private const int TooShort = 4;
    private const int InParts = 6;

    private static readonly (string Office, string Post)[] Offices =
        [("partyBuilding", "党建专干助理"), ("partyAndGovernment", "综合办文秘助理"), ("administrativeServices", "服务大厅值班长助理"), ("agriculturalServices", "农业技术推广助理")];

    private static readonly (string Title, int Hours)[] Courses = [("理论学习", 16), ("公文写作", 8), ("办公软件使用", 8)];

    public static IReadOnlyList<SampleRotation> Of(IReadOnlyList<SamplePosting> cohort, Dice dice)
    {
        IReadOnlyList<SamplePosting> special = dice.PickSome(cohort, TooShort + InParts);
        HashSet<SubjectId> shorter = [.. special.Take(TooShort).Select(member => member.Cadre)];
        HashSet<SubjectId> parts = [.. special.Skip(TooShort).Select(member => member.Cadre)];
        return [.. cohort.SelectMany((member, index) => Of(member, index, shorter.Contains(member.Cadre), parts.Contains(member.Cadre), dice))];
    }

    // Each in one of seven months, so that no office has many at a time.
    private static IEnumerable<SampleRotation> Of(SamplePosting member, int index, bool isShort, bool isInParts, Dice dice)
    {
        (string office, string post) = Offices[index % Offices.Length];
        DateOnly from = new DateOnly(2026, 5 + (index % 7), 1).AddDays(dice.Below(10));
        int days = isShort ? dice.Between(18, 26) : isInParts ? 16 : dice.Between(30, 34);
        yield return new SampleRotation(member, 1, office, post, from, from.AddDays(days - 1), Courses);
        if (!isInParts)
            yield break;
        (string other, string place) = Offices[(index + 1) % Offices.Length];
        yield return new SampleRotation(member, 2, other, place, from.AddDays(20), from.AddDays(36), [("办公软件使用", 4)]);
    }
}
