namespace Yuekao.App.Tests.Records.Projects;

public sealed class DissectionTests(AppFixture app) : ProjectsTest(app)
{
    private const string Path = "dissections/d1";

    private static readonly DissectionRequest OfPartyDay = new(TownshipId.Of(South), ProjectId.Of("party-day"), new DateTimeOffset(2126, 10, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly VisitRequest Visit = new(new DateOnly(2026, 10, 12), ["韩树林", "王秀英"], "台账缺项", "无专人负责", "一周内补齐并定人");

    [Fact]
    public async Task Dissection_OfAKeyProject_IsVisitedReportedAndChecked()
    {
        await StoreProjectsAsync();
        Dissection open = await ReadAsync<Dissection>(PutAsync(Path, OfPartyDay, "supervision"), HttpStatusCode.Created);
        Assert.Equal((DissectionReason.KeyProject, RemedyStatus.Open, 1), (open.Reason, open.Status, open.Revision));
        Assert.Equal(1, (await ReadAsync<Dissection>(PutAsync(Path, OfPartyDay, "supervision"))).Revision);
        await ErrorsAsync(PutAsync(Path, OfPartyDay with { Township = TownshipId.Of(North) }, "county"), ProblemType.Conflict);
        await ErrorsAsync(PutAsync($"{Path}/report", new RemedyReportRequest("已补"), $"township:{South}"), ProblemType.RuleBroken);

        await ReadAsync<Dissection>(PutAsync($"{Path}/visit", Visit, "supervision"));
        await ErrorsAsync(PutAsync($"{Path}/report", new RemedyReportRequest("已补"), $"township:{North}"), ProblemType.Forbidden);
        await ReadAsync<Dissection>(PutAsync($"{Path}/report", new RemedyReportRequest("已补"), $"township:{South}"));
        await ErrorsAsync(PutAsync($"{Path}/visit", Visit with { Holes = "另有问题" }, "supervision"), ProblemType.RuleBroken);
        Dissection closed = await ReadAsync<Dissection>(PutAsync($"{Path}/verification", new RemedyVerificationRequest(true), "county"));

        Assert.Equal((RemedyStatus.Closed, 4), (closed.Status, closed.Revision));
        Assert.Null((await GetAsync<Dissection>($"{Path}?revision=1")).Visit);
        Assert.Equal(["d1"], (await ReadAsync<Page<Dissection>>(SendAsync(HttpMethod.Get, "dissections?status=closed", role: $"township:{South}"))).Items.Select(one => one.Id));
        Assert.Empty((await ReadAsync<Page<Dissection>>(SendAsync(HttpMethod.Get, "dissections", role: $"township:{North}"))).Items);
    }

    [Fact]
    public async Task Dissection_Withdrawn_StaysOnRecordAndTakesNothingMore()
    {
        await StoreProjectsAsync();
        await ReadAsync<Dissection>(PutAsync(Path, OfPartyDay, "county"), HttpStatusCode.Created);

        Dissection withdrawn = await ReadAsync<Dissection>(SendAsync(HttpMethod.Delete, $"{Path}?reason=项目已完成", role: "county"));

        Assert.Equal((RemedyStatus.Withdrawn, "项目已完成"), (withdrawn.Status, withdrawn.Withdrawn!.Reason));
        await ErrorsAsync(PutAsync($"{Path}/visit", Visit, "supervision"), ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Dissection_BadRequests_ListEachMistake()
    {
        await StoreProjectsAsync();

        Assert.Equal(
            ["$.township", "$.due"],
            await ErrorsAsync(PutAsync(Path, OfPartyDay with { Project = ProjectId.Of("duty-north"), Due = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) }, "county"), ProblemType.Unacceptable));
        await ErrorsAsync(PutAsync("dissections/No", OfPartyDay, "county"), ProblemType.NotFound);
        await ReadAsync<Dissection>(PutAsync(Path, OfPartyDay, "county"), HttpStatusCode.Created);
        Assert.Equal(
            ["$.people", "$.holes", "$.causes", "$.remedies"], await ErrorsAsync(PutAsync($"{Path}/visit", new VisitRequest(Visit.On, [], "", " ", ""), "supervision"), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task Dissection_ReplacedByAnOldETag_IsRefused()
    {
        await StoreProjectsAsync();
        string tag = (await TagAsync(PutAsync(Path, OfPartyDay, "county"))).Tag;
        await ReadAsync<Dissection>(PutAsync($"{Path}/visit", Visit, "supervision"));

        await ErrorsAsync(SendAsync(HttpMethod.Put, $"{Path}/visit", Json(Visit with { Causes = "人手不足" }), "supervision", ifMatch: tag), ProblemType.PreconditionFailed);
    }

    private Task<HttpResponseMessage> PutAsync<T>(string path, T body, string role) => SendAsync(HttpMethod.Put, path, Json(body), role);
}
