using System.Text;

namespace Yuekao.App.Tests.Records.Rosters;

public sealed class RosterEndpointsTests(AppFixture app) : CountyTest(app), IAsyncLifetime
{
    private const string Roster = "townships/t1/roster";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var places = new CountyPlaces(
        [
            new Township(TownshipId.Of("t1"), "一镇", [new Village(VillageId.Of("v1"), "小黄村"), new Village(VillageId.Of("v2"), "大黄村")]),
            new Township(TownshipId.Of("t2"), "二镇", [new Village(VillageId.Of("w1"), "小黄村")]),
        ]);
        using HttpResponseMessage stored = await SendAsync(HttpMethod.Put, "villages", Json(places));
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(1001)]
    public async Task Put_SoManyPostings_GetAnswersThemInOrder(int count)
    {
        Roster roster = RosterOf(count);

        using HttpResponseMessage stored = await PutAsync(roster);

        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        Assert.Equal(roster.Postings, (await GetAsync<Roster>(Roster)).Postings);
        DocumentVersion version = (await stored.Content.ReadFromJsonAsync<DocumentVersion>(ApiJson.Options, Cancel))!;
        Assert.Equal((1, count), (version.Version, version.Count));
    }

    [Fact]
    public async Task Put_SameContentAgain_ChangesNothing()
    {
        using HttpResponseMessage first = await PutAsync(RosterOf(3));
        using HttpResponseMessage again = await PutAsync(RosterOf(3), ifMatch: "\"stale\"");

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Single((await GetAsync<Page<DocumentVersion>>($"{Roster}/versions")).Items);
    }

    [Fact]
    public async Task Put_OverAnotherRosterWithoutSayingWhichWasRead_IsPreconditionRequired()
    {
        (await PutAsync(RosterOf(1))).Dispose();

        using HttpResponseMessage second = await PutAsync(RosterOf(2));

        Assert.Contains("If-Match", (await Problem.OfAsync(second, ProblemType.PreconditionRequired)).Detail, StringComparison.Ordinal);
        Assert.Single((await GetAsync<Roster>(Roster)).Postings);
    }

    [Fact]
    public async Task Put_TwoEditorsWhoReadTheSameRoster_TheSecondIsTold()
    {
        using HttpResponseMessage read = await PutAsync(RosterOf(1));

        using HttpResponseMessage first = await PutAsync(RosterOf(2), ifMatch: read.Headers.ETag!.ToString());
        using HttpResponseMessage second = await PutAsync(RosterOf(3), ifMatch: read.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await Problem.OfAsync(second, ProblemType.PreconditionFailed);
        Assert.Equal(2, (await GetAsync<Roster>(Roster)).Postings.Count);
    }

    [Theory]
    [InlineData("*", 201, 412)]
    [InlineData("\"another\"", 201, 200)]
    [InlineData("another", 400, 400)]
    public async Task Put_IfNoneMatch_IsOnlyWhereNothingOfThatNameIsThere(string ifNoneMatch, int first, int second)
    {
        using HttpResponseMessage created = await SendAsync(HttpMethod.Put, Roster, Json(RosterOf(1)), ifNoneMatch: ifNoneMatch);
        using HttpResponseMessage replaced = await SendAsync(HttpMethod.Put, Roster, Json(RosterOf(2)), ifNoneMatch: ifNoneMatch);

        Assert.Equal((first, second), ((int)created.StatusCode, (int)replaced.StatusCode));
    }

    [Fact]
    public async Task PutVillages_OverOthersWithoutSayingWhichWereRead_IsPreconditionRequired()
    {
        CountyPlaces places = await GetAsync<CountyPlaces>("villages");

        using HttpResponseMessage same = await SendAsync(HttpMethod.Put, "villages", Json(places));
        using HttpResponseMessage blind = await SendAsync(HttpMethod.Put, "villages", Json(new CountyPlaces([.. places.Townships.Take(1)])));

        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        await Problem.OfAsync(blind, ProblemType.PreconditionRequired);
        Assert.Equal(2, (await GetAsync<CountyPlaces>("villages")).Townships.Count);
    }

    [Fact]
    public async Task Put_PostsOfTheTownship_AreStoredWithoutAVillage()
    {
        var roster = new Roster([Postings.OfTownship("c1", Post.TownshipSecretary), Postings.OfTownship("c2"), Postings.Of("c3")]);

        (await PutAsync(roster)).Dispose();

        Assert.Equal(roster.Postings, (await GetAsync<Roster>(Roster)).Postings);
        using HttpResponseMessage json = await GetAsync(Roster);
        Assert.DoesNotContain("null", await json.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutVillages_WithoutATownshipWhosePostsAreFilled_IsRefused()
    {
        (await PutAsync(new Roster([Postings.OfTownship("c1")]))).Dispose();
        CountyPlaces places = await GetAsync<CountyPlaces>("villages");
        Township first = places.Townships[0];

        using HttpResponseMessage fewerVillages = await ReplaceAsync("villages", Json(new CountyPlaces([first with { Villages = [first.Villages[0]] }, .. places.Townships.Skip(1)])));
        using HttpResponseMessage fewerTownships = await ReplaceAsync("villages", Json(new CountyPlaces([.. places.Townships.Skip(1)])));

        Assert.Equal(HttpStatusCode.OK, fewerVillages.StatusCode);
        ProblemError error = Assert.Single((await Problem.OfAsync(fewerTownships, ProblemType.RuleBroken)).Errors!);
        Assert.Contains("'t1'", error.Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_IfMatchWithoutARoster_IsRefused()
    {
        using HttpResponseMessage response = await PutAsync(RosterOf(1), ifMatch: "*");

        await Problem.OfAsync(response, ProblemType.PreconditionFailed);
        using HttpResponseMessage nothing = await GetAsync(Roster);
        await Problem.OfAsync(nothing, ProblemType.NotFound);
    }

    [Fact]
    public async Task Put_ManyWritersAtOnce_LeavesOneOfTheirRostersWhole()
    {
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => PutAsync(new Roster([.. RosterOf(150).Postings.Select(posting => posting with { BaseSubsidyFen = new Fen(writer) })]))));

        Assert.Contains(answers, answer => answer.IsSuccessStatusCode);
        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.PreconditionRequired, $"{answer.StatusCode}"));
        Roster roster = await GetAsync<Roster>(Roster);
        Assert.Equal(150, roster.Postings.Count);
        Assert.Single(roster.Postings.Select(posting => posting.BaseSubsidyFen).Distinct());
        int versions = (await GetAsync<Page<DocumentVersion>>($"{Roster}/versions")).Items.Count;
        Assert.Equal(answers.Count(answer => answer.IsSuccessStatusCode), versions);
        foreach (HttpResponseMessage answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task Get_EarlierVersion_IsAsItWas()
    {
        (await PutAsync(RosterOf(1))).Dispose();
        (await ReplaceAsync(Roster, Json(RosterOf(2)))).Dispose();

        Assert.Single((await GetAsync<Roster>($"{Roster}?version=1")).Postings);
        using HttpResponseMessage none = await GetAsync($"{Roster}?version=3");
        await Problem.OfAsync(none, ProblemType.NotFound);
    }

    [Fact]
    public async Task ListVersions_PageByPage_ListsTheNewestFirst()
    {
        for (int count = 1; count <= 3; count++)
            (await ReplaceAsync(Roster, Json(RosterOf(count)))).Dispose();

        Page<DocumentVersion> first = await GetAsync<Page<DocumentVersion>>($"{Roster}/versions?top=2");
        Page<DocumentVersion> last = await GetAsync<Page<DocumentVersion>>($"{Roster}/versions?top=2&continuation={first.Continuation}");

        Assert.Equal([3, 2], first.Items.Select(version => version.Version));
        Assert.Equal([1], last.Items.Select(version => version.Version));
        Assert.Null(last.Continuation);
        Assert.All(first.Items, version => Assert.NotEmpty(version.By));
    }

    [Fact]
    public async Task Get_OnADay_AnswersThePostingsOfThatDay()
    {
        (await PutAsync(new Roster([Postings.Of("c1", "2021-03-01", "2026-10-30"), Postings.Of("c2", "2021-03-01", "2026-10-31"), Postings.Of("c3", "2026-11-01", null)]))).Dispose();

        Assert.Equal("c2", Assert.Single((await GetAsync<Roster>($"{Roster}?on=2026-10-31")).Postings).Cadre.Value);
    }

    [Theory]
    [InlineData("?on=31.10.2026", "on")]
    [InlineData("?version=0&at=x", "version at")]
    public async Task Get_BadQuery_IsMalformed(string query, string names)
    {
        using HttpResponseMessage response = await GetAsync($"{Roster}{query}");

        Assert.Equal(names, string.Join(' ', (await Problem.OfAsync(response, ProblemType.Malformed)).Errors!.Select(error => error.Path)));
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData(TableFormats.Workbook, TableFormats.Workbook)]
    [InlineData("text/*;q=0.9, application/json;q=0.1", "text/csv")]
    [InlineData("application/json, text/csv;q=0", "application/json")]
    [InlineData("image/png", "application/json")]
    public async Task Get_Accept_ChoosesTheFormat(string? accept, string mediaType)
    {
        (await PutAsync(RosterOf(1))).Dispose();

        using HttpResponseMessage response = await GetAsync(Roster, accept);

        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData(TableFormats.Csv)]
    [InlineData(TableFormats.Workbook)]
    public async Task Put_WhatGetAnsweredAsATable_IsTheSameContent(string mediaType)
    {
        (await PutAsync(new Roster([Postings.Of("c1") with { Name = "=1+1" }, Postings.Of("c2") with { Absence = new Absence(AbsenceKind.OnLeave, Postings.Day("2026-01-01")) }]))).Dispose();
        using HttpResponseMessage table = await GetAsync(Roster, mediaType);

        using HttpResponseMessage again = await SendAsync(HttpMethod.Put, Roster, Bytes(await table.Content.ReadAsByteArrayAsync(Cancel), mediaType));

        Assert.Equal(table.Headers.ETag, again.Headers.ETag);
    }

    [Theory]
    [InlineData("text/csv; charset=gbk")]
    [InlineData("Text/CSV; charset=gb2312")]
    [InlineData("text/csv")]
    public async Task Put_CsvInGbk_IsReadWhateverItSaysItIs(string mediaType)
    {
        byte[] gbk = System.Text.CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetBytes("村,编号,姓名,职务,任职日期,基础职务补贴（分）\nv1,c1,王建国,党支部书记,2023/4/9,200000\n");

        (await SendAsync(HttpMethod.Put, Roster, Bytes(gbk, mediaType))).Dispose();

        Assert.Equal("王建国", Assert.Single((await GetAsync<Roster>(Roster)).Postings).Name);
    }

    [Fact]
    public async Task Put_UnknownVillageAndOverlapAcrossTownships_AreUnacceptableWithTheirLines()
    {
        using HttpResponseMessage other = await SendAsync(HttpMethod.Put, "townships/t2/roster", Json(new Roster([Postings.Of("c1", "w1")])));
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
        const string Csv = "village,cadre,name,post,from,to,baseSubsidyFen\nv1,c1,王建国,secretary,2022-01-01,,1\nw1,c2,李芳,director,2022-01-02,2022-01-01,-1\n";

        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, Roster, Text(Csv, "text/csv"));

        Assert.Equal("2:5 3:1 3:7 3:6", string.Join(' ', (await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!.Select(error => error.Path)));
    }

    [Fact]
    public async Task Put_MalformedJson_ListsEveryPath()
    {
        const string Body = """{"postings":[{"village":"v1","cadre":"C 1","name":"王","post":"boss","from":"2021-13-01","baseSubsidyFen":1.5,"wage":1}]}""";

        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, Roster, Text(Body, "application/json"));

        Assert.Equal(
            ["$.postings[0].baseSubsidyFen", "$.postings[0].cadre", "$.postings[0].from", "$.postings[0].post", "$.postings[0].wage"],
            (await Problem.OfAsync(response, ProblemType.Malformed)).Errors!.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Put_TenMegabytes_IsTooLarge()
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, Roster, Bytes(new byte[10 * 1024 * 1024], "text/csv"));

        await Problem.OfAsync(response, ProblemType.TooLarge);
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("application/vnd.ms-excel")]
    public async Task Put_OtherMediaType_IsUnsupported(string mediaType)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, Roster, Text("x", mediaType));

        await Problem.OfAsync(response, ProblemType.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("townships/nowhere/roster")]
    [InlineData("townships/NO_ID/roster")]
    public async Task Put_UnknownTownship_IsNotFound(string path)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, path, Json(RosterOf(1)));

        await Problem.OfAsync(response, ProblemType.NotFound);
    }

    [Fact]
    public async Task Put_ByTheTownshipsOrganizer_IsInTheAuditTrail()
    {
        using HttpResponseMessage stored = await SendAsync(HttpMethod.Put, Roster, Json(RosterOf(1)), role: "township:t1");
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);

        using HttpResponseMessage trail = await GetAsync("audit");

        string entries = Encoding.UTF8.GetString(await trail.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Contains("PutRoster", entries, StringComparison.Ordinal);
        Assert.Contains(stored.Headers.ETag!.Tag.Trim('"'), entries, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Roster RosterOf(int count) => new([.. Enumerable.Range(1, count).Select(number => Postings.Of($"c{number}", number % 2 == 0 ? "v1" : "v2"))]);

    private Task<HttpResponseMessage> PutAsync(Roster roster, string? ifMatch = null) => SendAsync(HttpMethod.Put, Roster, Json(roster), ifMatch: ifMatch);
}
