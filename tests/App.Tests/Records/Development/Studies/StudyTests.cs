using System.Text;
using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Records.Development.Studies;

public sealed class StudyTests(AppFixture app) : TrainingTest(app)
{
    private const string Studies = "development/studies/2024";

    private static readonly Study Going = new()
    {
        Id = StudyId.Of("s1"),
        Person = SubjectId.Of("c1"),
        Level = StudyLevel.Undergraduate,
        School = "河北开放大学",
        Subject = "行政管理",
        From = new DateOnly(2024, 9, 1),
    };

    private static readonly Study Done = Going with
    {
        Id = StudyId.Of("s2"),
        Person = SubjectId.Of("d1"),
        Level = StudyLevel.JuniorCollege,
        To = new DateOnly(2026, 6, 30),
        State = StudyState.Completed,
        Certificate = "E-2026-17",
    };

    [Fact]
    public async Task Put_AsCsvInChinese_IsTheListThatJsonHas()
    {
        const string Table = "学习编号,编号,层次,学校,专业,入学日期,结束日期,状态,证书编号\ns1,c1,大学本科,河北开放大学,行政管理,2024-09-01,,在读,\ns2,d1,juniorCollege,河北开放大学,行政管理,2024-09-01,2026-06-30,毕业,E-2026-17\n";

        StudiesStored stored = await ReadAsync<StudiesStored>(SendAsync(HttpMethod.Put, Studies, Text(Table, "text/csv")), HttpStatusCode.Created);
        using HttpResponseMessage csv = await GetAsync(Studies, accept: "text/csv");
        byte[] table = await csv.Content.ReadAsByteArrayAsync(Cancellation);
        StudiesStored again = await ReadAsync<StudiesStored>(SendAsync(HttpMethod.Put, Studies, Bytes(table, "text/csv")));

        Assert.Equal((1, 2, 1), (stored.Revision, stored.Studies, again.Revision));
        Assert.Equal([Going with { Name = "王建国", Township = T1 }, Done with { Name = "王建国", Township = TownshipId.Of("t2") }], (await GetAsync<StudyList>(Studies)).Studies);
        Assert.Contains("s2,d1,王建国,t2,juniorCollege,河北开放大学,行政管理,2024-09-01,2026-06-30,completed,,E-2026-17", Encoding.UTF8.GetString(table), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Study_Completed_IsInThePersonsFile_AndSupersededOnceWithdrawn()
    {
        await PutAsync(Going, Done);
        FileEntry entry = Assert.Single(await ReadFileAsync("d1", "&kind=study"));
        Assert.Equal(("2026-06-30~study~2024~s2", Studies), (entry.Id, entry.Source));
        Assert.Equal("河北开放大学行政管理专业毕业（大专，2024年9月1日入学，证书编号E-2026-17）", entry.Title.ZhCn);
        Assert.Empty(await ReadFileAsync("c1", "&kind=study"));

        await PutAsync(Going, Done with { State = StudyState.Withdrawn, Reason = "证书有误" }, Done with { Id = StudyId.Of("s3"), Certificate = "E-2026-71" });
        await PutAsync(Going with { State = StudyState.Left, To = new DateOnly(2025, 3, 1), Reason = "外出务工" }, Done with { State = StudyState.Withdrawn, Reason = "证书有误" }, Done with { Id = StudyId.Of("s3"), Certificate = "E-2026-71" });

        IReadOnlyList<FileEntry> file = await ReadFileAsync("d1", "&kind=study");
        Assert.Equal(["2026-06-30~study~2024~s2", "2026-06-30~study~2024~s2~withdrawn", "2026-06-30~study~2024~s3"], file.Select(one => one.Id));
        Assert.Equal([file[1].Id, null, null], file.Select(one => one.SupersededBy));
        Assert.Equal(("证书有误", entry.At), (file[1].Reason, file[0].At));
    }

    [Fact]
    public async Task Put_ListThatForgetsOrEdits_IsRefused_AndEveryRevisionIsKept()
    {
        await PutAsync(Going, Done);
        await ErrorsAsync(SendAsync(HttpMethod.Put, Studies, List(Going)), ProblemType.PreconditionRequired);

        Assert.Equal(["$.studies"], await ErrorsAsync(ReplaceAsync(Studies, List(Done)), ProblemType.RuleBroken));
        Assert.Equal(
            ["$.studies[0].person", "$.studies[1].state"],
            await ErrorsAsync(ReplaceAsync(Studies, List(Going with { Person = SubjectId.Of("c2") }, Done with { School = "沧州师范学院" })), ProblemType.RuleBroken));
        await PutAsync(Going with { State = StudyState.Withdrawn, Reason = "重复" }, Done);
        Assert.Equal(["$.studies[0].state"], await ErrorsAsync(ReplaceAsync(Studies, List(Going, Done)), ProblemType.RuleBroken));
        Assert.Equal(StudyState.Studying, (await GetAsync<StudyList>($"{Studies}?revision=1")).Studies[0].State);
    }

    [Fact]
    public async Task Put_EverythingWrong_ListsEachMistakeWithItsPath()
    {
        Study wrong = Going with { School = "", Subject = "两\n行", From = new DateOnly(2025, 1, 1), To = new DateOnly(2024, 12, 31), Reason = "x", Certificate = "1" };

        Assert.Equal(
            [
                "$.studies[0].school", "$.studies[0].subject", "$.studies[0].from", "$.studies[0].to", "$.studies[0].to", "$.studies[0].reason", "$.studies[0].certificate",
                "$.studies[1].id", "$.studies[1].to", "$.studies[2].to", "$.studies[2].reason",
            ],
            await ErrorsAsync(
                SendAsync(HttpMethod.Put, Studies, List(wrong, Going with { State = StudyState.Completed }, Going with { Id = StudyId.Of("s9"), State = StudyState.Left, To = new DateOnly(2999, 1, 1) })),
                ProblemType.Unacceptable));
        const string Table = "study,person,name,level,school,subject,from,state\ns1,nobody,,secondary,校,业,2024-09-01,studying\ns2,c1,别人,secondary,校,业,2024-09-01,studying\n";
        Assert.Equal(["2:2", "3:3"], await ErrorsAsync(SendAsync(HttpMethod.Put, Studies, Text(Table, "text/csv")), ProblemType.Unacceptable));
        Assert.Equal(["2:4", "2:7"], await ErrorsAsync(SendAsync(HttpMethod.Put, Studies, Text("study,person,name,level,school,subject,from,state\ns1,c1,,博士,校,业,昨天,studying\n", "text/csv")), ProblemType.Malformed));
    }

    [Theory]
    [InlineData("development/studies/2024-09")]
    [InlineData("development/studies/2023")]
    public async Task Get_WhatIsNotThere_IsNotFound(string path) => await ErrorsAsync(GetAsync(path), ProblemType.NotFound);

    [Fact]
    public async Task Get_ByATownship_HasItsOwnPeople()
    {
        await PutAsync(Going, Done);

        Assert.Equal(["s2"], (await ReadAsync<StudyList>(SendAsync(HttpMethod.Get, Studies, role: "township:t2"))).Studies.Select(study => study.Id.Value));
        Assert.Equal(["s2"], (await ReadAsync<PersonTraining>(SendAsync(HttpMethod.Get, "cadres/d1/training?year=2025", role: "cadre:d1"))).Studies.Select(study => study.Id.Value));
        Assert.Empty((await GetAsync<PersonTraining>("cadres/d1/training?year=2027")).Studies);
        Assert.Equal(["s1", "s2"], await IdsAsync("?year=2026"));
        Assert.Equal(["s1"], await IdsAsync("?year=2027"));
        Assert.Equal(["s2"], await IdsAsync("?year=2024&level=juniorCollege"));
        Assert.Empty(await IdsAsync("?year=2023"));
    }

    [Fact]
    public async Task Put_OwnStudy_IsForbidden()
    {
        await ErrorsAsync(SendAsync(HttpMethod.Put, Studies, List(Going), "county cadre:c1"), ProblemType.Forbidden);
        await PutAsync(Going, Done);
        using HttpResponseMessage read = await GetAsync(Studies);

        await ReadAsync<StudiesStored>(SendAsync(HttpMethod.Put, Studies, List(Going, Done with { State = StudyState.Withdrawn, Reason = "重复" }), "county cadre:c1", read.Headers.ETag!.ToString()));
    }

    /// <summary>More than begin in Dongguang's year, each of the longest texts that are allowed.</summary>
    [Fact]
    public async Task Put_AsManyAsAYearTakes_FitsARow()
    {
        var random = new Random(1);
        await PutRosterAsync("t1", [.. Enumerable.Range(1, StudyList.Most).Select(number => Postings.Of($"c{number}"))]);
        Study[] all = [.. Enumerable.Range(1, StudyList.Most).Select(number => Done with { Id = StudyId.Of($"s{number}"), Person = SubjectId.Of($"c{number}"), School = Text(), Subject = Text(), Certificate = Text() })];
        await PutAsync(all);
        await PutAsync([.. all.Select(study => study with { State = StudyState.Withdrawn, Reason = Text() })]);

        Assert.Equal(StudyList.Most, (await GetAsync<StudyList>(Studies)).Studies.Count);
        Assert.Equal(["$.studies"], await ErrorsAsync(ReplaceAsync(Studies, List([.. all, Going with { Id = StudyId.Of("one-more") }])), ProblemType.Unacceptable));

        string Text() => string.Concat(Enumerable.Range(0, 50).Select(_ => (char)random.Next(0x4E00, 0x9FA5)));
    }

    private async Task<IEnumerable<string>> IdsAsync(string query) => (await GetAsync<Page<Study>>($"development/studies{query}")).Items.Select(study => study.Id.Value);

    private static HttpContent List(params Study[] studies) => Json(new StudyList(studies));

    private async Task PutAsync(params Study[] studies)
    {
        using HttpResponseMessage stored = await ReplaceAsync(Studies, List(studies));
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(Cancellation));
    }
}
