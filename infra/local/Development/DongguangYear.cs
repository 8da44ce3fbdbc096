using Yuekao.Local.SampleCounty.Development;

namespace Yuekao.Local.Development;

/// <summary>
/// The year in which Dongguang develops its secretaries and their reserve, as its people live it, over HTTP and each in their role. Each step does what has happened up to a day, and can be done
/// again: what was done before changes nothing.
/// </summary>
/// <param name="api">The app.</param>
/// <param name="county">The county.</param>
/// <param name="year">What its people do.</param>
internal sealed class DongguangYear(CountyApi api, SampleCountyData county, SampleDevelopment year)
{
    /// <summary>The cohort that the county's schemes of selection and of the year name.</summary>
    public const string Cohort = "outstanding-secretaries";

    private const string CountyRole = CountyCycle.CountyRole;
    private const int TalkIntervalDays = 90;
    private const int AtOnce = 8;

    /// <summary>Stores the county's places and rosters.</summary>
    public async Task<YearStep> LoadAsync(CancellationToken cancellation)
    {
        await CountyLoader.LoadAsync(api, county, cancellation);
        int villages = county.Townships.Sum(township => township.Villages.Count);
        return new YearStep("load", villages, $"{county.Townships.Count}个乡镇{villages}个村花名册入库", $"rosters of {county.Townships.Count} townships with {villages} villages");
    }

    /// <summary>Fills the cohort by hand. Where the selection's cycle filled it, there is nothing left to do.</summary>
    public async Task<YearStep> SelectAsync(CancellationToken cancellation)
    {
        var cohort = new { title = new Dictionary<string, string> { ["zh-CN"] = "百名优秀农村党支部书记", ["en"] = "A hundred outstanding village party secretaries" }, capacity = DongguangDevelopment.Selected, TalkIntervalDays };
        await api.SendAsync(CountyRole, HttpMethod.Put, $"cohorts/{Cohort}", cohort, cancellation);
        foreach (SamplePosting member in year.Cohort)
        {
            await api.SendAsync(
                CountyRole, HttpMethod.Put, $"cohorts/{Cohort}/members/{member.Cadre}", new { reason = "按选育标准入选2026年度选育对象", on = DongguangDevelopment.Begins }, cancellation);
        }

        return new YearStep("select", year.Cohort.Count, $"选育{year.Cohort.Count}名优秀村党支部书记", $"{year.Cohort.Count} secretaries selected");
    }

    /// <summary>Writes down the reserve pool.</summary>
    public async Task<YearStep> EnlistAsync(CancellationToken cancellation)
    {
        await api.SendAsync(CountyRole, HttpMethod.Put, "reserve", CountyLoader.Content(SampleDevelopmentFiles.Reserve(year.Reserve), "text/csv"), cancellation);
        string bySource = string.Join('、', year.Reserve.CountBy(one => one.Source).OrderByDescending(count => count.Value).Select(count => $"{SampleDevelopmentFiles.SourceZhCn(count.Key)}{count.Value}人"));
        return new YearStep("enlist", year.Reserve.Count, $"后备人才库{year.Reserve.Count}人：{bySource}", $"{year.Reserve.Count} people in the reserve pool");
    }

    /// <summary>Names mentors and notes their talks.</summary>
    public async Task<YearStep> MentorAsync(DateOnly until, CancellationToken cancellation)
    {
        await EachAsync(year.Mentoring, one => api.SendAsync(
            $"township:{one.Member.Township}", HttpMethod.Put, $"cadres/{one.Member.Cadre}/mentoring",
            new { mentors = new[] { Mentor("leadership", one.Leadership), Mentor("backbone", one.Backbone) } }, cancellation));
        (SampleMentoring Mentoring, int Number, DateOnly On)[] talks =
            [.. year.Mentoring.SelectMany(one => one.Talks.Index(), (one, talk) => (one, talk.Index + 1, talk.Item)).Where(talk => talk.Item <= until)];
        await EachAsync(talks, talk => api.SendAsync(
            $"township:{talk.Mentoring.Member.Township}", HttpMethod.Put, $"cadres/{talk.Mentoring.Member.Cadre}/mentoring/talks/t{talk.Number}",
            new { talk.On, mentor = talk.Number % 2 == 1 ? "leadership" : "backbone", topics = "思想和工作情况，帮助解决工作中的困难", found = "文字材料撰写能力需加强", done = "安排公文写作辅导" }, cancellation));
        return new YearStep("mentor", talks.Length, $"“2+1”帮带{year.Mentoring.Count}人，谈话{talks.Length}次", $"{year.Mentoring.Count} secretaries mentored, {talks.Length} talks held");

        static object Mentor(string kind, SampleMentor one) => new { kind, one.Name, one.Post, from = DongguangDevelopment.Begins };
    }

    /// <summary>Notes the rotations that have begun.</summary>
    public async Task<YearStep> RotateAsync(DateOnly until, CancellationToken cancellation)
    {
        SampleRotation[] begun = [.. year.Rotations.Where(one => one.From <= until)];
        // A person's own one after the other.
        await EachAsync([.. begun.GroupBy(one => one.Member.Cadre)], async rotations =>
        {
            foreach (SampleRotation one in rotations)
            {
                await api.SendAsync(
                    $"township:{one.Member.Township}", HttpMethod.Put, $"cadres/{one.Member.Cadre}/rotations/r{one.Number}",
                    new { one.Office, one.Post, one.From, one.To, courses = one.Courses.Select(course => new { course.Title, course.Hours }) }, cancellation);
            }
        });
        return new YearStep("rotate", begun.Length, $"轮岗锻炼{begun.DistinctBy(one => one.Member.Cadre).Count()}人", $"{begun.DistinctBy(one => one.Member.Cadre).Count()} secretaries rotated");
    }

    /// <summary>Announces the classes that have begun, notes their attendance, and holds those that are over.</summary>
    public async Task<YearStep> TrainAsync(DateOnly until, CancellationToken cancellation)
    {
        SampleClass[] begun = [.. year.Classes.Where(one => one.From <= until)];
        await EachAsync(begun, async one =>
        {
            (string role, string path) = (one.Organizer is { } township ? $"township:{township}" : CountyRole, $"development/classes/{one.Id}");
            await api.SendAsync(role, HttpMethod.Put, path, new { one.Title, one.Form, one.Kind, one.Place, one.From, one.To, one.Hours, one.CompletePercent, one.Organizer }, cancellation);
            bool isOver = one.To <= until;
            await api.ReplaceAsync(role, $"{path}/participants", CountyLoader.Content(SampleDevelopmentFiles.Participants(one, isOver), "text/csv"), cancellation);
            if (isOver)
                await api.SendAsync(role, HttpMethod.Put, $"{path}/held", body: null, cancellation);
        });
        int people = begun.SelectMany(one => one.Attendance).DistinctBy(one => one.Person).Count();
        return new YearStep(
            "train", begun.Length,
            $"网课专班{Count("onlineClass")}期、培训班{Count("trainingClass")}期、小课堂{Count("smallLecture")}期，参训{people}人",
            $"{Count("onlineClass")} online classes, {Count("trainingClass")} training classes and {Count("smallLecture")} small lectures, {people} people enrolled");

        int Count(string form) => begun.Count(one => one.Form == form);
    }

    /// <summary>Lists the further study that has begun, year by year.</summary>
    public async Task<YearStep> StudyAsync(DateOnly until, CancellationToken cancellation)
    {
        SampleStudy[] begun = [.. year.Studies.Where(one => one.From <= until)];
        foreach (var list in begun.GroupBy(one => one.From.Year))
            await api.ReplaceAsync(CountyRole, $"development/studies/{list.Key}", CountyLoader.Content(SampleDevelopmentFiles.Studies(list, until), "text/csv"), cancellation);
        return new YearStep("study", begun.Length, $"学历教育{begun.Length}人", $"{begun.Length} people in further study");
    }

    /// <summary>Records the honours that were given.</summary>
    public async Task<YearStep> HonourAsync(DateOnly until, CancellationToken cancellation)
    {
        SampleHonour[] given = [.. year.Honours.Where(one => one.On <= until)];
        await EachAsync(given, one => api.SendAsync(
            CountyRole, HttpMethod.Put, $"commendations/{one.Id}", new { kind = one.IsVillage ? "village" : "person", one.Recipient, one.Level, one.Title, one.IssuedBy, one.On }, cancellation));
        int people = given.Count(one => !one.IsVillage);
        return new YearStep("honour", given.Length, $"{people}名村党支部书记获得省市县“两优一先”荣誉称号", $"{people} secretaries honoured by province, city and county");
    }

    /// <summary>Reads the report of the year.</summary>
    public Task<JsonElement> ReportAsync(CancellationToken cancellation) => api.GetAsync(CountyRole, $"development/report?year={DongguangDevelopment.Begins.Year}", cancellation);

    /// <summary>All of it, up to a day.</summary>
    public async Task<IReadOnlyList<YearStep>> AllAsync(DateOnly until, CancellationToken cancellation) =>
        [await LoadAsync(cancellation), await SelectAsync(cancellation), await EnlistAsync(cancellation), .. await GoOnAsync(until, cancellation)];

    /// <summary>What happens once the cohort and the pool are there, up to a day.</summary>
    public async Task<IReadOnlyList<YearStep>> GoOnAsync(DateOnly until, CancellationToken cancellation) =>
    [
        await MentorAsync(until, cancellation), await RotateAsync(until, cancellation), await TrainAsync(until, cancellation), await StudyAsync(until, cancellation), await HonourAsync(until, cancellation),
    ];

    private static Task EachAsync<T>(IReadOnlyList<T> all, Func<T, Task> send) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) => await send(one));
}

/// <summary>What a step of the year did.</summary>
/// <param name="Count">How many of what it is about.</param>
internal sealed record YearStep(string Step, int Count, string ZhCn, string En);
