using Yuekao.Local.Development;
using Yuekao.Local.SampleCounty.Development;

namespace Yuekao.Local.Demo;

/// <summary>
/// The last quarter of Dongguang's year for its secretaries and those who may follow them: the cohort, mentors, rotations, the reserve pool, training and study, the next selection, and the
/// year's assessment in its two parts.
/// </summary>
/// <param name="teller">The time, and who hears the story.</param>
/// <param name="api">The app.</param>
internal sealed class DongguangStory(Teller teller, CountyApi api)
{
    private static readonly Period Year = Period.Of("2026");
    private static readonly Scheme Annual = SchemeCatalog.Latest(SchemeId.Of("dongguang.secretary-annual"))!;
    private static readonly Scheme Selection = SchemeCatalog.Latest(SchemeId.Of("dongguang.selection"))!;
    private static readonly SourceId HalfYearReview = SourceId.Of("department:half-year-review");

    private static readonly SampleCountyData County = DongguangCounty.Generate();

    private readonly CountyCycle annual = new(api, Annual.Key.Scheme, Year);

    private SampleDevelopment people = DongguangDevelopment.Generate(County);

    private DongguangYear Development => new(api, County, people);

    private CycleReporter Reporter => new(annual, Annual.Document, new SampleValues(Year, MonthGenerator.DemoSeed));

    /// <summary>When the story begins.</summary>
    public static DateTimeOffset Begins { get; } = new(2026, 10, 8, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>What the county has done so far is written down; the half-year review, whose own due day has passed, is extended and reported.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        foreach (YearStep step in await Development.AllAsync(Today, cancellation))
            teller.Tell($"Dongguang: {step.En}");
        await annual.StartAsync(cancellation);
        await annual.UntilPoolsAsync("collecting", cancellation);
        var extension = new { until = teller.Now.AddDays(20), reason = "系统启用前已完成考核，补录结果", source = HalfYearReview };
        await api.SendAsync(CountyCycle.CountyRole, HttpMethod.Put, $"{annual.Path}/pools/county/extension", extension, cancellation);
        int readings = await Reporter.ReportAsync(County.Townships.Select(one => one.Id), cancellation, source => source == HalfYearReview);
        teller.Tell($"the year of the {people.Cohort.Count} secretaries has two dated parts: the half-year review, extended as the county begins to use the app, reports {readings} readings");
    }

    /// <summary>Who is not talked with is reminded of; two leave the cohort, and a selection fills their places.</summary>
    public async Task AutumnAsync(CancellationToken cancellation)
    {
        await teller.UntilAsync(new DateOnly(2026, 10, 9), 10, cancellation);
        int told = 0;
        foreach (SampleTownship township in County.Townships)
            told += (await api.ListAsync($"township:{township.Id}", "messages", cancellation)).Count(one => one.GetProperty("kind").GetString() is "talksOverdue" or "rotationsShort" or "reviewsOverdue");
        teller.Tell($"the app looks by itself at talks, rotations and reviews: townships were reminded {told} times by now");
        await LeaveAsync(people.Cohort[0], "age", cancellation);
        await LeaveAsync(people.Cohort[1], "ownWish", cancellation);
        await SelectAsync(cancellation);
    }

    /// <summary>The year-end reports are the second part; the year is decided, told and in the files, and the development report has the year's figures.</summary>
    /// <returns>The year's cycle.</returns>
    public async Task<CountyCycle> YearEndAsync(CancellationToken cancellation)
    {
        await teller.UntilAsync(new DateOnly(2026, 12, 28), 10, cancellation);
        await Development.GoOnAsync(Today, cancellation);
        await PrintReportAsync(cancellation);
        await teller.UntilAsync(new DateOnly(2027, 1, 4), 10, cancellation);
        int readings = await Reporter.ReportAsync(County.Townships.Select(one => one.Id), cancellation, source => source != HalfYearReview);
        await annual.UntilPoolsAsync("deciding", cancellation);
        await annual.ApproveAsync("county", cancellation);
        await annual.UntilPhaseAsync("appeals", cancellation);
        teller.Tell($"the secretaries report on their year, the second part: {readings} readings; commendations count by themselves; decided, and told to each");
        await annual.SealAsync(teller.Time, cancellation);
        string member = people.Cohort[^1].Cadre.Value;
        await FilePrinter.PrintAsync(api, member, cancellation);
        return annual;
    }

    private DateOnly Today => DateOnly.FromDateTime(teller.Now.DateTime);

    private async Task LeaveAsync(SamplePosting member, string reason, CancellationToken cancellation)
    {
        await api.SendAsync(CountyCycle.CountyRole, HttpMethod.Put, $"cohorts/{DongguangYear.Cohort}/members/{member.Cadre}/leaving", new { on = Today, reason }, cancellation);
        people = people with
        {
            Cohort = [.. people.Cohort.Where(one => one.Cadre != member.Cadre)],
            Mentoring = [.. people.Mentoring.Where(one => one.Member.Cadre != member.Cadre)],
            Rotations = [.. people.Rotations.Where(one => one.Member.Cadre != member.Cadre)],
        };
    }

    private async Task SelectAsync(CancellationToken cancellation)
    {
        // With dates of its own: there are places now.
        var cycle = new CountyCycle(api, Selection.Key.Scheme, Year);
        DateTimeOffset opens = teller.Now.AddHours(1);
        await cycle.StartAsync(cancellation, new { opens, collectingDue = opens.AddDays(5), decisionDue = opens.AddDays(7), appeals = "P3D" });
        await teller.UntilAsync(opens.AddMinutes(1), cancellation);
        await cycle.UntilPoolsAsync("collecting", cancellation);
        int readings = await new CycleReporter(cycle, Selection.Document, new SampleValues(Year, MonthGenerator.DemoSeed)).ReportAsync(County.Townships.Select(one => one.Id), cancellation);
        await teller.UntilAsync(opens.AddDays(5).AddMinutes(1), cancellation);
        await cycle.UntilPoolsAsync("deciding", cancellation);
        await cycle.ApproveAsync("county", cancellation);
        await cycle.UntilPhaseAsync("appeals", cancellation);
        await cycle.SealAsync(teller.Time, cancellation);
        JsonElement filled = await UntilFilledAsync(cancellation);
        teller.Tell($"selection by 17 criteria: {readings} readings of 447 secretaries; {filled.GetProperty("already").GetInt32()} of the selected are in the cohort, "
            + $"{filled.GetProperty("joined").GetInt32()} join as two have left, {filled.GetProperty("withoutPlace").GetArrayLength()} wait: it takes a hundred");
    }

    private async Task<JsonElement> UntilFilledAsync(CancellationToken cancellation)
    {
        while (true)
        {
            JsonElement selections = (await api.GetAsync(CountyCycle.CountyRole, $"cohorts/{DongguangYear.Cohort}", cancellation)).GetProperty("selections");
            if (selections.GetArrayLength() > 0)
                return selections[0];
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }

    private async Task PrintReportAsync(CancellationToken cancellation)
    {
        JsonElement report = await Development.ReportAsync(cancellation);
        JsonElement[] figures = [.. report.GetProperty("figures").EnumerateArray().Where(one => one.GetProperty("figure").GetString() is not ("reserveByTownship" or "selectedByCohort"))];
        teller.Tell("the development report of the year");
        Table.Print(["figure", ""], figures.Select(one => (IReadOnlyList<string>)[one.GetProperty("title").GetProperty("zh-CN").GetString()!, one.GetProperty("value").GetRawText()]));
    }
}
