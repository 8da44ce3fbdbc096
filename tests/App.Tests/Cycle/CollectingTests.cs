namespace Yuekao.App.Tests.Cycle;

/// <summary>Phase 1: every way in which readings come in, or do not.</summary>
public sealed class CollectingTests(AppFixture fixture)
{
    [Fact]
    public async Task Collecting_EverythingInBeforeThePeriodIsOver_GradesWhenItIs()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await host.SubmitAllAsync();
        Assert.Equal(PoolPhase.Collecting, Assert.Single((await host.ProgressAsync()).Pools).Pool.Phase);

        host.MoveTo(host.Times.PeriodEnds);
        await host.UntilStepAsync(PoolPhase.Deciding);

        Assert.Contains("proposalReady", await host.InboxAsync($"meeting:{host.Townships[0]}"));
    }

    [Fact]
    public async Task Collecting_NobodyFinal_EndsWhenReadingsAreDueAndTakesWhatCameUntilThen()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync(isFinal: false);
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));

        SubjectId vetoed = host.Data.PostingsIn(township).First(posting => posting.IsInPost(host.Period.LastDay)).Cadre;
        await host.DoAsync(
            "department:discipline-inspection", HttpMethod.Put, $"{host.Path}/townships/{township}/observations/department:discipline-inspection/veto",
            new { rule = "falsified-readings", subject = vetoed, on = host.Period.LastDay, evidence = "核查记录" });
        Assert.Equal(PoolPhase.Collecting, (await host.ProgressAsync()).Pools[0].Status!.Phase);
        host.MoveTo(host.Times.CollectingDue);
        await host.UntilStepAsync(PoolPhase.Deciding);

        JsonElement proposal = await host.GetAsync("county", $"{host.Path}/pools/{township}/proposal");
        Assert.Equal("vetoed", proposal.GetProperty("outcomes").EnumerateArray().Single(one => one.GetProperty("subject").GetProperty("id").GetString() == vetoed.Value).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Collecting_OneThatObservesIsNotFinal_IsWaitedForUntilItSaysSo()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        SourceId observer = host.Scheme.Document.Sources.Select(source => source.Id).Except(host.RequiredSources).Single();
        await host.OpenAsync();
        await host.SubmitAllAsync();
        await host.DoAsync($"{observer}", HttpMethod.Delete, $"{host.Path}/townships/{township}/submissions/{observer}/final");
        host.MoveTo(host.Times.PeriodEnds.AddHours(1));
        CycleProgress waiting = await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Waiting.Count: 1 });
        Assert.Equal([$"{township}/{observer}"], waiting.Pools[0].Status!.Waiting);

        await host.FinishAsync(township, observer);

        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Collecting_AllOfASourcesItemsWaived_DoesNotWaitForIt()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync((_, source) => source.Value == "department:petitions");
        await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/pools/{township}/waivers/escalated-petitions", new { reason = "信访系统停机" });
        JsonElement overview = await host.GetAsync("county", $"{host.Path}/townships/{township}/submissions");
        Assert.All(overview.GetProperty("submissions").EnumerateArray(), source => Assert.True(source.GetProperty("isFinal").GetBoolean()));

        host.MoveTo(host.Times.PeriodEnds);

        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Collecting_AllFinal_EndsFromTheDayOnThatTheSchemeSays()
    {
        await using CycleHost host = await CycleHost.StartAsync(
            fixture, change: scheme => scheme with { Calendar = scheme.Calendar with { GradingFrom = new() { From = CalendarAnchor.PeriodEnd, Days = -2, Time = new(12, 0) } } });
        await host.OpenAsync();
        await host.SubmitAllAsync();
        Assert.Equal(PoolPhase.Collecting, (await host.ProgressAsync()).Pools[0].Status!.Phase);

        host.MoveTo(host.Times.GradingFrom);

        await host.UntilStepAsync(PoolPhase.Deciding);
        Assert.True(host.Now < host.Times.PeriodEnds);
    }

    [Fact]
    public async Task Collecting_SourceMissing_IsRemindedTwiceAndThenTheCountyIsTold()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await host.SubmitAllAsync((_, source) => source.Value == "department:petitions");
        int before = (await host.InboxAsync("department:petitions")).Count(kind => kind == "readingsMissing");

        foreach (TimeSpan ahead in host.Times.RemindBefore)
        {
            host.MoveTo(host.Times.CollectingDue - ahead);
            await WaitForMessagesAsync(host, "department:petitions", "readingsMissing", ++before);
        }

        host.MoveTo(host.Times.CollectingDue);
        await WaitForMessagesAsync(host, "county", "collectingOverdue", 1);
        Assert.DoesNotContain("readingsMissing", await host.InboxAsync("department:civil-affairs"));
        PoolStatus status = (await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Overdue: true })).Pools[0].Status!;
        Assert.Equal([$"{host.Townships[0]}/department:petitions"], status.Waiting);
    }

    [Fact]
    public async Task Collecting_SomebodyWhomTheRosterMakesAssessableLater_IsAskedFor()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        SubjectId newcomer = SubjectId.Of("newcomer");
        await ServeFromAsync(new DateOnly(2026, 10, 25));
        await host.OpenAsync();
        await host.SubmitAllAsync(isFinal: false);
        await ServeFromAsync(new DateOnly(2026, 10, 1));

        host.MoveTo(host.Times.CollectingDue);

        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Overdue: true });
        await WaitForMessagesAsync(host, "county", "collectingOverdue", 1);
        JsonElement told = (await host.GetAsync("county", "messages")).GetProperty("items").EnumerateArray().First(message => message.GetProperty("kind").GetString() == "collectingOverdue");
        Assert.Contains($"township:{township}", told.GetProperty("text").GetProperty("zh-CN").GetString(), StringComparison.Ordinal);
        await ServeFromAsync(new DateOnly(2026, 10, 25));
        host.MoveTo(host.Now.AddDays(1));
        await host.UntilStepAsync(PoolPhase.Deciding);

        Task ServeFromAsync(DateOnly first) => host.ChangeRosterAsync(township, roster =>
            new([.. roster.Postings.Where(posting => posting.Cadre != newcomer), roster.Postings[0] with { Cadre = newcomer, Name = "新人", From = first, To = null, Absence = null }]));
    }

    [Fact]
    public async Task Extension_AfterTheDueTime_LetsTheSourceReport()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync((_, source) => source == SourceId.Township);
        host.MoveTo(host.Times.CollectingDue);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Overdue: true });

        await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/pools/{township}/extension", new { until = host.Times.CollectingDue.AddDays(2), reason = "组织员住院" });
        await host.UntilAsync(progress => progress.Pools[0].Status is { Overdue: false } status && status.Due == host.Times.CollectingDue.AddDays(2));
        await host.SubmitAsync(township, SourceId.Township);

        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Extension_BeforeTheDueTime_RemindsAgainAndGivesTheMeetingItsTime()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync((_, source) => source.Value == "department:petitions");
        host.MoveTo(host.Times.CollectingDue.AddHours(-24).AddMinutes(1));
        await WaitForMessagesAsync(host, "department:petitions", "readingsMissing", 1);

        DateTimeOffset until = host.Times.CollectingDue.AddDays(4);
        await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/pools/{township}/extension", new { until, reason = "数据系统检修" });
        await host.UntilAsync(progress => progress.Pools[0].Status?.Due == until);
        host.MoveTo(until.AddHours(-48).AddMinutes(1));
        await WaitForMessagesAsync(host, "department:petitions", "readingsMissing", 2);
        await host.SubmitAsync(township, SourceId.Of("department:petitions"));

        CycleProgress deciding = await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding });
        Assert.Equal(host.Times.DecisionDue.AddDays(4), deciding.Pools[0].Status!.Due);
    }

    [Fact]
    public async Task Waiver_OfTheMissingSourcesItems_LetsThePoolBeGradedWithoutThem()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        var petitions = SourceId.Of("department:petitions");
        await host.OpenAsync();
        await host.SubmitAllAsync((_, source) => source == petitions);
        host.MoveTo(host.Times.CollectingDue);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Overdue: true });

        await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/pools/{township}/waivers/escalated-petitions", new { reason = "信访系统停机" });
        await host.UntilStepAsync(PoolPhase.Deciding);

        JsonElement proposal = await host.GetAsync("county", $"{host.Path}/pools/{township}/proposal");
        Assert.Contains("escalated-petitions", proposal.ToString(), StringComparison.Ordinal);
        using HttpResponseMessage late = await host.SendAsync("department:petitions", HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/department:petitions", CycleHost.Body(host.ReadingsOf(township, petitions)));
        await Problem.OfAsync(late, ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Collecting_PartialSubmission_IsNotTakenForAWholeOne()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        Reading left = host.ReadingsOf(township, SourceId.Township)[^1];
        await host.SubmitAllAsync((_, source) => source == SourceId.Township);
        await host.SubmitAsync(township, SourceId.Township, reading => reading != left);
        host.MoveTo(host.Times.CollectingDue);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Overdue: true });

        await host.SubmitAsync(township, SourceId.Township);

        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Start_Twice_IsOneCycle()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();

        using HttpResponseMessage again = await host.SendAsync("county", HttpMethod.Post, $"schemes/{host.Scheme.Key.Scheme}/cycles", new CycleRequest(host.Period));

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(1, (await host.GetAsync("county", $"schemes/{host.Scheme.Key.Scheme}/cycles")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Start_RosterMissing_IsBlockedUntilItIsStored()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2, load: 1);
        await host.DoAsync("county", HttpMethod.Post, $"schemes/{host.Scheme.Key.Scheme}/cycles", new CycleRequest(host.Period));
        CycleProgress blocked = await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Blocked && progress.Status?.Phase == CyclePhase.Blocked);
        Assert.Equal($"townships/{host.Townships[1]}/roster", Assert.Single(blocked.Cycle.Problems).Path);
        Assert.Contains("cycleBlocked", await host.InboxAsync("county"));

        await host.LoadRosterAsync(host.Townships[1]);
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/freeze", new FreezeRequest("花名册已补齐"));

        await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Open && progress.Pools.Count == 2);
    }

    internal static async Task WaitAsync(Func<Task<bool>> condition)
    {
        for (int tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 500, "It does not come to that.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    internal static async Task WaitForMessagesAsync(CycleHost host, string role, string kind, int count)
    {
        for (int tries = 0; tries < 500; tries++)
        {
            if ((await host.InboxAsync(role)).Count(one => one == kind) == count)
                return;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"{role} has no {count} messages of kind {kind}: {string.Join(", ", await host.InboxAsync(role))}");
    }
}
