using Yuekao.Local.Host.Durable;
using Yuekao.Local.SampleCounty;
using Yuekao.TestSupport;
using Yuekao.TestSupport.WeCom;

namespace Yuekao.App.Tests.Tell.Deliveries;

/// <summary>Counties in one app, with group robots that take 20 messages a minute.</summary>
public sealed class CountyDeliveryTests(AppFixture fixture) : IAsyncDisposable
{
    private const int MostPerMinute = 20;

    private static readonly DateTimeOffset Published = new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero);

    private readonly DrivenClock clock = TestClock.Create(Published);
    private readonly FakeChannel mail = new("mail");
    private readonly List<FakeWeComRobot> robots = [];
    private AppHost? host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        foreach (FakeWeComRobot robot in robots)
            await robot.DisposeAsync();
        clock.Dispose();
    }

    [Fact]
    public async Task TwoCounties_InOneApp_NeverShareARobot()
    {
        string[] counties = [AzuriteFixture.UniqueName("county"), AzuriteFixture.UniqueName("county")];
        FakeWeComRobot[] own = [await RobotAsync(), await RobotAsync(), await RobotAsync()];
        string township = HaixingCounty.Committed().Townships[0].Id.Value;
        // The second county has one for a township alone.
        await StartAsync((counties[0], "Webhook", own[0]), (counties[1], "Webhook", own[1]), (counties[1], $"Townships__{township}", own[2]));

        foreach (string county in counties)
        {
            SampleCycle cycle = await SampleCycle.OpenAsync(host!.Services, townships: 2, county: county);
            await IssueAsync(cycle);
            await TellAsync(cycle, MessageKind.ReadingsMissing, "county", $"township:{township}");
        }

        await host!.UntilAtRestAsync();
        Assert.Equal([4, 2, 2], own.Select(robot => robot.Accepted.Count));
    }

    [Fact]
    public async Task County_OfSevenTownships_IsNeverRefusedByItsRobot()
    {
        string county = AzuriteFixture.UniqueName("county"), other = AzuriteFixture.UniqueName("county");
        FakeWeComRobot robot = await RobotAsync();
        // A township, and another county, that name the same robot share its budget.
        await StartAsync((county, "Webhook", robot), (county, "Townships__gaowan", robot), (other, "Webhook", robot));
        SampleCycle cycle = await SampleCycle.OpenAsync(host!.Services, townships: 7, county: county);
        SampleCycle neighbour = await SampleCycle.OpenAsync(host.Services, townships: 1, county: other);

        await IssueAsync(cycle);
        await IssueAsync(neighbour);
        string[] sources = [.. cycle.Context.Frozen.Townships.SelectMany(township => cycle.Context.RequiredSources, (township, source) => SourceRole.Of(township.Id, source)).Distinct()];
        string[] meetings = [.. cycle.Context.Frozen.Townships.Select(township => $"meeting:{township.Id}")];
        await TellAsync(cycle, MessageKind.ReadingsMissing, sources);
        await TellAsync(cycle, MessageKind.ProposalReady, meetings);
        await TellAsync(cycle, MessageKind.DecisionOverdue, [.. meetings, "county"]);
        await TellAsync(cycle, MessageKind.ResultsPublished, [.. cycle.Context.Frozen.Townships.Select(township => $"township:{township.Id}")]);
        await TellAsync(neighbour, MessageKind.ReadingsMissing, "county");
        int messages = sources.Length + (2 * meetings.Length) + 1 + 7 + 1;
        await host.UntilAtRestAsync();
        int minutes = 0;
        for (; robot.Accepted.Count < messages + 8; minutes++)
        {
            Assert.InRange(minutes, 0, 30);
            clock.MoveTo(clock.GetUtcNow().AddSeconds(62));
            await host.UntilAtRestAsync();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{robot.Accepted.Count} messages in {minutes} minutes, {robot.TooMany} refused; {mail.Came.Count} mails");
        Assert.True(messages > MostPerMinute);
        Assert.Equal(0, robot.TooMany);
        Assert.Equal(messages + 8, robot.Accepted.Count);
        Assert.Equal((messages + 8 - 1) / MostPerMinute, minutes);
        Assert.Equal(8, robot.Accepted.Count(text => text.Contains("份反馈通知已发出", StringComparison.Ordinal)));
        Assert.Equal(cycle.Notices() + neighbour.Notices() + messages, mail.Came.Count);
    }

    [Fact]
    public async Task Robot_ThatSaysTooMany_IsLeftAloneByEverybodyForAMinute()
    {
        string county = AzuriteFixture.UniqueName("county"), other = AzuriteFixture.UniqueName("county");
        FakeWeComRobot robot = await RobotAsync();
        await StartAsync((county, "Webhook", robot), (other, "Webhook", robot));
        SampleCycle cycle = await SampleCycle.OpenAsync(host!.Services, county: county);
        SampleCycle neighbour = await SampleCycle.OpenAsync(host.Services, county: other);
        // Somebody else posts by the same robot.
        robot.FailNext(WeComFailure.TooFrequent);

        await TellAsync(cycle, MessageKind.ReadingsMissing, "county", "finance");
        await TellAsync(neighbour, MessageKind.ReadingsMissing, "county", "finance");
        await host.UntilAtRestAsync();
        clock.MoveTo(Published.AddSeconds(55));
        await host.UntilAtRestAsync();
        Assert.Empty(robot.Accepted);

        clock.MoveTo(clock.GetUtcNow().AddSeconds(30));
        await host.UntilAtRestAsync();
        Assert.Equal((4, 0), (robot.Accepted.Count, robot.TooMany));
    }

    private async Task<FakeWeComRobot> RobotAsync()
    {
        FakeWeComRobot robot = await FakeWeComRobot.StartAsync(MostPerMinute, clock, Cancellation);
        robots.Add(robot);
        return robot;
    }

    private async Task StartAsync(params IReadOnlyList<(string County, string Setting, FakeWeComRobot Robot)> settings) => host = await AppHost.StartAsync(
        fixture.ConnectionString,
        fixture.Issuer.Address,
        services => services.AddSingleton<INoticeChannel>(mail),
        clock,
        [.. settings.Select(one => KeyValuePair.Create($"Channels__{one.County}__WeCom__{one.Setting}", (string?)one.Robot.Webhook.AbsoluteUri))]);

    private async Task IssueAsync(SampleCycle cycle)
    {
        NoticeActivities activities = ActivatorUtilities.CreateInstance<NoticeActivities>(host!.Services);
        foreach (Pool pool in cycle.Context.Pools)
            await activities.IssueNotices(new PoolPublication(cycle.Key, pool.Id, Published), await host.HubAsync(), Cancellation);
    }

    private async Task TellAsync(SampleCycle cycle, MessageKind kind, params IReadOnlyList<string> recipients) => await ActivatorUtilities
        .CreateInstance<MessageActivities>(host!.Services)
        .PostMessages([new MessageRequest(cycle.Key, Pool: null, kind, recipients, Occasion.Once)], await host.HubAsync(), Cancellation);
}
