using Yuekao.App.Tests.Cycle;

namespace Yuekao.App.Tests.Records.Competitions;

public sealed class NominationTests(AppFixture app) : CompetitionsTest(app)
{
    [Fact]
    public async Task Put_ReplacedAndReadByJudges_KeepsEveryRevision()
    {
        await StoreTourAsync(Contest.TwoPoints);
        await ReadAsync<Nomination>(NominateAsync(North, Contest.Party), HttpStatusCode.Created);
        await ReadAsync<Nomination>(NominateAsync(North, Contest.Party));
        Nomination next = await ReadAsync<Nomination>(NominateAsync(North, Contest.Party, Good with { Title = "另一个点" }));
        await ReadAsync<Nomination>(NominateAsync(South, Contest.Team), HttpStatusCode.Created);

        Assert.Equal(2, next.Revision);
        Assert.Equal(Good.Title, (await ReadAsync<Nomination>(SendAsync(HttpMethod.Get, $"{Period}/nominations/{North}/{Contest.Party}?revision=1", role: "judge:a"))).Title);
        Assert.Equal([North, South], (await ReadAsync<Page<Nomination>>(SendAsync(HttpMethod.Get, $"{Period}/nominations", role: "judge:a"))).Items.Select(one => one.Township.Value));
        Assert.Equal([South], (await ReadAsync<Page<Nomination>>(SendAsync(HttpMethod.Get, $"{Period}/nominations", role: $"township:{South}"))).Items.Select(one => one.Township.Value));
    }

    [Fact]
    public async Task Put_WrongInEveryWay_IsRefused()
    {
        await StoreTourAsync(Contest.TwoPoints);

        Assert.Equal(["$.village", "$.title", "$.what"], await ErrorsAsync(NominateAsync(North, Contest.Party, new NominationRequest(VillageId.Of("south-1"), "", "")), ProblemType.Unacceptable));
        await ErrorsAsync(NominateAsync(North, PointId.Of("third")), ProblemType.NotFound);
        await ErrorsAsync(NominateAsync(North, Contest.Party, role: $"township:{South}"), ProblemType.Forbidden);
        await ErrorsAsync(NominateAsync("nowhere", Contest.Party), ProblemType.NotFound);
        await ErrorsAsync(SendAsync(HttpMethod.Put, $"{Tour}/cycles/2026-10/nominations/{North}/{Contest.Party}", Json(Good), $"township:{North}"), ProblemType.NotFound);
    }

    [Fact]
    public async Task Visits_PlannedWrong_ListEveryMistake()
    {
        await StoreTourAsync(Contest.TwoPoints);
        Assert.Equal(["$.visits"], await ErrorsAsync(PlanAsync(new VisitPlanRequest([])), ProblemType.Unacceptable));
        foreach (PointId point in (PointId[])[Contest.Party, Contest.Team])
            await ReadAsync<Nomination>(NominateAsync(North, point), HttpStatusCode.Created);

        Visit first = At(North, Contest.Party, hours: 2);
        Assert.Equal(
            ["$.visits[1].point", "$.visits[1].at", "$.visits[2].point", "$.visits[2].at", "$.visits"],
            await ErrorsAsync(PlanAsync(new VisitPlanRequest([first, At(North, Contest.Party, hours: 1), At(South, Contest.Team, hours: 24 * 60)])), ProblemType.Unacceptable));
        await ErrorsAsync(SendAsync(HttpMethod.Get, $"{Period}/visits"), ProblemType.NotFound);
    }

    [Fact]
    public async Task Visits_Planned_EndNominationsUntilTheyAreWithdrawn()
    {
        await StoreTourAsync(Contest.TwoPoints);
        foreach (PointId point in (PointId[])[Contest.Party, Contest.Team])
            await ReadAsync<Nomination>(NominateAsync(North, point), HttpStatusCode.Created);
        var plan = new VisitPlanRequest([At(North, Contest.Party, 1), At(North, Contest.Team, 2)]);
        await ReadAsync<VisitPlan>(PlanAsync(plan), HttpStatusCode.Created);

        await ErrorsAsync(NominateAsync(North, Contest.Party, Good with { Title = "换点" }), ProblemType.RuleBroken);
        await ErrorsAsync(PlanAsync(plan with { Publish = true }), ProblemType.PreconditionRequired);
        await ErrorsAsync(SendAsync(HttpMethod.Get, $"{Period}/visits", role: $"township:{North}"), ProblemType.NotFound);
        (await SendAsync(HttpMethod.Delete, $"{Period}/visits?reason=天气原因")).EnsureSuccessStatusCode().Dispose();
        await ReadAsync<Nomination>(NominateAsync(North, Contest.Party, Good with { Title = "换点" }));
        VisitPlan anew = await ReadAsync<VisitPlan>(PlanAsync(plan, ifMatch: "\"2\""));

        Assert.Equal((3, null), (anew.Revision, anew.Withdrawn));
        Assert.Equal("天气原因", (await GetAsync<VisitPlan>($"{Period}/visits?revision=2")).Withdrawn!.Reason);
    }

    [Fact]
    public async Task Topic_WhereTheSchemeSaysTheCounty_IsTheCountysAlone()
    {
        await StoreTourAsync(new CompetitionRules { Topic = Tier.County });

        Topic topic = await ReadAsync<Topic>(SendAsync(HttpMethod.Put, $"{Period}/topics/county", Json(new TopicRequest("抓党建"))), HttpStatusCode.Created);
        Assert.Equal(["$.text"], await ErrorsAsync(SendAsync(HttpMethod.Put, $"{Period}/topics/county", Json(new TopicRequest(""))), ProblemType.Unacceptable));
        await ErrorsAsync(SendAsync(HttpMethod.Put, $"{Period}/topics/{North}", Json(new TopicRequest("抓党建")), $"township:{North}"), ProblemType.NotFound);
        await ErrorsAsync(SendAsync(HttpMethod.Put, $"{Period}/nominations/{North}/{Contest.Party}", Json(Good), $"township:{North}"), ProblemType.NotFound);
        Assert.Equal([topic.Text], (await ReadAsync<Page<Topic>>(SendAsync(HttpMethod.Get, $"{Period}/topics", role: "judge:a"))).Items.Select(one => one.Text));
    }

    private static Visit At(string township, PointId point, int hours) => new(TownshipId.Of(township), point, Opens.AddHours(hours));
}
