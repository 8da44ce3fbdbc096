namespace Yuekao.Local.SampleCounty.Development;

/// <summary>
/// Makes up the year's classes: online ones for the cohort and by turns a twelfth of the reserve, training classes for the cohort, and small lectures, most of which a township holds for its own
/// people. Their places are the article's, or of the kind that it names.
/// </summary>
internal static class DongguangClasses
{
    private static readonly string[] Kinds = ["revolutionaryTradition", "originalAspiration", "models", "integrity"];

    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["revolutionaryTradition"] = ["东光县烈士陵园", "东光抗日民主政府纪念馆", "四柳林战役纪念碑", "李光前墓"],
        ["originalAspiration"] = ["县委党校", "村党群服务中心"],
        ["models"] = ["连镇镇小邢村", "东光镇东安屯村"],
        ["integrity"] = ["县廉政教育基地", "县委党校警示教育厅"],
    };

    private static readonly string[] Absences = ["病假", "防汛值班", "外出招商", "家中有事，已请假"];

    public static IReadOnlyList<SampleClass> Of(SampleCountyData county, IReadOnlyList<SamplePosting> cohort, IReadOnlyList<SampleReservist> reserve, Dice dice) =>
    [
        .. Enumerable.Range(1, DongguangDevelopment.OnlineClasses).Select(number => Online(number, cohort, reserve, dice)),
        .. Enumerable.Range(1, DongguangDevelopment.TrainingClasses).Select(number => Training(number, cohort, dice)),
        .. Enumerable.Range(1, DongguangDevelopment.SmallLectures).Select(number => Lecture(number, county, cohort, reserve, dice)),
    ];

    private static SampleClass Online(int number, IReadOnlyList<SamplePosting> cohort, IReadOnlyList<SampleReservist> reserve, Dice dice)
    {
        DateOnly from = DongguangDevelopment.Begins.AddDays(5 + ((number - 1) * 21));
        IEnumerable<SubjectId> people = cohort.Select(member => member.Cadre).Concat(reserve.Where((_, index) => index % DongguangDevelopment.OnlineClasses == number - 1).Select(one => one.Person));
        return new SampleClass(
            ClassId.Of($"2026-online-{number:00}"), $"“培育百名优秀农村党支部书记”网课专班第{number}期", "onlineClass", Kinds[number % Kinds.Length], "线上", from, from.AddDays(6), Hours: 6, CompletePercent: 80,
            Organizer: null, Attend(people, 6, dice));
    }

    private static SampleClass Training(int number, IReadOnlyList<SamplePosting> cohort, Dice dice)
    {
        DateOnly from = DongguangDevelopment.Begins.AddDays(20 + ((number - 1) * 40));
        string kind = Kinds[(number - 1) % Kinds.Length];
        return new SampleClass(
            ClassId.Of($"2026-class-{number}"), $"“培育百名优秀农村党支部书记”培训班第{number}期", "trainingClass", kind, Places[kind][0], from, from.AddDays(1), Hours: 16, CompletePercent: 100, Organizer: null,
            Attend(cohort.Select(member => member.Cadre), 16, dice));
    }

    private static SampleClass Lecture(int number, SampleCountyData county, IReadOnlyList<SamplePosting> cohort, IReadOnlyList<SampleReservist> reserve, Dice dice)
    {
        DateOnly on = DongguangDevelopment.Begins.AddDays(2 + ((number - 1) * 7));
        string kind = Kinds[number % Kinds.Length];
        TownshipId township = county.Townships[number % county.Townships.Count].Id;
        // Every ninth is the county's own, and moves on to the villages of the next township.
        bool isCounty = number % 9 == 0;
        IEnumerable<SubjectId> people = cohort.Where(member => member.Township == township).Select(member => member.Cadre).Concat(reserve.Where(one => one.Township == township).Take(30).Select(one => one.Person));
        return new SampleClass(
            ClassId.Of($"2026-lecture-{number:00}"), $"村支书乡村振兴小课堂第{number}期", "smallLecture", kind, Places[kind][number / Kinds.Length % Places[kind].Length], on, on, Hours: 2, CompletePercent: 100,
            isCounty ? null : township, Attend(people, 2, dice));
    }

    // A few are away, a few go early.
    private static IReadOnlyList<SampleAttendance> Attend(IEnumerable<SubjectId> people, int hours, Dice dice) =>
    [
        .. people.Select(person => dice.Below(100) switch
        {
            < 4 => new SampleAttendance(person, Hours: null, dice.Pick(Absences)),
            < 7 when hours > 2 => new SampleAttendance(person, hours - dice.Between(1, 3), Absence: null),
            _ => new SampleAttendance(person, hours, Absence: null),
        }),
    ];
}

/// <summary>Makes up further study (学历教育) of secretaries and reserve people: that of earlier years goes on or is completed in this one.</summary>
internal static class DongguangStudies
{
    private const int Secretaries = 60;

    private static readonly (string Level, int Count, string[] Schools, string[] Subjects)[] Levels =
    [
        ("undergraduate", 97, ["河北开放大学", "河北农业大学"], ["行政管理", "农村区域发展", "法学"]),
        ("juniorCollege", 186, ["沧州师范学院", "河北开放大学"], ["农业经济管理", "行政管理", "现代农业技术"]),
        ("secondary", 96, ["河北省农业广播电视学校东光分校"], ["农村经济综合管理", "畜牧兽医", "设施农业"]),
    ];

    private static readonly DateOnly[] Beginnings = [new(2024, 9, 1), new(2025, 9, 1), new(2026, 3, 1)];
    private static readonly DateOnly Graduation = new(2026, 6, 30);

    public static IReadOnlyList<SampleStudy> Of(IReadOnlyList<SamplePosting> cohort, IReadOnlyList<SampleReservist> reserve, Dice dice)
    {
        SubjectId[] people =
        [
            .. dice.PickSome(cohort, Secretaries).Select(member => member.Cadre).Concat(dice.PickSome(reserve, DongguangDevelopment.InStudy - Secretaries).Select(one => one.Person))
                .OrderBy(_ => dice.Below(1_000_000)),
        ];
        var studies = new List<SampleStudy>();
        foreach (var level in Levels)
        {
            for (int number = 0; number < level.Count; number++)
            {
                DateOnly from = dice.Pick(Beginnings);
                bool isCompleted = from == Beginnings[0] && level.Level != "undergraduate" && dice.Chance(80);
                string id = $"s{studies.Count + 1:000}";
                studies.Add(new SampleStudy(
                    StudyId.Of(id), people[studies.Count], level.Level, dice.Pick(level.Schools), dice.Pick(level.Subjects), from, isCompleted ? Graduation : null,
                    isCompleted ? $"2026{level.Count:000}{studies.Count + 1:0000}" : null));
            }
        }

        return studies;
    }
}
