namespace Yuekao.App.Tests.Records.Development.Training;

public sealed class FiledTrainingTests(AppFixture app) : TrainingTest(app)
{
    [Fact]
    public async Task Class_ThatSomebodyCompleted_IsInTheirFileOnceHeld()
    {
        await AnnounceAsync("l1");
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1/participants", List(Line("c1", 6), Line("c2", 5), Line("c3", absence: "病假"))));
        Assert.Empty(await ReadFileAsync("c1", "&kind=training"));
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1/held"));

        FileEntry entry = Assert.Single(await ReadFileAsync("c1", "&kind=training"));

        Assert.Equal(("2026-04-03~training~l1~1", "development/classes/l1"), (entry.Id, entry.Source));
        Assert.Equal("完成小课堂“村支书乡村振兴小课堂第1期”（革命传统教育，6/8学时）", entry.Title.ZhCn);
        Assert.Empty(await ReadFileAsync("c2", "&kind=training"));
        Assert.Empty(await ReadFileAsync("c3", "&kind=training"));
    }

    [Fact]
    public async Task Attendance_Corrected_SupersedesWhatTheFileHad()
    {
        await HoldAsync("l1", Lecture, Line("c1", 8), Line("c2", 1));
        await CorrectAsync("c1", new("签到表误记") { Hours = 2 });
        await CorrectAsync("c1", new("核对签到表") { Hours = 7 });
        await CorrectAsync("c2", new("漏记") { Hours = 8 });
        ClassSummary again = await CorrectAsync("c2", new("漏记") { Hours = 8 });

        IReadOnlyList<FileEntry> file = await ReadFileAsync("c1", "&kind=training");

        Assert.Equal(["完成小课堂“村支书乡村振兴小课堂第1期”（革命传统教育，8学时）", "未完成“村支书乡村振兴小课堂第1期”：实到2学时", "完成小课堂“村支书乡村振兴小课堂第1期”（革命传统教育，7/8学时）"], file.Select(entry => entry.Title.ZhCn));
        Assert.Equal([null, "签到表误记", "核对签到表"], file.Select(entry => entry.Reason));
        Assert.Equal([file[1].Id, file[2].Id, null], file.Select(entry => entry.SupersededBy));
        Assert.Null(Assert.Single(await ReadFileAsync("c2", "&kind=training")).Supersedes);
        Assert.Equal((6, new ClassFigures(2, 2, 2, 15)), (again.Revision, again.Figures));
        Assert.Equal(7, (await GetAsync<ParticipantList>("development/classes/l1/participants")).Participants[0].Hours);
    }

    [Fact]
    public async Task Class_WithdrawnAfterItWasHeld_IsSupersededInTheFile()
    {
        await HoldAsync("l1", Lecture, Line("c1", 8), Line("c2", 1));
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Delete, "development/classes/l1?reason=重复登记"));

        IReadOnlyList<FileEntry> file = await ReadFileAsync("c1", "&kind=training");

        Assert.Equal([file[1].Id, null], file.Select(entry => entry.SupersededBy));
        Assert.Equal(("撤销培训班次：村支书乡村振兴小课堂第1期", "重复登记"), (file[1].Title.ZhCn, file[1].Reason));
        Assert.Empty(await ReadFileAsync("c2", "&kind=training"));
    }

    [Fact]
    public async Task Correction_ThatCannotBe_SaysWhy()
    {
        await AnnounceAsync("planned");
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/planned/participants", List(Line("c1"))));
        await HoldAsync("l1", Lecture, Line("c1", 8));

        await ErrorsAsync(SendCorrectionAsync("planned", "c1", new("误记") { Hours = 2 }), ProblemType.RuleBroken);
        await ErrorsAsync(SendCorrectionAsync("l1", "c2", new("误记") { Hours = 2 }), ProblemType.NotFound);
        Assert.Equal(["$.hours", "$.reason"], await ErrorsAsync(SendCorrectionAsync("l1", "c1", new("")), ProblemType.Unacceptable));
        Assert.Equal(["$.hours", "$.absence"], await ErrorsAsync(SendCorrectionAsync("l1", "c1", new("误记") { Hours = 9, Absence = "病假" }), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task Training_OfAPerson_AddsUpHoursByKind()
    {
        await HoldAsync("a", Lecture, Line("c1", 8), Line("c2", absence: "病假"));
        await HoldAsync("b", Lecture with { Kind = EducationKind.Integrity, Form = TrainingForm.OnlineClass, From = new DateOnly(2026, 2, 1), To = new DateOnly(2026, 2, 1) }, Line("c1", 3));
        await AnnounceAsync("c", Lecture with { From = new DateOnly(2026, 12, 30), To = new DateOnly(2026, 12, 31) });
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/c/participants", List(Line("c1"))));
        await HoldAsync("earlier", Lecture with { From = new DateOnly(2025, 2, 1), To = new DateOnly(2025, 2, 1) }, Line("c1", 8));

        PersonTraining training = await ReadAsync<PersonTraining>(SendAsync(HttpMethod.Get, "cadres/c1/training?year=2026", role: "cadre:c1"));

        Assert.Equal(11, training.Hours);
        Assert.Equal(["revolutionaryTradition 8 1", "originalAspiration 0 0", "models 0 0", "integrity 3 1"], training.Kinds.Select(one => $"{CellValues.NameOf(one.Kind)} {one.Hours} {one.Classes}"));
        Assert.Equal(["b False", "a True", "c False"], training.Classes.Select(one => $"{one.Class} {one.Completed}"));
        await ErrorsAsync(SendAsync(HttpMethod.Get, "cadres/c1/training?year=2026", role: "cadre:c2"), ProblemType.Forbidden);
        await ErrorsAsync(SendAsync(HttpMethod.Get, "cadres/c1/training?year=2026", role: "township:t2"), ProblemType.Forbidden);
        Assert.Equal(11, (await ReadAsync<PersonTraining>(SendAsync(HttpMethod.Get, "cadres/c1/training?year=2026", role: "township:t1"))).Hours);
    }

    private Task<ClassSummary> CorrectAsync(string person, AttendanceCorrectionRequest asked) => ReadAsync<ClassSummary>(SendCorrectionAsync("l1", person, asked));

    private Task<HttpResponseMessage> SendCorrectionAsync(string id, string person, AttendanceCorrectionRequest asked) =>
        SendAsync(HttpMethod.Put, $"development/classes/{id}/participants/{person}/correction", Json(asked));
}
