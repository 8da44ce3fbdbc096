using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Stages.Settle;

/// <summary>A test of what is recorded of a cycle.</summary>
public abstract class ResultTest(AppFixture app) : CountyTest(app)
{
    protected IServiceProvider Services { get; } = app.App.Services;

    protected HttpClient Http { get; } = app.Http;

    protected string Storage { get; } = app.ConnectionString;

    protected RecordedResults Store => Services.GetRequiredService<RecordedResults>();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal T Activities<T>() => ActivatorUtilities.CreateInstance<T>(Services);

    /// <summary>Decides a pool and records its results; nothing is published yet.</summary>
    internal async Task<PoolResult> RecordAsync(SampleCycle cycle, Pool? pool = null, MeetingDecision? decision = null)
    {
        PoolResult result = await cycle.DecideAsync(pool ?? cycle.Pool, decision);
        await Activities<SettleActivities>().RecordResults(new PoolRef(cycle.Key, result.Pool), Cancellation);
        return result;
    }

    /// <summary>Records what an appeal came to.</summary>
    internal Task<int> SupersedeAsync(SampleCycle cycle, AppealOutcome appeal) => Activities<AppealActivities>().SupersedeResult(new SubjectRef(cycle.Key, appeal.Subject), Cancellation);

    /// <summary>Records and publishes every pool.</summary>
    internal async Task<IReadOnlyList<PoolResult>> PublishAsync(SampleCycle cycle)
    {
        var results = new List<PoolResult>();
        foreach (Pool pool in cycle.Context.Pools)
        {
            results.Add(await RecordAsync(cycle, pool));
            await cycle.PublishAsync(pool);
        }

        return results;
    }

    internal Task<HttpResponseMessage> SendAsync(SampleCycle cycle, string path, string role = "county", string? accept = null) =>
        SendAsync(HttpMethod.Get, path, role: role, accept: accept, county: cycle.County);

    internal async Task<int> StatusAsync(SampleCycle cycle, string path, string role = "county")
    {
        using HttpResponseMessage response = await SendAsync(cycle, path, role);
        return (int)response.StatusCode;
    }

    internal async Task<T> ReadAsync<T>(SampleCycle cycle, string path, string role = "county")
    {
        using HttpResponseMessage response = await SendAsync(cycle, path, role);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return (await response.Content.ReadFromJsonAsync<T>(AssessmentJson.Options, Cancellation))!;
    }

    /// <summary>Every row that is paged through, some at a time.</summary>
    internal async Task<IReadOnlyList<T>> ReadPagesAsync<T>(SampleCycle cycle, string path, int top, string role = "county")
    {
        var items = new List<T>();
        string? continuation = null;
        do
        {
            Page<T> page = await ReadAsync<Page<T>>(cycle, $"{path}?top={top}{(continuation is null ? "" : $"&continuation={continuation}")}", role);
            Assert.InRange(page.Items.Count, 1, top);
            items.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return items;
    }
}
