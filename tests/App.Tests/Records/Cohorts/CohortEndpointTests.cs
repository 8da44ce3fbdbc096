using Yuekao.App.Tests.Records.Development;

namespace Yuekao.App.Tests.Records.Cohorts;

public sealed class CohortEndpointTests(AppFixture app) : DevelopmentTest(app)
{
    private static CohortLeavingRequest Gone => new(Today, LeavingReason.Other, "外出务工");

    [Fact]
    public async Task Join_WhenItIsFull_IsRefusedUntilSomebodyLeaves()
    {
        await ErrorsAsync(PutAsync($"{Cohort}/members/c3", new CohortJoiningRequest("增补")), ProblemType.RuleBroken);
        await ReadAsync<CohortMember>(PutAsync($"{Cohort}/members/c1/leaving", Gone));
        Assert.Equal(1, (await GetAsync<CohortView>(Cohort)).Places);

        CohortMember joined = await ReadAsync<CohortMember>(PutAsync($"{Cohort}/members/c3", new CohortJoiningRequest("增补")));
        CohortMember again = await ReadAsync<CohortMember>(PutAsync($"{Cohort}/members/c3", new CohortJoiningRequest("再次增补")));

        Assert.Equal((Today, "增补", "王建国"), (joined.JoinedOn, again.Joined.Reason, joined.Name));
        Assert.Equal(["c2", "c3"], (await GetAsync<Page<CohortMember>>($"{Cohort}/members")).Items.Select(one => one.Person.Value));
        Assert.Equal(["c1", "c2", "c3"], (await GetAsync<Page<CohortMember>>($"{Cohort}/members?former=true")).Items.Select(one => one.Person.Value));
    }

    [Fact]
    public async Task JoiningAndLeaving_StandInTheFileAndInTheTrail()
    {
        await ReadAsync<CohortMember>(PutAsync($"{Cohort}/members/c1/leaving", Gone));
        await ReadAsync<CohortMember>(PutAsync($"{Cohort}/members/c1/leaving", Gone));

        Assert.Equal(["列为百名优秀书记选育对象", "退出百名优秀书记（外出务工）"], (await ReadFileAsync("c1", "&kind=cohort")).Select(entry => entry.Title.ZhCn));
        Page<AuditRecord> trail = await GetAsync<Page<AuditRecord>>($"audit?resource={Cohort}/members/c1");
        Assert.Equal(["PutCohortMember", "PutCohortLeaving"], trail.Items.OrderBy(entry => entry.Sequence).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Bad_AreToldAllAtOnce()
    {
        Assert.Equal(["$.title.zh-CN", "$.capacity", "$.talkIntervalDays"], await ErrorsAsync(PutAsync(Cohort, new CohortRequest(new LocalText { ZhCn = "" }, 101, 6)), ProblemType.Unacceptable));
        Assert.Equal(["subject", "$.on", "$.reason"], await ErrorsAsync(PutAsync($"{Cohort}/members/nobody", new CohortJoiningRequest("", Today.AddDays(1))), ProblemType.Unacceptable));
        Assert.Equal(["$.on", "$.note"], await ErrorsAsync(PutAsync($"{Cohort}/members/c1/leaving", new CohortLeavingRequest(Today.AddDays(1), LeavingReason.Other)), ProblemType.Unacceptable));
        await ErrorsAsync(PutAsync($"{Cohort}/members/c3/leaving", Gone), ProblemType.NotFound);
        await ErrorsAsync(PutAsync(Cohort, new CohortRequest(new LocalText { ZhCn = "百名" }, 1)), ProblemType.RuleBroken);
        await ErrorsAsync(PutAsync($"{Cohort}/members/c1/leaving", Gone, "county cadre:c1"), ProblemType.Forbidden);
    }

    [Fact]
    public async Task Members_PagedAndAsCsv_AreForATownshipItsOwn()
    {
        Page<CohortMember> first = await GetAsync<Page<CohortMember>>($"{Cohort}/members?top=1");
        Page<CohortMember> second = await GetAsync<Page<CohortMember>>($"{Cohort}/members?top=1&continuation={first.Continuation}");
        using HttpResponseMessage csv = await SendAsync(HttpMethod.Get, $"{Cohort}/members", role: Other, accept: "text/csv");

        Assert.Equal(["c1", "c2"], first.Items.Concat(second.Items).Select(one => one.Person.Value));
        string[] lines = (await csv.Content.ReadAsStringAsync(Cancellation)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("c2,王建国,t2,w1,", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal(["c1"], (await ReadAsync<Page<CohortMember>>(SendAsync(HttpMethod.Get, $"{Cohort}/members", role: Own))).Items.Select(one => one.Person.Value));
    }

    [Fact]
    public async Task Store_Members_AreThoseOfADay()
    {
        await ReadAsync<CohortMember>(PutAsync($"{Cohort}/members/c1/leaving", Gone));
        var store = Services.GetRequiredService<CohortStore>();
        var county = CountyId.Of(County);

        Assert.Equal(["c2"], (await store.MembersAsync(county, cohort: null, Today, Cancellation)).Select(one => one.Person.Value));
        Assert.Equal(["c1", "c2"], (await store.MembersAsync(county, CohortId.Of("hundred"), Today.AddDays(-1), Cancellation)).Select(one => one.Person.Value));
        Assert.Empty(await store.MembersAsync(county, CohortId.Of("other"), on: null, Cancellation));
    }
}
