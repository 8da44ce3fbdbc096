using System.Net.Http.Headers;
using Yuekao.App.Tests.Stages.Settle;
using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Stages.Standing;

/// <summary>How often a page of standings goes to storage: whatever the county has recorded, and however large the page.</summary>
public sealed class StandingCallTests(AppFixture fixture) : ResultTest(fixture)
{
    private static readonly DateTimeOffset At = new(2026, 11, 6, 0, 0, 0, TimeSpan.Zero);

    private readonly AppFixture fixture = fixture;

    [Theory]
    [InlineData("2026-09", "2026-10")]
    [InlineData("2024-09", "2024-10", "2025-09", "2025-10", "2026-09", "2026-10")]
    public async Task List_OfACountyWithSomeYears_TakesTheSameFewCalls(params string[] periods)
    {
        SampleCycle last = await PublishYearsAsync(periods);
        var calls = new CallCounter();
        await using AppHost host = await CountedAsync(calls);
        string year = $"schemes/{last.Key.Scheme}/years/2026";
        string standings = $"{year}/townships/{last.Pool.Id}/standings";

        int first = await CallsAsync(host, $"{standings}?top=10");
        int small = await CallsAsync(host, $"{standings}?top=1");
        int large = await CallsAsync(host, $"{standings}?top=1000");
        int eligible = await CallsAsync(host, $"{year}/priority");
        await using AppHost another = await CountedAsync(calls);
        int cold = await CallsAsync(another, $"{standings}?top=10");

        // The year's cycles and the latest of them, a list that is not there, one query of this year's results, another cycle for who left, and three lists written.
        Assert.InRange(first, 1, 12);
        // The year's cycles; the lists were just written.
        Assert.Equal((1, 1, 1), (small, large, eligible));
        // The year's cycles, the latest of them (what it froze, its scheme's version and document), and the list.
        Assert.Equal(5, cold);

        async Task<int> CallsAsync(AppHost asked, string path)
        {
            calls.Reset();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"counties/{last.County}/{path}", UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Issuer.Issue(new TokenRequest { County = last.County, Roles = ["county"] }));
            using HttpResponseMessage response = await asked.Http.SendAsync(request, Cancellation);
            Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
            return calls.Calls;
        }
    }

    [Fact]
    public async Task List_AfterACorrection_FollowsTheBoard()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolResult result = await RecordAsync(cycle);
        await cycle.PublishAsync(cycle.Pool);
        await cycle.PutAsync(record => record with { PublishedAt = At });
        AppealOutcome appeal = await ResultCases.CorrectAsync(cycle, Services, result);
        GradeId? before = await GradeAsync();
        await SupersedeAsync(cycle, appeal);
        await cycle.PutAsync(record => record with { PublishedAt = At, BoardRevision = 2 });

        GradeId? after = await GradeAsync();

        Assert.Equal(result.Decided.Outcomes.Single(outcome => outcome.Proposed.Entry.Subject == appeal.Subject).Grade, before);
        Assert.Equal(appeal.Decided!.Decided.Grade, after);
        Assert.NotEqual(before, after);

        async Task<GradeId?> GradeAsync()
        {
            IReadOnlyList<StandingView> all = await ReadPagesAsync<StandingView>(cycle, $"schemes/{cycle.Key.Scheme}/years/2026/townships/{cycle.Pool.Id}/standings", 1000);
            return Assert.Single(all.Single(one => one.Subject.Id == appeal.Subject).Periods).Grade;
        }
    }

    private Task<AppHost> CountedAsync(CallCounter calls) => AppHost.StartAsync(
        Storage, fixture.Issuer.Address, services => services.AddSingleton(calls.Tables(Storage)).AddSingleton(calls.Blobs(Storage)));

    private async Task<SampleCycle> PublishYearsAsync(string[] periods)
    {
        SampleCycle? cycle = null;
        foreach (string period in periods)
        {
            cycle = await SampleCycle.OpenAsync(Services, townships: 2, period: period, county: cycle?.County);
            await PublishAsync(cycle);
            await cycle.PutAsync(record => record with { PublishedAt = At });
        }

        return cycle!;
    }
}
