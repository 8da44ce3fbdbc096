using System.IO.Compression;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A county sets a cycle's dates when it opens one: they hold in every phase.</summary>
public sealed class CycleDatesTests(AppFixture fixture)
{
    private static readonly SourceId Petitions = SourceId.Of("department:petitions");

    [Fact]
    public async Task Cycle_DatesGiven_CollectsAndDecidesByThem()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        CycleDates dates = HolidayDates(host);
        using HttpResponseMessage started = await host.AskAsync(dates);
        CycleProgress scheduled = await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Scheduled);
        Assert.Equal((dates.Opens, dates, dates), (scheduled.Status!.Until, scheduled.Cycle.Dates, scheduled.Dates));

        host.MoveTo(dates.Opens!.Value);
        CycleProgress open = await host.UntilAsync(progress => progress.Pools is [{ Status.Phase: PoolPhase.Collecting }]);
        Assert.Equal((dates.CollectingDue, dates.DecisionDue, dates.CollectingDue), (open.Pools[0].Pool.CollectingDue, open.Pools[0].Pool.DecisionDue, open.Pools[0].Status!.Due));
        await host.SubmitAllAsync((_, source) => source == Petitions);
        host.MoveTo(host.Times.CollectingDue);
        host.MoveTo(dates.CollectingDue!.Value.AddHours(-48));
        await CollectingTests.WaitForMessagesAsync(host, Petitions.Value, "readingsMissing", 1);
        Assert.DoesNotContain("collectingOverdue", await host.InboxAsync("county"));
        host.MoveTo(dates.CollectingDue.Value.AddHours(-24));
        await CollectingTests.WaitForMessagesAsync(host, Petitions.Value, "readingsMissing", 2);

        host.MoveTo(dates.CollectingDue.Value);
        await CollectingTests.WaitForMessagesAsync(host, "county", "collectingOverdue", 1);
        await host.SubmitAsync(host.Townships[0], Petitions);
        CycleProgress deciding = await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding });
        Assert.Equal(dates.DecisionDue, deciding.Pools[0].Status!.Due);
        host.MoveTo(dates.DecisionDue!.Value);
        await CollectingTests.WaitForMessagesAsync(host, "county", "decisionOverdue", 1);
    }

    [Fact]
    public async Task Cycle_DatesGiven_AppealsRectificationsAndArchiveHaveThem()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        CycleDates dates = HolidayDates(host) with { Opens = null };
        await host.OpenAsync(dates);
        await PublishAsync(host);
        CycleRecord cycle = (await host.ProgressAsync()).Cycle;
        Assert.Equal(cycle.PublishedAt + dates.Appeals, cycle.AppealsUntil);

        string cadre = host.Data.Postings[0].Cadre.Value;
        JsonElement notice = await host.GetAsync($"cadre:{cadre}", $"{host.Path}/notices/subjects/{cadre}");
        Assert.Equal(dates.RectificationDue, notice.GetProperty("rectifyBy").GetDateTimeOffset());
        string township = host.Townships[0].Value;
        JsonElement open = (await host.GetAsync($"township:{township}", $"townships/{township}/rectifications?status=open&top=1000")).GetProperty("items");
        Assert.NotEqual(0, open.GetArrayLength());
        Assert.All(open.EnumerateArray(), one => Assert.Equal(dates.RectificationDue, one.GetProperty("due").GetDateTimeOffset()));

        await host.SealAsync();
        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
        Assert.Equal(dates, (await FrozenInArchiveAsync(host)).Dates);
        Assert.Equal((dates, dates with { Opens = host.Times.Opens }), ((await host.ProgressAsync()).Cycle.Dates, (await host.ProgressAsync()).Dates));

        host.MoveTo(dates.RectificationDue!.Value.AddDays(-7).AddMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, $"township:{township}", "rectificationsDue", 1);
        host.MoveTo(dates.RectificationDue.Value.AddMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, "county", "rectificationsOverdue", 1);
    }

    [Fact]
    public async Task Cycle_SomeDatesGiven_LeavesTheOthersToTheCalendar()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        CycleTimes calendar = host.Times;
        var dates = new CycleDates { DecisionDue = calendar.DecisionDue.AddDays(2) };

        await host.OpenAsync(dates);

        CycleProgress open = await host.ProgressAsync();
        Assert.Equal(new CycleDates { Opens = calendar.Opens, CollectingDue = calendar.CollectingDue, DecisionDue = dates.DecisionDue, Appeals = calendar.Appeal }, open.Dates);
        Assert.Equal((calendar.CollectingDue, dates.DecisionDue), (open.Pools[0].Pool.CollectingDue, open.Pools[0].Pool.DecisionDue));
    }

    [Fact]
    public async Task Start_PeriodOver_NeedsDatesAndThenRunsWithinMinutesWithoutABurstOfReminders()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        host.MoveTo(host.Times.DecisionDue.AddDays(10));
        using HttpResponseMessage refused = await host.AskAsync();
        ProblemDocument problem = await Problem.OfAsync(refused, ProblemType.Unacceptable);
        Assert.Equal(["$.dates.collectingDue", "$.dates.decisionDue"], problem.Errors!.Select(error => error.Path));
        using HttpResponseMessage unknown = await host.SendAsync("county", HttpMethod.Get, host.Path);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        var dates = new CycleDates { CollectingDue = host.Now.AddMinutes(5), DecisionDue = host.Now.AddMinutes(10), Appeals = TimeSpan.FromSeconds(90), RectificationDue = host.Now.AddMinutes(20) };
        await host.OpenAsync(dates);
        await host.SubmitAllAsync((_, source) => source == Petitions);
        host.MoveTo(dates.CollectingDue!.Value);
        await CollectingTests.WaitForMessagesAsync(host, "county", "collectingOverdue", 1);
        Assert.DoesNotContain("readingsMissing", await host.InboxAsync(Petitions.Value));
        await host.SubmitAsync(host.Townships[0], Petitions);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync(host.Townships[0].Value);
        CycleRecord cycle = (await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals)).Cycle;
        Assert.Equal(TimeSpan.FromSeconds(90), cycle.AppealsUntil - cycle.PublishedAt);
        await host.SealAsync();
    }

    [Fact]
    public async Task Start_DatesThatDoNotFit_IsUnacceptableWithEveryError()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);

        using HttpResponseMessage refused = await host.AskAsync(new CycleDates { CollectingDue = host.Times.PeriodEnds.AddSeconds(-1), Appeals = TimeSpan.FromDays(91), RectificationDue = host.Times.CollectingDue });

        Assert.Equal(["$.dates.collectingDue", "$.dates.rectificationDue", "$.dates.appeals"], (await Problem.OfAsync(refused, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));
    }

    [Fact]
    public async Task Start_OfAPeriodThatHasNotBegun_NeedsToSayWhenItOpens()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        var november = Period.Of("2026-11");
        string path = $"schemes/{host.Scheme.Key.Scheme}/cycles";

        using HttpResponseMessage refused = await host.SendAsync("county", HttpMethod.Post, path, new CycleRequest(november));
        using HttpResponseMessage dated = await host.SendAsync("county", HttpMethod.Post, path, new CycleRequest(november) { Dates = new CycleDates { Opens = host.Times.Opens.AddMonths(1) } });

        await Problem.OfAsync(refused, ProblemType.RuleBroken);
        Assert.Equal(HttpStatusCode.Accepted, dated.StatusCode);
        host.MoveTo(host.Times.Opens.AddMonths(1));
        await CollectingTests.WaitAsync(async () => (await host.GetAsync("county", $"{path}/2026-11")).GetProperty("cycle").GetProperty("phase").GetString() == "open");
    }

    [Fact]
    public async Task Start_Again_IsTheSameWithTheSameDatesAndAConflictWithOthers()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        CycleDates dates = HolidayDates(host);
        CycleDates others = dates with { Appeals = TimeSpan.FromDays(4) };
        using HttpResponseMessage first = await host.AskAsync(dates);
        Assert.Equal(
            [HttpStatusCode.Accepted, HttpStatusCode.Conflict, HttpStatusCode.Conflict],
            [await StatusAsync(dates with { Opens = dates.Opens!.Value.ToUniversalTime() }), await StatusAsync(others), await StatusAsync(null)]);

        host.MoveTo(dates.CollectingDue!.Value.AddMinutes(1));
        await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Open);

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Conflict, HttpStatusCode.Accepted], [await StatusAsync(dates), await StatusAsync(others), await StatusAsync(null)]);
        Assert.Equal(dates, (await host.ProgressAsync()).Cycle.Dates);

        async Task<HttpStatusCode> StatusAsync(CycleDates? asked)
        {
            using HttpResponseMessage response = await host.AskAsync(asked);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Freeze_AfterABlock_KeepsTheDates()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2, load: 1);
        CycleDates dates = HolidayDates(host) with { Opens = null };
        using HttpResponseMessage started = await host.AskAsync(dates);
        CycleProgress blocked = await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Blocked);
        Assert.Equal((dates, dates.CollectingDue), (blocked.Cycle.Dates, blocked.Dates.CollectingDue));
        using HttpResponseMessage other = await host.AskAsync();
        await Problem.OfAsync(other, ProblemType.Conflict);

        await host.LoadRosterAsync(host.Townships[1]);
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/freeze", new FreezeRequest("花名册已补齐"));

        CycleProgress open = await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Open && progress.Pools.Count == 2);
        Assert.All(open.Pools, pool => Assert.Equal(dates.CollectingDue, pool.Pool.CollectingDue));
    }

    [Fact]
    public async Task Timer_CycleStartedWithDatesAndAMissedOneThatIsOver_LeavesTheOneAndStartsTheNext()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        using HttpResponseMessage started = await host.AskAsync(HolidayDates(host));
        MonthlyCycleTimer timer = ActivatorUtilities.CreateInstance<MonthlyCycleTimer>(host.App.Services, new CycleSettings([host.Scheme.Key.Scheme]));
        DurableTaskClient client = await host.App.HubAsync();

        await timer.StartMonthlyCycles(new TimerInfo { ScheduleStatus = new ScheduleStatus { Last = new DateTime(2026, 9, 1) } }, client, TestContext.Current.CancellationToken);

        JsonElement cycles = (await host.GetAsync("county", $"schemes/{host.Scheme.Key.Scheme}/cycles")).GetProperty("items");
        Assert.Equal("2026-10", Assert.Single(cycles.EnumerateArray()).GetProperty("key").GetProperty("period").GetString());
        host.MoveTo(host.Times.Opens.AddMonths(1));
        await timer.StartMonthlyCycles(new TimerInfo { ScheduleStatus = new ScheduleStatus { Last = new DateTime(2026, 9, 25) } }, client, TestContext.Current.CancellationToken);
        cycles = (await host.GetAsync("county", $"schemes/{host.Scheme.Key.Scheme}/cycles")).GetProperty("items");
        Assert.Equal(["2026-10", "2026-11"], cycles.EnumerateArray().Select(cycle => cycle.GetProperty("key").GetProperty("period").GetString()));
    }

    /// <summary>Everything some days later than by the calendar, and other lengths.</summary>
    private static CycleDates HolidayDates(CycleHost host) => new()
    {
        Opens = host.Times.Opens.AddDays(2),
        CollectingDue = host.Times.CollectingDue.AddDays(4),
        DecisionDue = host.Times.DecisionDue.AddDays(6),
        Appeals = TimeSpan.FromDays(2),
        RectificationDue = host.Times.DecisionDue.AddDays(50),
    };

    private static async Task PublishAsync(CycleHost host)
    {
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync(host.Townships[0].Value);
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
    }

    private static async Task<FrozenCycle> FrozenInArchiveAsync(CycleHost host)
    {
        using HttpResponseMessage response = await host.SendAsync("county", HttpMethod.Get, $"{host.Path}/archive");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), ZipArchiveMode.Read);
        using Stream entry = zip.GetEntry(ArchivePaths.Frozen)!.Open();
        return (await JsonSerializer.DeserializeAsync<FrozenCycle>(entry, DocumentJson.Options, TestContext.Current.CancellationToken))!;
    }
}
