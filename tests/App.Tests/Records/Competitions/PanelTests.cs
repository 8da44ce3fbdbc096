using Yuekao.App.Tests.Cycle;
using Yuekao.App.Tests.Platform.Formats;

namespace Yuekao.App.Tests.Records.Competitions;

public sealed class PanelTests(AppFixture app) : CompetitionsTest(app)
{
    [Fact]
    public async Task Put_AsCsv_IsReadAsJsonAndKeepsEveryVersion()
    {
        await StoreTourAsync(Contest.TwoPoints);
        DocumentVersion stored = await ReadAsync<DocumentVersion>(SendAsync(HttpMethod.Put, Panel, Text("编号,姓名,乡镇,联系方式\na,王评委,,13800000000\nb,李评委,north,\n", "text/csv")), HttpStatusCode.Created);
        Panel panel = await GetAsync<Panel>(Panel);
        await ErrorsAsync(SendAsync(HttpMethod.Put, Panel, Json(new Panel([]))), ProblemType.PreconditionRequired);
        (await ReplaceAsync(Panel, Json(new Panel([panel.Judges[1]])))).EnsureSuccessStatusCode().Dispose();

        Assert.Equal(2, stored.Count);
        Assert.Equal([new Judge(JudgeId.Of("a"), "王评委", Contact: "13800000000"), new Judge(JudgeId.Of("b"), "李评委", TownshipId.Of(North))], panel.Judges);
        Assert.Equal(panel.Judges, (await GetAsync<Panel>($"{Panel}?version=1")).Judges);
        using HttpResponseMessage csv = await GetAsync(Panel, accept: "text/csv");
        Assert.EndsWith("\r\nb,李评委,north,\r\n", await csv.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(2, (await GetAsync<Page<DocumentVersion>>($"{Panel}/versions")).Items.Count);
    }

    [Fact]
    public async Task Template_OfAPanel_IsAFormWithoutJudges_AndSentBackIsEmpty()
    {
        await StoreTourAsync(Contest.TwoPoints);

        using HttpResponseMessage template = await GetAsync($"{Panel}?template=true", accept: TableFormats.Workbook);
        byte[] form = await template.Content.ReadAsByteArrayAsync(Cancellation);
        DocumentPreview preview = await PreviewAsync(Panel, Bytes(form, TableFormats.Workbook));

        Assert.Null(template.Headers.ETag);
        Assert.Equal(["编号", "姓名", "乡镇", "联系方式"], Assert.Single(Workbooks.RowsOf(form)));
        Assert.StartsWith("评委名单-", template.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        Assert.Empty(preview.Rows);
    }

    [Fact]
    public async Task Put_EverythingWrong_ListsEachMistakeWhereItStands()
    {
        await StoreTourAsync(Contest.TwoPoints);

        Assert.Equal(
            ["3:1", "3:3", "3:2", "2:4"],
            (await ErrorsAsync(SendAsync(HttpMethod.Put, Panel, Text($"id,name,township,contact\na,王,,{new string('1', 101)}\na,{new string('李', 51)},nowhere,\n", "text/csv")), ProblemType.Unacceptable)).OrderBy(place => place[0] == '2'));
        await ErrorsAsync(SendAsync(HttpMethod.Put, $"{Tour}/panels/judge:other", Json(new Panel([]))), ProblemType.NotFound);
        await ErrorsAsync(SendAsync(HttpMethod.Put, $"{Tour}/panels/township", Json(new Panel([]))), ProblemType.NotFound);
        await ErrorsAsync(SendAsync(HttpMethod.Put, $"schemes/{County}.unknown/panels/{Contest.Panel}", Json(new Panel([]))), ProblemType.NotFound);
    }

    [Theory]
    [InlineData(SubjectKind.Township, null, true)]
    [InlineData(SubjectKind.Township, South, true)]
    [InlineData(SubjectKind.Township, North, false)]
    [InlineData(SubjectKind.TownshipSecretary, North, false)]
    [InlineData(SubjectKind.Secretary, null, true)]
    [InlineData(SubjectKind.Secretary, North, true)]
    [InlineData(SubjectKind.Secretary, South, false)]
    [InlineData(SubjectKind.Organizer, South, false)]
    public void Scores_BySubjectAndTownship_AreOfOthersWhereTownshipsAreRankedAndElseOfTheirOwn(SubjectKind kind, string? township, bool expected)
    {
        var judge = new Judge(JudgeId.Of("j"), "评委", township is null ? null : TownshipId.Of(township));

        Assert.Equal(expected, judge.Scores(kind, TownshipId.Of(North), SubjectId.Of("somebody")));
        Assert.False(judge.Scores(kind, TownshipId.Of(North), SubjectId.Of("j")));
    }
}
