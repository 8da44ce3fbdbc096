namespace Yuekao.App.Tests.Records.Development;

public sealed class ReserveTests(AppFixture app) : DevelopmentTest(app)
{
    private const string Head = "person,name,source,township,village,birthYear,education,partyMemberSince,category";

    private static string Line(string person, string source = "内选", string rest = "t1,v1,1990,大专,2015,农村实用人才") => $"{person},李志远,{source},{rest}";

    [Fact]
    public async Task Csv_OfMany_IsPreviewedAppliedAndReadBack()
    {
        string[] sources = ["内选", "回请", "外援"];
        string table = string.Join("\r\n", Enumerable.Range(0, 767).Select(number => Line($"h{number:000}", sources[number % 3])).Prepend(Head));

        DocumentPreview preview = await ReadAsync<DocumentPreview>(SendAsync(HttpMethod.Put, "reserve?preview=true", Text(table, "text/csv")));
        Assert.Equal((767, 0, 0, 0, false), (preview.Added, preview.Changed, preview.Removed, preview.Unchanged, preview.IsSame));
        Assert.Empty((await GetAsync<Page<ReservePerson>>("reserve")).Items);
        Assert.Equal(new ReserveChange(767, 0, 0), await SendAsync(table));
        Assert.Equal(new ReserveChange(0, 1, 766), await SendAsync(table.Replace("h766,李志远", "h766,李志强", StringComparison.Ordinal)));

        Assert.Equal(256, (await GetAsync<Page<ReservePerson>>("reserve?top=1000&source=selected")).Items.Count);
        using HttpResponseMessage back = await GetAsync("reserve", accept: "text/csv");
        string written = await back.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(new ReserveChange(0, 0, 767), await SendAsync(written));
        Assert.Equal((2, "李志强"), ((await GetAsync<ReservePerson>("reserve/h766")).Revision, (await GetAsync<ReservePerson>("reserve/h766")).Entry.Name));
        Assert.Equal("李志远", (await GetAsync<ReservePerson>("reserve/h766?revision=1")).Entry.Name);
    }

    [Fact]
    public async Task Csv_WithMistakes_SaysAllOfThemWithLineAndColumn()
    {
        string wrong = $"{Head}\r\n{Line("h1", "外聘")}\r\n{Line("h2", rest: "t1,v1,九零,大专,,人才")}";
        string unacceptable = $"{Head}\r\n{Line("h1", rest: "t9,v1,1990,大专,,人才")}\r\n{Line("h1", rest: "t1,w1,2020,大专,,人才")}\r\n{Line("h2", rest: "t1,v1,1990,大专,2001,人才")}";

        Assert.Equal(["2:3", "3:6"], await ErrorsAsync(SendAsync(HttpMethod.Put, "reserve", Text(wrong, "text/csv")), ProblemType.Malformed));
        Assert.Equal(["2:4", "3:1", "3:5", "3:6", "4:8"], await ErrorsAsync(SendAsync(HttpMethod.Put, "reserve", Text(unacceptable, "text/csv")), ProblemType.Unacceptable));
        Assert.Equal(["2:4"], await ErrorsAsync(SendAsync(HttpMethod.Put, "reserve", Text($"{Head}\r\n{Line("h1")}", "text/csv"), Other), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task Promotion_NamesAPostingOfTheRoster_AndTheFileSaysSo()
    {
        await SendAsync($"{Head}\r\n{Line("c3")}", role: Own);
        Assert.Equal(["$.from"], await ErrorsAsync(PutAsync("reserve/c3/promotion", new ReservePromotionRequest(TownshipId.Of("t1"), new DateOnly(2021, 3, 2))), ProblemType.Unacceptable));

        ReservePerson promoted = await ReadAsync<ReservePerson>(PutAsync("reserve/c3/promotion", new ReservePromotionRequest(TownshipId.Of("t1"), new DateOnly(2021, 3, 1))));

        Assert.Equal((ReserveState.Promoted, Post.CommitteeMember), (promoted.State, promoted.Ending!.Promotion!.Post));
        await ErrorsAsync(PutAsync("reserve/c3/removal", new ReserveRemovalRequest(Today, "年龄")), ProblemType.RuleBroken);
        Assert.Equal(["由后备人才提任村委会委员", "纳入后备人才库（内选）"], (await ReadFileAsync("c3", "&kind=reserve")).Select(entry => entry.Title.ZhCn));

        ReservePerson back = await ReadAsync<ReservePerson>(SendAsync(HttpMethod.Delete, "reserve/c3/ending?reason=任职有误"));
        Assert.Equal((ReserveState.Active, 1), (back.State, back.Withdrawn.Count));
        Assert.Equal(["任职有误"], (await ReadFileAsync("c3", "&kind=reserve")).Where(entry => entry.Supersedes is not null).Select(entry => entry.Reason));
    }

    [Fact]
    public async Task ReviewsAndGrowth_AreNotedInTurnAndEndWithRemoval()
    {
        await SendAsync($"{Head}\r\n{Line("h1")}", role: Own);
        var review = new ReserveReviewRequest(Today, ReviewVerdict.Keep, "表现良好");
        Assert.Single((await ReadAsync<ReservePerson>(PutAsync("reserve/h1/review", review, Own))).Reviews);
        Assert.Single((await ReadAsync<ReservePerson>(PutAsync("reserve/h1/review", review, Own))).Reviews);
        Assert.Equal(["$.on", "$.note"], await ErrorsAsync(PutAsync("reserve/h1/review", review with { Note = "" }, Own), ProblemType.Unacceptable));
        await ReadAsync<GrowthEntry>(PutAsync("reserve/h1/growth/g1", new GrowthRequest(GrowthKind.Training, Today, "参加乡村振兴小课堂"), Own), HttpStatusCode.Created);
        await ReadAsync<GrowthEntry>(SendAsync(HttpMethod.Delete, "reserve/h1/growth/g1?reason=未参加", role: Own));
        using (HttpResponseMessage export = await SendAsync(HttpMethod.Get, "cadres/h1/export", role: "cadre:h1"))
        {
            KeptDevelopment kept = (await export.Content.ReadFromJsonAsync<PersonExport>(AssessmentJson.Options, Cancellation))!.Development;
            Assert.Equal(("h1", "g1"), (kept.Reserve!.Entry.Person.Value, Assert.Single(kept.Growth).Id.Value));
        }

        Assert.Equal("未参加", Assert.Single((await ReadAsync<Page<GrowthEntry>>(SendAsync(HttpMethod.Get, "reserve/h1/growth", role: "cadre:h1"))).Items).Withdrawn!.Reason);

        await ErrorsAsync(PutAsync("reserve/h1/removal", new ReserveRemovalRequest(Today, "本人放弃"), Own), ProblemType.Forbidden);
        Assert.Equal(ReserveState.Removed, (await ReadAsync<ReservePerson>(PutAsync("reserve/h1/removal", new ReserveRemovalRequest(Today, "本人放弃")))).State);

        await ErrorsAsync(PutAsync("reserve/h1/review", review with { Note = "再议" }, Own), ProblemType.RuleBroken);
        Assert.Equal(["2:1"], await ErrorsAsync(SendAsync(HttpMethod.Put, "reserve", Text($"{Head}\r\n{Line("h1", "外援")}", "text/csv")), ProblemType.Unacceptable));
        Assert.Empty((await GetAsync<Page<ReservePerson>>("reserve?state=active")).Items);
        await ErrorsAsync(SendAsync(HttpMethod.Get, "reserve/h1", role: Other), ProblemType.Forbidden);
        await ErrorsAsync(SendAsync(HttpMethod.Put, "reserve", Text($"{Head}\r\n{Line("h9")}", "text/csv"), $"{Own} cadre:h9"), ProblemType.Forbidden);
    }

    private async Task<ReserveChange> SendAsync(string table, string role = "county") =>
        await ReadAsync<ReserveChange>(SendAsync(HttpMethod.Put, "reserve", Text(table, "text/csv"), role));
}
