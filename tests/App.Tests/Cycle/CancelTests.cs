using static Yuekao.App.Tests.Cycle.EditionSteps;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A cycle that is cancelled, and its period opened anew.</summary>
public sealed class CancelTests(AppFixture fixture)
{
    [Fact]
    public async Task Cancel_WhileCollecting_EndsEverythingTellsWhoWasAskedAndKeepsWhatWasReported()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync();

        await CancelAsync(host);

        await EndedAsync(host, host.Key);
        Assert.Contains("cycleCancelled", await host.InboxAsync("department:petitions"));
        Assert.Contains("cycleCancelled", await host.InboxAsync($"township:{township}"));
        CycleRecord cycle = (await host.ProgressAsync()).Cycle;
        Assert.Equal((CyclePhase.Cancelled, EditionEnd.Cancelled, "考核办法有误"), (cycle.Phase, cycle.Past[0].End, cycle.Past[0].Reason));
        Assert.NotEqual(0, (await host.GetAsync($"township:{township}", $"{host.Path}/townships/{township}/submissions/township")).GetProperty("readings").GetArrayLength());
        using HttpResponseMessage refused = await host.SendAsync($"township:{township}", HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/township", new { readings = Array.Empty<object>() });
        await Problem.OfAsync(refused, ProblemType.RuleBroken);
        using HttpResponseMessage again = await host.SendAsync("county", HttpMethod.Post, $"{host.Path}/cancel", new CancelRequest("再次取消"));
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal("考核办法有误", Assert.Single((await host.ProgressAsync()).Cycle.Past).Reason);
        using HttpResponseMessage taken = await host.SendAsync("county", HttpMethod.Post, $"{host.Path}/take-up");
        await Problem.OfAsync(taken, ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Start_AfterACancellation_OpensThePeriodAnewAndRunsItToItsSeal()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(1));
        await host.UntilStepAsync(PoolPhase.Deciding);
        await CancelAsync(host);
        await EndedAsync(host, host.Key);
        using HttpResponseMessage decided = await host.SendAsync($"meeting:{township}", HttpMethod.Put, $"{host.Path}/pools/{township}/decision", CycleHost.Approval());
        await Problem.OfAsync(decided, ProblemType.RuleBroken);
        await NoteAsync(host, "while-cancelled");

        await host.OpenAsync();
        JsonElement overview = await host.GetAsync("county", $"{host.Path}/townships/{township}/submissions");
        Assert.All(overview.GetProperty("submissions").EnumerateArray(), source => Assert.Equal((0, true), (source.GetProperty("version").GetInt32(), source.GetProperty("isOpen").GetBoolean())));
        string submission = $"{host.Path}/townships/{township}/submissions/township";
        Assert.NotEqual(0, (await host.GetAsync($"township:{township}", $"{submission}?version=1")).GetProperty("readings").GetArrayLength());
        await host.SubmitAllAsync();
        Assert.Equal(2, (await host.GetAsync($"township:{township}", $"{submission}/versions")).GetProperty("items")[0].GetProperty("version").GetInt32());
        await host.UntilStepAsync(PoolPhase.Deciding);
        JsonElement proposal = await host.GetAsync("county", $"{host.Path}/pools/{township}/proposal?explanations=true");
        Assert.Contains("while-cancelled", proposal.ToString(), StringComparison.Ordinal);
        await host.DecideAsync(township.Value);
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await host.SealAsync();

        Assert.True((await host.GetAsync("county", $"{host.Path}/verification")).GetProperty("valid").GetBoolean());
        Assert.Equal(2, (await host.ProgressAsync()).Cycle.Key.Edition);
        Assert.NotEqual(0, (await host.GetAsync("county", $"{host.Path}/townships/{township}/results")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Cancel_OnceResultsAreOut_IsRefused()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();

        using HttpResponseMessage refused = await host.SendAsync("county", HttpMethod.Post, $"{host.Path}/cancel", new CancelRequest("太晚"));

        await Problem.OfAsync(refused, ProblemType.RuleBroken);
        await host.SealAsync();
    }

    [Fact]
    public async Task Timer_OfACancelledCycle_LeavesItCancelled()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await CancelAsync(host);

        MonthlyCycleTimer timer = ActivatorUtilities.CreateInstance<MonthlyCycleTimer>(host.App.Services, new CycleSettings([host.Scheme.Key.Scheme]));
        await timer.StartMonthlyCycles(new Microsoft.Azure.Functions.Worker.TimerInfo(), await host.App.HubAsync(), TestContext.Current.CancellationToken);

        Assert.Equal(CyclePhase.Cancelled, (await host.ProgressAsync()).Cycle.Phase);
    }

    [Fact]
    public async Task Cancel_OfACycleThatIsBlocked_LetsItBeStartedAnewWithOtherDates()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2, load: 1);
        using HttpResponseMessage first = await host.AskAsync();
        await host.UntilAsync(one => one.Cycle.Phase == CyclePhase.Blocked);
        await CancelAsync(host);
        await host.LoadRosterAsync(host.Townships[1]);

        await host.OpenAsync(new CycleDates { CollectingDue = host.Times.CollectingDue.AddDays(1), DecisionDue = host.Times.DecisionDue.AddDays(1) });

        CycleRecord cycle = (await host.ProgressAsync()).Cycle;
        Assert.Equal((2, host.Times.CollectingDue.AddDays(1)), (cycle.Key.Edition, cycle.Dates.CollectingDue));
        Assert.DoesNotContain("cycleCancelled", await host.InboxAsync("department:petitions"));
    }

    [Fact]
    public async Task Observation_ThatTheSchemeOfANewEditionDoesNotAllow_BlocksItsOpening()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        string observation = $"{host.Path}/townships/{host.Townships[0]}/observations/township/complaint";
        SubjectId subject = host.Data.PostingsIn(host.Townships[0]).First(posting => posting.IsInPost(host.Period.LastDay)).Cadre;
        await host.DoAsync($"township:{host.Townships[0]}", HttpMethod.Put, observation, new { rule = "valid-complaint", subject, on = host.Period.FirstDay, points = 3, evidence = "投诉查实" });
        await CancelAsync(host);
        SchemeDocument now = host.Scheme.Document;
        Scheme narrower = Scheme.From(now with
        {
            Version = 2,
            Deductions = now.Deductions! with { Rules = [.. now.Deductions!.Rules.Select(rule => rule is RangeObservationRule range ? range with { Maximum = Points.Of(2) } : rule)] },
        }).Required();
        await host.DoAsync("county", HttpMethod.Put, $"schemes/{host.Scheme.Key.Scheme}/versions/2", new StringContent(narrower.ToJson(), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        using HttpResponseMessage started = await host.AskAsync();
        CycleRecord blocked = (await host.UntilAsync(one => one.Cycle is { Phase: CyclePhase.Blocked, Key.Edition: 2 } && one.Status?.Phase == CyclePhase.Blocked)).Cycle;
        Assert.Equal($"townships/{host.Townships[0]}/observations/township/complaint", Assert.Single(blocked.Problems).Path);
        await host.DoAsync($"township:{host.Townships[0]}", HttpMethod.Delete, $"{observation}?reason=按新办法重记");
        await FreezeAsync(host);

        await host.UntilAsync(one => one.Cycle is { Phase: CyclePhase.Open, SchemeVersion: 2 });
    }
}
