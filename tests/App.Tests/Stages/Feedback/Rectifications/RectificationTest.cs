using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Stages.Feedback.Rectifications;

/// <summary>A test about the rectifications of published cycles in a county of its own.</summary>
public abstract class RectificationTest(AppFixture app) : CountyTest(app)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected AppFixture App { get; } = app;

    private protected RectificationActivities Activities { get; } = ActivatorUtilities.CreateInstance<RectificationActivities>(app.App.Services);

    private protected RectificationStore Store { get; } = app.App.Services.GetRequiredService<RectificationStore>();

    /// <summary>A cycle whose first pool's results are out and whose rectifications are open.</summary>
    private protected async Task<SampleCycle> OpenAsync(string period = "2026-10", int townships = 1)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(App.App.Services, townships, period: period, county: County);
        foreach (Pool pool in cycle.Context.Pools)
        {
            await cycle.DecideAsync(pool);
            await cycle.PublishAsync(pool);
            await Activities.OpenRectifications(new PoolPublication(cycle.Key, pool.Id, SampleCycle.PublishedAt), Cancellation);
        }

        return cycle;
    }

    /// <summary>Stores the county's places and rosters, with everybody whom a cycle assesses in post since 2021.</summary>
    private protected async Task StoreRostersAsync(SampleCycle cycle)
    {
        (await SendAsync(HttpMethod.Put, "villages", Json(cycle.Places))).EnsureSuccessStatusCode().Dispose();
        foreach (FrozenTownship township in cycle.Context.Frozen.Townships)
            (await SendAsync(HttpMethod.Put, $"townships/{township.Id}/roster", Json(SampleCycle.RosterOf(township)))).EnsureSuccessStatusCode().Dispose();
    }

    private protected async Task<IReadOnlyList<Rectification>> AllAsync(TownshipId township, string query = "")
    {
        var all = new List<Rectification>();
        string? continuation = null;
        do
        {
            string more = continuation is null ? "" : $"&continuation={continuation}";
            Page<Rectification> page = await GetAsync<Page<Rectification>>($"townships/{township}/rectifications?top=1000{query}{more}");
            all.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return all;
    }

    private protected Task<HttpResponseMessage> PutAsync<T>(Rectification one, string what, T body, string role, string? ifMatch = null) =>
        SendAsync(HttpMethod.Put, $"townships/{one.Township}/rectifications/{one.Id}/{what}", Json(body), role, ifMatch);

    private protected static async Task<Rectification> EnsureAsync(Task<HttpResponseMessage> sending)
    {
        using HttpResponseMessage response = await sending;
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return (await response.Content.ReadFromJsonAsync<Rectification>(ApiJson.Options, Cancellation))!;
    }
}
