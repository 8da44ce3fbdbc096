using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A selection fills its cohort, and the year of secretaries assesses that, in two dated parts.</summary>
public sealed class CohortYearTests(AppFixture fixture)
{
    private const string Cohort = "cohorts/outstanding-secretaries";

    private static readonly SourceId HalfYear = SourceId.Of("department:half-year-review");
    private static readonly SourceId YearEnd = SourceId.Of("department:year-end-report");

    [Fact]
    public async Task Selection_Sealed_FillsTheCohortByRankAndTellsWhoFoundNoPlace()
    {
        await using CycleHost host = await CycleHost.StartAsync(
            fixture, "dongguang.selection", County(), "2026", scheme => scheme with { Grading = ((RankingGrading)scheme.Grading) with { Selects = 2 } });
        await host.DoAsync("county", HttpMethod.Put, Cohort, new CohortRequest(new LocalText { ZhCn = "百名优秀书记" }, Capacity: 1));
        await PublishAsync(host);
        Assert.Empty((await host.GetAsync("county", $"{Cohort}/members")).GetProperty("items").EnumerateArray());
        await host.SealAsync();
        await CollectingTests.WaitForMessagesAsync(host, "county", "cohortFilled", 1);

        string[] selected = [.. (await ResultsAsync(host)).Where(result => result.Selected).OrderBy(result => result.Rank).Select(result => result.Subject.Id.Value)];
        Assert.Equal(2, selected.Length);
        CohortMember[] members = [.. (await host.GetAsync("county", $"{Cohort}/members")).GetProperty("items").EnumerateArray().Select(one => one.Deserialize<CohortMember>(ApiJson.Options)!)];
        Assert.Equal(selected[..1], members.Select(member => member.Person.Value));
        Assert.All(members, member => Assert.Equal((host.Period, CountyDays.Of(host.Now)), (member.Joined.Period, member.JoinedOn)));
        CohortView cohort = (await host.GetAsync("county", Cohort)).Deserialize<CohortView>(ApiJson.Options)!;
        Assert.Equal((0, selected[1]), (cohort.Places, Assert.Single(Assert.Single(cohort.Selections).WithoutPlace).Person.Value));
        await CollectingTests.WaitForMessagesAsync(host, $"cadre:{selected[1]}", "cohortFull", 1);
    }

    [Fact]
    public async Task Annual_OfTheCohort_ReportsInTwoDatedParts()
    {
        SampleCountyData county = County();
        SubjectId left = county.Postings.First(posting => posting.Township == county.Townships[0].Id && posting.Post is "secretary" or "secretaryAndDirector").Cadre;
        await using CycleHost host = await CycleHost.StartAsync(fixture, "dongguang.secretary-annual", county, "2026");
        await host.FillCohortAsync(host.Scheme.Document.Cohort!.Value, host.Period.FirstDay, but: one => one == left);
        DateTimeOffset due = Assert.Single(host.Times.SourcesDue).Due;
        Assert.Equal(new DateTimeOffset(2026, 7, 31, 10, 0, 0, TimeSpan.Zero), due.ToUniversalTime());
        await host.OpenAsync();
        Assert.Equal(7, (await host.ProgressAsync()).Pools[0].Pool.Subjects);
        Message opened = await MessageAsync(host, HalfYear, "collectingOpened");
        Assert.Equal((due, host.Times.CollectingDue), (opened.Due, (await MessageAsync(host, YearEnd, "collectingOpened")).Due));

        foreach (int hours in host.Scheme.Document.Calendar.RemindHoursBefore)
            await MoveAsync(host, due.AddHours(-hours));
        await CollectingTests.WaitForMessagesAsync(host, $"{HalfYear}", "readingsMissing", 3);
        Assert.DoesNotContain("readingsMissing", await host.InboxAsync($"{YearEnd}"));
        await MoveAsync(host, due);
        await CollectingTests.WaitForMessagesAsync(host, "county", "collectingOverdue", 1);
        CycleProgress overdue = await host.UntilAsync(progress => progress.Pools[0].Status is { Parts: [{ Overdue: true }], Overdue: false });
        Assert.Equal((due, 7 * 24), (overdue.Pools[0].Status!.Parts![0].Due, overdue.Pools[0].Status!.Parts![0].Missing));
        string path = $"{host.Path}/townships/{host.Townships[0]}/submissions/{HalfYear}";
        using (HttpResponseMessage late = await host.SendAsync($"{HalfYear}", HttpMethod.Put, path, new Submission([])))
            Assert.Contains("due", (await Problem.OfAsync(late, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
        using (HttpResponseMessage final = await host.SendAsync($"{HalfYear}", HttpMethod.Put, $"{path}/final"))
            await Problem.OfAsync(final, ProblemType.RuleBroken);
        await host.DoAsync($"{YearEnd}", HttpMethod.Put, $"{host.Path}/townships/{host.Townships[0]}/submissions/{YearEnd}", new Submission([]));

        string extension = $"{host.Path}/pools/county/extension";
        using (HttpResponseMessage beyond = await host.SendAsync("county", HttpMethod.Put, extension, new ExtensionRequest(host.Times.CollectingDue.AddDays(1), "暴雪", HalfYear)))
            await Problem.OfAsync(beyond, ProblemType.Unacceptable);
        using (HttpResponseMessage other = await host.SendAsync("county", HttpMethod.Put, extension, new ExtensionRequest(due.AddDays(5), "暴雪", YearEnd)))
            Assert.Equal("$.source", Assert.Single((await Problem.OfAsync(other, ProblemType.Unacceptable)).Errors!).Path);
        await host.DoAsync("county", HttpMethod.Put, extension, new ExtensionRequest(due.AddDays(5), "暴雪", HalfYear));
        await host.UntilAsync(progress => progress.Pools[0].Status is { Parts: [{ Overdue: false }] });
        await host.ReportAnythingAsync();
        await MoveAsync(host, due.AddDays(5));
        Assert.Single(await host.InboxAsync("county"), kind => kind == "collectingOverdue");
        host.MoveTo(host.Times.PeriodEnds);
        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Annual_PartLateAndNotExtended_HoldsTheProposalUntilItIs()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, "dongguang.secretary-annual", County(), "2026");
        await host.FillCohortAsync(host.Scheme.Document.Cohort!.Value, host.Period.FirstDay);
        DateTimeOffset due = Assert.Single(host.Times.SourcesDue).Due;
        await host.OpenAsync();
        await MoveAsync(host, due);
        await CollectingTests.WaitForMessagesAsync(host, "county", "collectingOverdue", 1);
        await MoveAsync(host, host.Times.CollectingDue);
        await CollectingTests.WaitForMessagesAsync(host, "county", "collectingOverdue", 2);
        Assert.Equal(PoolPhase.Collecting, (await host.ProgressAsync()).Pools[0].Status!.Phase);

        string extension = $"{host.Path}/pools/county/extension";
        await host.DoAsync("county", HttpMethod.Put, extension, new ExtensionRequest(host.Now.AddDays(5), "补报"));
        await host.DoAsync("county", HttpMethod.Put, extension, new ExtensionRequest(host.Now.AddDays(4), "补报", HalfYear));
        await host.ReportAnythingAsync();

        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Annual_WithoutAnybodyInTheCohort_IsBlockedUntilThereIs()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, "dongguang.secretary-annual", County(), "2026");
        using (HttpResponseMessage started = await host.AskAsync())
            Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        CycleProgress blocked = await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Blocked);
        Assert.Equal(Cohort, Assert.Single(blocked.Cycle.Problems).Path);

        await host.FillCohortAsync(host.Scheme.Document.Cohort!.Value, host.Period.FirstDay);
        host.MoveTo(host.Now.AddHours(1));

        await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Open);
    }

    private static async Task MoveAsync(CycleHost host, DateTimeOffset time)
    {
        await host.App.UntilAtRestAsync();
        host.MoveTo(time);
        await host.App.UntilAtRestAsync();
    }

    private static async Task<Message> MessageAsync(CycleHost host, SourceId source, string kind)
    {
        await CollectingTests.WaitForMessagesAsync(host, $"{source}", kind, 1);
        return (await host.GetAsync($"{source}", "messages")).GetProperty("items").EnumerateArray().First(one => one.GetProperty("kind").GetString() == kind).Deserialize<Message>(ApiJson.Options)!;
    }

    private static SampleCountyData County()
    {
        SampleCountyData county = DongguangCounty.Generate();
        SampleTownship[] townships = [.. county.Townships.Take(2).Select(township => township with { Villages = [.. township.Villages.Take(4)] })];
        return county with { Townships = townships, Offices = [.. county.Offices.Where(office => townships.Any(township => township.Id == office.Township))] };
    }

    private static async Task PublishAsync(CycleHost host)
    {
        await host.OpenAsync();
        await host.ReportAnythingAsync();
        host.MoveTo(host.Times.GradingFrom);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync("county", meeting: "county");
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
    }

    private static async Task<IReadOnlyList<ResultView>> ResultsAsync(CycleHost host)
    {
        var all = new List<ResultView>();
        foreach (TownshipId township in host.Townships)
            all.AddRange((await host.GetAsync("county", $"{host.Path}/townships/{township}/results")).GetProperty("items").EnumerateArray().Select(one => one.Deserialize<ResultView>(ApiJson.Options)!));
        return all;
    }
}
