using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Stages.Feedback.Notices;

/// <summary>A test about the notices of published cycles in a county of its own.</summary>
public abstract class NoticeTest(AppFixture app) : CountyTest(app)
{
    protected static readonly DateTimeOffset Published = new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected AppFixture App { get; } = app;

    private protected IServiceProvider Services { get; } = app.App.Services;

    private protected string Storage { get; } = app.ConnectionString;

    private protected NoticeStore Store { get; } = app.App.Services.GetRequiredService<NoticeStore>();

    private protected NoticeActivities Activities { get; } = ActivatorUtilities.CreateInstance<NoticeActivities>(app.App.Services);

    private protected Task<SampleCycle> OpenAsync(
        int townships = 1, string period = "2026-10", Func<SchemeDocument, SchemeDocument>? change = null, Func<FrozenCycle, FrozenCycle>? freeze = null) =>
        SampleCycle.OpenAsync(Services, townships, period: period, change: change, county: County, freeze: freeze);

    /// <summary>Decides, publishes and issues every pool.</summary>
    /// <returns>The first pool's result.</returns>
    private protected async Task<PoolResult> IssueAsync(SampleCycle cycle, MeetingDecision? decision = null, DateTimeOffset? at = null)
    {
        var results = new List<PoolResult>();
        foreach (Pool pool in cycle.Context.Pools)
        {
            results.Add(await cycle.DecideAsync(pool, decision));
            await cycle.PublishAsync(pool);
            await Activities.IssueAsync(new PoolPublication(cycle.Key, pool.Id, at ?? Published), Cancellation);
        }

        return results[0];
    }

    private protected static TownshipId TownshipOf(SampleCycle cycle) => cycle.Pool.Townships[0].Id;

    private protected async Task<NoticeRecord> StoredAsync(SampleCycle cycle, SubjectId subject) =>
        (await Store.FindAsync(cycle.Key, TownshipOf(cycle), NoticeRecord.Of(subject), Cancellation))!;

    private protected async Task<IReadOnlyList<NoticeRecord>> StoredAsync(SampleCycle cycle) =>
        await Store.OfCycleAsync(cycle.Key, TownshipOf(cycle), acknowledged: null, after: null, int.MaxValue, Cancellation);

    private protected Task<T> ReadAsync<T>(SampleCycle cycle, string path, string role = "county") => EnsureAsync<T>(SendAsync(HttpMethod.Get, $"{cycle.Path}/{path}", role: role));

    private protected Task<HttpResponseMessage> AcknowledgeAsync(SampleCycle cycle, string recipient, string role, Talk? talk = null) =>
        SendAsync(HttpMethod.Put, $"{cycle.Path}/notices/{recipient}/acknowledgement", Json(new AcknowledgementRequest(talk)), role);

    private protected static async Task<T> EnsureAsync<T>(Task<HttpResponseMessage> sending)
    {
        using HttpResponseMessage response = await sending;
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, Cancellation))!;
    }

    /// <summary>Everything that is stored of a township's notices of a year, earlier issues included.</summary>
    private protected async Task<IReadOnlyList<TableEntity>> RowsAsync(SampleCycle cycle)
    {
        string partition = NoticeStore.Partition(cycle.Key.County, TownshipOf(cycle), cycle.Key.Period.Year);
        return await new TableServiceClient(Storage).GetTableClient(NoticeStore.Table)
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: Cancellation).ToListAsync(Cancellation);
    }

    private protected static SubjectId First(PoolResult result, OutcomeKind kind) => result.Decided.Outcomes.First(outcome => outcome.Proposed.Kind == kind).Proposed.Entry.Subject;
}
