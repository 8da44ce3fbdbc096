using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Stages.Collect;

/// <summary>A test of a cycle that collects.</summary>
public abstract class CollectingTest(AppFixture app) : CountyTest(app)
{
    private protected static readonly SourceId CivilAffairs = SourceId.Of("department:civil-affairs");

    private readonly AppFixture fixture = app;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected CollectedPools Store => fixture.App.Services.GetRequiredService<CollectedPools>();

    private protected IServiceProvider Services => fixture.App.Services;

    /// <summary>Opens a cycle in the test's county, and its collecting.</summary>
    private protected async Task<SampleCycle> OpenAsync(int townships = 1, Func<SchemeDocument, SchemeDocument>? change = null)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships, change: change, county: County);
        await Store.OpenAsync(cycle.Context, before: null, since: 1, Cancel);
        return cycle;
    }

    /// <summary>The monthly scheme with the county as one pool.</summary>
    private protected static SchemeDocument CountyWide(SchemeDocument scheme) => scheme with { Pool = Tier.County, DecidedBy = Tier.County };

    private protected static string Path(SampleCycle cycle, TownshipId township, SourceId source) => $"{cycle.Path}/townships/{township}/submissions/{source}";

    private protected static string RoleOf(TownshipId township, SourceId source) => source == SourceId.Township ? $"township:{township}" : source.Value;

    private protected static Submission SubmissionOf(IEnumerable<Reading> readings) =>
        new([.. readings.Select(reading => new ReportedReading { Item = reading.Item, Subject = reading.Subject, Village = reading.Village, Value = ReportedValue.Of(reading.Value) })]);

    private protected static Submission SubmissionOf(SampleCycle cycle, SourceId source, TownshipId? township = null) =>
        SubmissionOf(cycle.ReadingsOf(township ?? cycle.Pool.Townships[0].Id, source));

    private protected Task<HttpResponseMessage> PutAsync(SampleCycle cycle, SourceId source, Submission submission, TownshipId? township = null, string? ifMatch = null) =>
        PutAsync(cycle, source, Json(submission), township, ifMatch);

    private protected Task<HttpResponseMessage> PutAsync(SampleCycle cycle, SourceId source, HttpContent content, TownshipId? township = null, string? ifMatch = null)
    {
        TownshipId place = township ?? cycle.Pool.Townships[0].Id;
        return SendAsync(HttpMethod.Put, Path(cycle, place, source), content, RoleOf(place, source), ifMatch);
    }

    /// <summary>Everything that the sample month's sources report.</summary>
    private protected async Task SubmitAllAsync(SampleCycle cycle, Pool pool)
    {
        foreach (FrozenTownship township in pool.Townships)
        {
            foreach (SourceId source in cycle.Context.RequiredSources)
                (await PutAsync(cycle, source, SubmissionOf(cycle, source, township.Id), township.Id)).EnsureSuccessStatusCode().Dispose();
        }
    }

    /// <summary>Ends collecting, reading again until nothing came in between.</summary>
    private protected async Task<CollectedPool> CloseAsync(SampleCycle cycle, Pool pool)
    {
        while (true)
        {
            CollectedPool collected = await Store.ReadAsync(cycle.Context, pool, Cancel);
            if (await Store.CloseAsync(cycle.Context, collected, Cancel))
                return collected;
        }
    }

    private protected static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, Cancel))!;
    }
}
