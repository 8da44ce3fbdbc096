using System.Net.Http.Headers;
using System.Text;
using Yuekao.App.Tests.Platform.Formats;
using Yuekao.App.Tests.Records.Rosters;
using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Records.Development.Training;

public sealed class ParticipantTests(AppFixture app) : TrainingTest(app)
{
    private const string Participants = "development/classes/l1/participants";

    private readonly AppFixture app = app;

    [Fact]
    public async Task Put_AsCsvInChinese_IsTheListThatJsonHas_WithNamesAndTownshipsOfTheRosters()
    {
        await AnnounceAsync("l1");
        const string Table = "编号,姓名,实到学时,缺勤原因\nc1,王建国,8,\nc2,,6,\nd1,,,防汛值班\n";

        ClassSummary stored = await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, Participants, Text(Table, "text/csv")));
        ParticipantList list = await GetAsync<ParticipantList>(Participants);
        using HttpResponseMessage csv = await GetAsync(Participants, accept: "text/csv");
        byte[] table = await csv.Content.ReadAsByteArrayAsync(Cancellation);
        ClassSummary again = await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, Participants, Bytes(table, "text/csv")));

        Assert.Equal(new ClassFigures(3, 2, 2, 14), stored.Figures);
        Assert.Equal(["c1 王建国 t1 8 ", "c2 李芳 t1 6 ", "d1 王建国 t2  防汛值班"], list.Participants.Select(one => $"{one.Person} {one.Name} {one.Township} {one.Hours} {one.Absence}"));
        Assert.Contains("d1,王建国,t2,,防汛值班", Encoding.UTF8.GetString(table), StringComparison.Ordinal);
        Assert.Equal(stored.Revision, again.Revision);
    }

    [Fact]
    public async Task Template_OfAClassNobodyIsEnrolledIn_IsAForm_AndFilledInIsTheList()
    {
        await AnnounceAsync("l1");

        using HttpResponseMessage template = await GetAsync($"{Participants}?template=true", accept: TableFormats.Workbook);
        string[] head = Assert.Single(Workbooks.RowsOf(await template.Content.ReadAsByteArrayAsync(Cancellation)));
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, Participants, Bytes(Workbooks.Of(head, ["c1", "王建国"]), TableFormats.Workbook)));

        Assert.Equal("编号 姓名 乡镇 实到学时 缺勤原因", string.Join(' ', head));
        Assert.Equal("培训人员-l1.xlsx", template.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("c1", Assert.Single((await GetAsync<ParticipantList>(Participants)).Participants).Person.Value);
    }

    [Fact]
    public async Task Put_SecondListWithoutSayingWhatItReplaces_NeedsIfMatch()
    {
        await AnnounceAsync("l1");
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, Participants, List(Line("c1"))));

        await ErrorsAsync(SendAsync(HttpMethod.Put, Participants, List(Line("c2"))), ProblemType.PreconditionRequired);
        await ErrorsAsync(SendAsync(HttpMethod.Put, Participants, List(Line("c2")), ifMatch: "\"1\""), ProblemType.PreconditionFailed);
        ClassSummary replaced = await ReadAsync<ClassSummary>(ReplaceAsync(Participants, List(Line("c2", 8))));

        Assert.Equal(3, replaced.Revision);
        Assert.Equal(["c1"], (await GetAsync<ParticipantList>($"{Participants}?revision=2")).Participants.Select(one => one.Person.Value));
        Assert.Equal(["$.participants"], await ErrorsAsync(ReplaceAsync(Participants, List(Line("c1"))), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task Put_WrongPeople_AreNamedByLineAndColumn_AllAtOnce()
    {
        await AnnounceAsync("l1");
        const string Table = "person,name,township,hours,absence\nc1,王建国,t2,9,\nc1,,,1,晚了\nnobody,,,,\nc2,李芬,t1,,\n";

        Assert.Equal(["2:4", "3:1", "3:5"], await ErrorsAsync(SendAsync(HttpMethod.Put, Participants, Text(Table, "text/csv")), ProblemType.Unacceptable));
        Assert.Equal(
            ["2:3", "3:1", "4:2"],
            await ErrorsAsync(SendAsync(HttpMethod.Put, Participants, Text("person,name,township\nc1,王建国,t2\nnobody,,\nc2,李芬,t1\n", "text/csv")), ProblemType.Unacceptable));
        Assert.Equal(["2:1", "2:2"], await ErrorsAsync(SendAsync(HttpMethod.Put, Participants, Text("person,hours\nC 1,x\n", "text/csv")), ProblemType.Malformed));
    }

    [Fact]
    public async Task Put_OwnAttendance_IsForbidden()
    {
        await AnnounceAsync("l1");
        await ErrorsAsync(SendAsync(HttpMethod.Put, Participants, List(Line("c1", 8)), "county cadre:c1"), ProblemType.Forbidden);
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, Participants, List(Line("c1"), Line("c2", 8)), "county cadre:c1"));
        await ReadAsync<ClassSummary>(ReplaceAsync(Participants, List(Line("c1", 8), Line("c2", 8))));
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1/held"));

        await ErrorsAsync(SendAsync(HttpMethod.Put, $"{Participants}/c1/correction", Json(new AttendanceCorrectionRequest("误记") { Hours = 1 }), "county cadre:c1"), ProblemType.Forbidden);
    }

    [Fact]
    public async Task Get_ByAnotherTownship_HasItsOwnPeople()
    {
        await AnnounceAsync("l1", Lecture with { Organizer = T1 });
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, Participants, List(Line("c1"), Line("d1"))));

        ParticipantList seen = await ReadAsync<ParticipantList>(SendAsync(HttpMethod.Get, Participants, role: "township:t2"));
        ParticipantList all = await ReadAsync<ParticipantList>(SendAsync(HttpMethod.Get, Participants, role: "township:t1"));

        Assert.Equal(["d1"], seen.Participants.Select(one => one.Person.Value));
        Assert.Equal(2, all.Participants.Count);
    }

    /// <summary>A class of 300: everybody looked up at first, and never again; the rosters of two townships and the reserve pool are four of its calls.</summary>
    [Fact]
    public async Task Put_300People_TakesFewStorageCalls()
    {
        var calls = new CallCounter();
        await using AppHost host = await AppHost.StartAsync(app.ConnectionString, app.Issuer.Address, services => services.AddSingleton(calls.Tables(app.ConnectionString)));
        await PutRosterAsync("t1", [.. Enumerable.Range(1, 300).Select(number => Postings.Of($"c{number}"))]);
        await AnnounceAsync("l0");
        await AnnounceAsync("l1");
        (await PutAsync(host, "development/classes/l0/participants", List(Line("c1")), ifMatch: null)).EnsureSuccessStatusCode().Dispose();
        calls.Reset();

        using HttpResponseMessage enrolled = await PutAsync(host, Participants, List([.. Enumerable.Range(1, 300).Select(number => Line($"c{number}"))]), ifMatch: null);
        int enrolling = calls.Calls;
        calls.Reset();
        using HttpResponseMessage noted = await PutAsync(host, Participants, List([.. Enumerable.Range(1, 300).Select(number => Line($"c{number}", 8))]), enrolled.Headers.ETag!.ToString());

        Assert.Equal(new ClassFigures(300, 300, 300, 2400), (await noted.Content.ReadFromJsonAsync<ClassSummary>(ApiJson.Options, Cancellation))!.Figures);
        Assert.Equal((7, 3), (enrolling, calls.Calls));
    }

    private async Task<HttpResponseMessage> PutAsync(AppHost host, string path, HttpContent content, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"counties/{County}/{path}", UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", app.Issuer.Issue(new TokenRequest { County = County, Roles = ["county"] }));
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await host.Http.SendAsync(request, Cancellation);
    }
}
