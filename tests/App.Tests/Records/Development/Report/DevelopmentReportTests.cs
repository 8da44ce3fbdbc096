namespace Yuekao.App.Tests.Records.Development.Report;

public sealed class DevelopmentReportTests(AppFixture app) : TrainingTest(app)
{
    [Fact]
    public async Task Report_OfASmallYear_CountsWhatCounts()
    {
        await HoldAsync("a", Lecture, Line("c1", 8), Line("c2", absence: "病假"));
        await HoldAsync("b", Lecture with { Form = TrainingForm.OnlineClass, Kind = EducationKind.Models, Hours = 3 }, Line("c1", 3), Line("d1", 2), Line("c3", 0));
        await HoldAsync("withdrawn", Lecture, Line("c3", 8));
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Delete, "development/classes/withdrawn?reason=重复"));
        await AnnounceAsync("planned", Lecture with { Form = TrainingForm.TrainingClass });
        await HoldAsync("earlier", Lecture with { From = new DateOnly(2025, 2, 1), To = new DateOnly(2025, 2, 1) }, Line("c3", 8));
        await PutStudiesAsync(
            StudyOf("s1", "c1"), StudyOf("s2", "c1") with { Level = StudyLevel.Secondary }, StudyOf("s3", "c2") with { State = StudyState.Left, To = new DateOnly(2026, 3, 1), Reason = "外出务工" },
            StudyOf("s4", "d1") with { State = StudyState.Completed, To = new DateOnly(2025, 12, 31) });

        IReadOnlyDictionary<string, decimal> figures = await FiguresAsync(2026);

        Assert.Equal(
            [2m, 1m, 0m, 1m, 1m, 0m, 1m, 0m],
            ((string[])["classes", "classesByForm onlineClass", "classesByForm trainingClass", "classesByForm smallLecture", "classesByKind revolutionaryTradition", "classesByKind integrity",
                "classesByKind models", "classesByKind originalAspiration"]).Select(name => figures[name]));
        // 13 of 2 × 8 and 3 × 3 hours.
        Assert.Equal([11m, 13m, 2m, 52m], ((string[])["hours", "personHours", "trained", "attendanceRate"]).Select(name => figures[name]));
        Assert.Equal([1m, 1m, 0m, 1m], ((string[])["inStudy", "inStudyByLevel undergraduate", "inStudyByLevel juniorCollege", "inStudyByLevel secondary"]).Select(name => figures[name]));
        Assert.Equal(2, (await FiguresAsync(2025))["inStudy"]);
    }

    [Fact]
    public async Task Report_LinksToTheListsThatItCounts_AndIsATableToo()
    {
        await HoldAsync("a", Lecture, Line("c1", 8));
        await AnnounceAsync("planned");
        DevelopmentReport report = await GetAsync<DevelopmentReport>("development/report?year=2026");

        foreach (DevelopmentFigure figure in report.Figures)
        {
            using HttpResponseMessage list = await GetAsync(figure.Link);
            Assert.True(list.IsSuccessStatusCode, $"{figure.Figure} {figure.Link}: {list.StatusCode}");
        }

        Assert.Equal(1, report.Figures.Single(figure => figure is { Figure: "classesByForm", Of: "smallLecture" }).Value);
        Assert.Single((await GetAsync<Page<ClassSummary>>(report.Figures.Single(figure => figure is { Figure: "classesByForm", Of: "smallLecture" }).Link)).Items);
        using HttpResponseMessage csv = await GetAsync("development/report?year=2026", accept: "text/csv");
        Assert.Contains("classesByForm,smallLecture,小课堂（期）,1,2026,", await csv.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        await ErrorsAsync(GetAsync("development/report?year=2026-10"), ProblemType.Malformed);
        await ErrorsAsync(SendAsync(HttpMethod.Get, "development/report?year=2026", role: "township:t1"), ProblemType.Forbidden);
    }

    private static Study StudyOf(string id, string person) => new()
    {
        Id = StudyId.Of(id),
        Person = SubjectId.Of(person),
        Level = StudyLevel.Undergraduate,
        School = "河北开放大学",
        Subject = "行政管理",
        From = new DateOnly(2024, 9, 1),
    };

    private async Task PutStudiesAsync(params Study[] studies) => await ReadAsync<StudiesStored>(SendAsync(HttpMethod.Put, "development/studies/2024", Json(new StudyList(studies))), HttpStatusCode.Created);

    private async Task<IReadOnlyDictionary<string, decimal>> FiguresAsync(int year) =>
        (await GetAsync<DevelopmentReport>($"development/report?year={year}")).Figures.ToDictionary(figure => $"{figure.Figure} {figure.Of}".Trim(), figure => figure.Value);
}
