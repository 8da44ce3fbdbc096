using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Stages.Collect;

/// <summary>How often a request goes to storage; the event that follows it, one call to the task hub, is beside.</summary>
public sealed class StorageCallTests(AppFixture app) : CollectingTest(app)
{
    private readonly AppFixture app = app;

    [Theory]
    [InlineData("department:civil-affairs", 0, false, 3)]
    [InlineData("department:civil-affairs", 1, false, 3)]
    [InlineData("township", 0, false, 3)]
    [InlineData("township", 300, false, 3)]
    [InlineData("township", 0, true, 3)]
    [InlineData("township", 300, true, 4)]
    public async Task Put_ASubmission_TakesSoManyCalls(string source, int missing, bool countyWide, int expected)
    {
        var calls = new CallCounter();
        await using AppHost host = await AppHost.StartAsync(app.ConnectionString, app.Issuer.Address, services => services.AddSingleton(calls.Tables(app.ConnectionString)));
        SampleCycle cycle = await SampleCycle.OpenAsync(host.Services, townships: 2, change: countyWide ? CountyWide : null, county: County);
        await host.Services.GetRequiredService<CollectedPools>().OpenAsync(cycle.Context, before: null, since: 1, Cancel);
        IReadOnlyList<ReportedReading> all = SubmissionOf(cycle, SourceId.Of(source)).Readings;
        // The host learns the audit trail's head and the frozen cycle once.
        (await PutAsync(host, cycle, source, new Submission([]))).EnsureSuccessStatusCode().Dispose();
        calls.Reset();

        using HttpResponseMessage response = await PutAsync(host, cycle, source, new Submission([.. all.Skip(missing)]));

        Assert.Equal(missing > 0, (await ReadAsync<SubmissionState>(response)).MissingCount > 0);
        Assert.Equal(expected, calls.Calls);
    }

    private async Task<HttpResponseMessage> PutAsync(AppHost host, SampleCycle cycle, string source, Submission submission)
    {
        TownshipId township = cycle.Context.Frozen.Townships[0].Id;
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"counties/{County}/{Path(cycle, township, SourceId.Of(source))}", UriKind.Relative)) { Content = Json(submission) };
        request.Headers.Authorization = new("Bearer", app.Issuer.Issue(new TokenRequest { County = County, Roles = [RoleOf(township, SourceId.Of(source))] }));
        return await host.Http.SendAsync(request, Cancel);
    }
}
