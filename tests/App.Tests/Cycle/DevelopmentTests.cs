using Microsoft.DurableTask.Client;
using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Cycle;

/// <summary>The look at a county's development of people.</summary>
public sealed class DevelopmentTests(AppFixture fixture)
{
    [Fact]
    public async Task OverdueTalks_AreToldOnceAnInterval_AlsoAfterACrash()
    {
        var counter = new CallCounter();
        await using CycleHost host = await StartAsync(fixture, services => services.AddSingleton(_ => counter.Tables(fixture.ConnectionString)));
        await host.FillCohortAsync(CohortId.Of("hundred"), CountyDays.Of(host.Now));
        string township = $"township:{host.Townships[0]}";

        await PassAsync(host, days: 30);
        Assert.DoesNotContain("talksOverdue", await host.InboxAsync(township));
        await PassAsync(host, days: 1);
        await CollectingTests.WaitForMessagesAsync(host, township, "talksOverdue", 1);
        counter.Reset();
        // Nobody becomes overdue this week: one look is enough.
        await PassAsync(host, days: 7);
        Assert.InRange(counter.Calls, 1, 6);
        Assert.Single(await host.InboxAsync(township), kind => kind == "talksOverdue");
        Assert.DoesNotContain("talksOverdue", await host.InboxAsync("county"));
        Message told = (await host.GetAsync(township, "messages")).GetProperty("items")[0].Deserialize<Message>(ApiJson.Options)!;
        Assert.Equal((4, null), (told.Count, told.Cycle));
        Assert.StartsWith("有4名选育对象超过规定间隔未开展帮带谈话。", told.Text.ZhCn, StringComparison.Ordinal);
        Assert.EndsWith("组织员办公室", told.RecipientName, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Townships[0].Value, told.RecipientName, StringComparison.Ordinal);

        await PassAsync(host, days: 23);
        await CollectingTests.WaitForMessagesAsync(host, township, "talksOverdue", 2);
        await CollectingTests.WaitForMessagesAsync(host, "county", "talksOverdue", 1);

        // Another run that did not hear of this day's look.
        DurableTaskClient hub = await host.App.HubAsync();
        await hub.ScheduleNewOrchestrationInstanceAsync(nameof(DevelopmentOrchestrator), new DevelopmentRun(host.Data.County, CountyDays.Of(host.Now.AddDays(-1)), host.Now), cancellation: TestContext.Current.CancellationToken);
        await host.App.UntilAtRestAsync();
        Assert.Equal(2, (await host.InboxAsync(township)).Count(kind => kind == "talksOverdue"));
        Assert.Single(await host.InboxAsync("county"), kind => kind == "talksOverdue");
    }

    [Fact]
    public async Task Look_AfterDaysWithoutTheHost_TellsOfWhatCameInBetween()
    {
        await using CycleHost host = await StartAsync(fixture);
        await host.FillCohortAsync(CohortId.Of("hundred"), CountyDays.Of(host.Now));
        string township = $"township:{host.Townships[1]}";
        await PassAsync(host, days: 1);

        await PassAsync(host, days: 40);

        await CollectingTests.WaitForMessagesAsync(host, township, "talksOverdue", 1);
        await PassAsync(host, days: 1);
        Assert.Single(await host.InboxAsync(township), kind => kind == "talksOverdue");
    }

    /// <summary>A county with eight secretaries in two townships.</summary>
    internal static Task<CycleHost> StartAsync(AppFixture fixture, Action<IServiceCollection>? services = null)
    {
        SampleCountyData county = DongguangCounty.Generate();
        SampleTownship[] townships = [.. county.Townships.Take(2).Select(township => township with { Villages = [.. township.Villages.Take(4)] })];
        county = county with { Townships = townships, Offices = [.. county.Offices.Where(office => townships.Any(township => township.Id == office.Township))] };
        return CycleHost.StartAsync(fixture, "dongguang.secretary-annual", county, "2026", services: services);
    }

    /// <summary>Lets days pass at once: until noon, so that the morning's look is over.</summary>
    internal static async Task PassAsync(CycleHost host, int days)
    {
        await host.App.UntilAtRestAsync();
        host.MoveTo(new DateTimeOffset(host.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(days).AddHours(4));
        await host.App.UntilAtRestAsync();
    }
}
