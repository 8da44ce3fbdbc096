namespace Yuekao.Local.Demo;

/// <summary>The last quarter of Haixing's year: each month's assessment of the cadres and ranking of the townships, the contests, and then the year's own assessments.</summary>
/// <param name="teller">The time, and who hears the story.</param>
/// <param name="api">The app.</param>
internal sealed class QuarterStory(Teller teller, CountyApi api)
{
    private static readonly Scheme Monthly = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!;
    private static readonly Period[] Months = [.. Enumerable.Range(0, 3).Select(Period.Of("2026-10").Plus)];

    private readonly SampleCountyData county = HaixingCounty.Committed().WithOffices(MonthGenerator.DemoSeed);

    /// <summary>Tells the quarter, month by month.</summary>
    /// <returns>The last month of the cadres.</returns>
    public async Task<CountyCycle> TellQuarterAsync(CancellationToken cancellation)
    {
        await teller.UntilAsync(OpeningOf(Monthly, Months[0]), cancellation);
        await CountyLoader.LoadAsync(api, county, cancellation);
        teller.Tell($"Haixing is loaded: {county.Townships.Count} townships, {county.Postings.Count} postings, {county.Projects.Count} projects");
        await TellMonthAsync(Months[0], cancellation);
        await TellMonthAsync(Months[1], cancellation);
        await TellContestsAsync(cancellation);
        return await TellMonthAsync(Months[2], cancellation);
    }

    /// <summary>Tells the assessments of the year.</summary>
    public async Task TellYearAsync(CancellationToken cancellation)
    {
        foreach (string id in (string[])["haixing.organizer-annual", "haixing.township-secretary-annual", "haixing.cadre-annual"])
            await TellYearAsync(SchemeCatalog.Latest(SchemeId.Of(id))!, cancellation);
        await FilePrinter.PrintAsync(api, county.Offices.First(office => office.Post == "fullTimeOrganizer").Person.Value, cancellation);
    }

    /// <summary>When collecting opens.</summary>
    public static DateTimeOffset OpeningOf(Scheme scheme, Period period)
    {
        DateTime local = scheme.Document.Calendar.CollectingOpens.In(period);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(scheme.Document.Calendar.TimeZone).GetUtcOffset(local)).ToOffset(TimeSpan.FromHours(8));
    }

    private async Task<CountyMonth> TellMonthAsync(Period period, CancellationToken cancellation)
    {
        bool isFirst = period == Months[0];
        var month = new CountyMonth(api, county, Monthly, MonthGenerator.Generate(county, Monthly, period, MonthGenerator.DemoSeed));
        // Every month goes as the first one does: of the others only what came of them is told.
        var cadres = new MonthStory(isFirst ? teller : teller.Silently(), month, Monthly.Document.Calendar);
        var projects = new ProjectsStory(isFirst ? teller : teller.Silently(), api, county, period);
        await teller.UntilAsync(OpeningOf(Monthly, period), cancellation);
        await cadres.OpenAsync(cancellation);
        await projects.DispatchAsync(cancellation);
        await projects.RankAsync(cancellation);
        await cadres.CollectAsync(cancellation);
        await cadres.DecideAsync(adjust: isFirst, cancellation);
        if (isFirst)
            await cadres.HearAsync(cancellation);
        await projects.SealAsync(cancellation);
        await cadres.SealAsync(cancellation);
        teller.Tell($"{period}: the cadres' month and the townships' ranking are sealed");
        return month;
    }

    private async Task TellContestsAsync(CancellationToken cancellation)
    {
        foreach ((string id, string period) in ((string, string)[])[("haixing.double-point-tour", "2026-B6"), ("haixing.township-arena", "2026-Q4"), ("haixing.village-arena", "2026-B6")])
        {
            var contest = new ContestStory(teller, api, county, SchemeCatalog.Latest(SchemeId.Of(id))!, Period.Of(period));
            await contest.OpenAsync(cancellation);
            int sheets = await contest.JudgeAsync(cancellation);
            await contest.SettleAsync($"{sheets} sheets", cancellation);
        }
    }

    private async Task TellYearAsync(Scheme scheme, CancellationToken cancellation)
    {
        var year = Period.Of("2026");
        var assessment = new ContestStory(teller, api, county, scheme, year);
        await assessment.OpenAsync(cancellation);
        int readings = await new CycleReporter(assessment.Cycle, scheme.Document, new SampleValues(year, MonthGenerator.DemoSeed)).ReportAsync(county.Townships.Select(one => one.Id), cancellation);
        int ballots = await assessment.JudgeAsync(cancellation);
        DateTime grading = (scheme.Document.Calendar.GradingFrom ?? scheme.Document.Calendar.CollectingDue).In(year);
        await teller.UntilAsync(DateOnly.FromDateTime(grading), grading.Hour + 1, cancellation);
        await assessment.SettleAsync($"{readings} readings{(ballots > 0 ? $" and {ballots} secret ballots" : "")}", cancellation);
        await assessment.Cycle.SealAsync(teller.Time, cancellation);
    }
}
