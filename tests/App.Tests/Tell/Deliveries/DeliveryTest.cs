using Microsoft.DurableTask.Client;
using Yuekao.Local.Host.Durable;

namespace Yuekao.App.Tests.Tell.Deliveries;

/// <summary>A test of deliveries by the engine, with a channel to a group, one to recipients alone, and a clock of the test's own.</summary>
public abstract class DeliveryTest(AppFixture fixture) : IAsyncLifetime
{
    protected const int Wave = LanePace.Wave;

    protected static readonly DateTimeOffset Published = new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private AppHost? host;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected DrivenClock Clock { get; } = TestClock.Create(Published);

    private protected FakeChannel Group { get; } = new("group", isGroup: true, mostPerMinute: 20);

    private protected FakeChannel Mail { get; } = new("mail");

    private protected AppHost Host => host!;

    private protected NoticeStore Notices => Host.Services.GetRequiredService<NoticeStore>();

    private protected NoticeActivities Activities => ActivatorUtilities.CreateInstance<NoticeActivities>(Host.Services);

    public async ValueTask InitializeAsync() => host = await AppHost.StartAsync(
        fixture.ConnectionString, fixture.Issuer.Address, AddTo, Clock, new KeyValuePair<string, string?>("Portal__Address", "https://portal.example/"));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Clock.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected virtual void AddTo(IServiceCollection services) => services.AddSingleton<INoticeChannel>(Group).AddSingleton<INoticeChannel>(Mail);

    private protected Task<SampleCycle> OpenAsync(int townships = 1, string? county = null) => SampleCycle.OpenAsync(Host.Services, townships, county: county);

    /// <summary>Issues the notices of all pools, and lets them out.</summary>
    private protected async Task IssueAsync(SampleCycle cycle)
    {
        DurableTaskClient client = await Host.HubAsync();
        foreach (Pool pool in cycle.Context.Pools)
            await Activities.IssueNotices(new PoolPublication(cycle.Key, pool.Id, Published), client, Cancellation);
    }

    private protected async Task TellAsync(SampleCycle cycle, MessageKind kind, string occasion, params IReadOnlyList<string> recipients) => await ActivatorUtilities
        .CreateInstance<MessageActivities>(Host.Services)
        .PostMessages([new MessageRequest(cycle.Key, Pool: null, kind, recipients, occasion)], await Host.HubAsync(), Cancellation);

    private protected async Task<IReadOnlyList<NoticeRecord>> StoredAsync(SampleCycle cycle) => [.. (await Task.WhenAll(cycle.Context.Frozen.Townships.Select(township =>
        Notices.OfCycleAsync(cycle.Key, township.Id, acknowledged: null, after: null, int.MaxValue, Cancellation)))).SelectMany(one => one)];

    private protected Task<Message?> MessageAsync(SampleCycle cycle, string recipient, string id) =>
        Host.Services.GetRequiredService<MessageStore>().FindAsync(cycle.Key.County, recipient, id, Cancellation);

    /// <summary>Lets time pass, by steps each of which comes to rest, until something is so.</summary>
    private protected async Task PassAsync(TimeSpan step, Func<bool> until)
    {
        DateTime start = DateTime.UtcNow;
        await Host.UntilAtRestAsync();
        while (!until())
        {
            Assert.True(DateTime.UtcNow - start < Patience, "It does not come so far.");
            Clock.MoveTo(Clock.GetUtcNow() + step);
            await Host.UntilAtRestAsync();
        }
    }

    /// <summary>The newest turn of a channel's lane.</summary>
    private protected Turn TurnOf(FakeChannel channel) => Host.Turns.Of($"tell.{Lane.Of(channel.Name, channel.Address).Id}")!;
}
