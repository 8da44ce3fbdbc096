namespace Yuekao.App.Tests.Stages.Collect;

public sealed class ExtensionTests(AppFixture app) : CollectingTest(app)
{
    private CycleStore Cycles => Services.GetRequiredService<CycleStore>();

    [Fact]
    public async Task Put_Extension_MovesTheDueTimeAndSaysWhy()
    {
        SampleCycle cycle = await OpenDueAsync(TimeSpan.FromDays(2));
        DateTimeOffset until = (await DueAsync(cycle)).AddDays(3);

        using HttpResponseMessage first = await ExtendAsync(cycle, until, "暴雪");
        using HttpResponseMessage again = await ExtendAsync(cycle, until, "暴雪");

        Assert.Equal(new CollectingExtension(cycle.Pool.Id, until), await ReadAsync<CollectingExtension>(first));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(until, await DueAsync(cycle));
        Assert.Equal("暴雪", Assert.Single((await GetAsync<Page<AuditRecord>>($"audit?resource={ExtensionPath(cycle)}")).Items).Reason);
    }

    [Theory]
    [InlineData(2, 2.5, true)]
    [InlineData(2, 1.9, false)]
    [InlineData(2, 61.9, true)]
    [InlineData(2, 62.1, false)]
    [InlineData(-5, -4, false)]
    [InlineData(-5, 1, true)]
    [InlineData(-5, 59.9, true)]
    [InlineData(-5, 60.1, false)]
    public async Task Put_UntilSoManyDaysFromNow_IsWithinBoundsOrNot(double due, double until, bool expected)
    {
        SampleCycle cycle = await OpenDueAsync(TimeSpan.FromDays(due));
        DateTimeOffset before = await DueAsync(cycle);

        using HttpResponseMessage response = await ExtendAsync(cycle, before.AddDays(until - due), "暴雪");

        if (expected)
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        else
            Assert.Equal("$.until", Assert.Single((await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!).Path);
        Assert.Equal(expected, before != await DueAsync(cycle));
    }

    [Fact]
    public async Task Put_WhenThePoolDoesNotCollect_IsRefused()
    {
        SampleCycle closed = await OpenDueAsync(TimeSpan.FromDays(2));
        await CloseAsync(closed, closed.Pool);
        using HttpResponseMessage ended = await ExtendAsync(closed, DateTimeOffset.UtcNow.AddDays(5), "暴雪");
        SampleCycle decided = await SampleCycle.OpenAsync(Services, period: "2026-11", county: County);
        await Store.OpenAsync(decided.Context, before: null, since: 1, Cancel);
        await decided.ProposeAsync(decided.Pool);
        using HttpResponseMessage deciding = await ExtendAsync(decided, DateTimeOffset.UtcNow.AddDays(5), "暴雪");

        Assert.Contains("ended", (await Problem.OfAsync(ended, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
        await Problem.OfAsync(deciding, ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Put_WithoutAReason_IsUnacceptable()
    {
        SampleCycle cycle = await OpenDueAsync(TimeSpan.FromDays(2));

        using HttpResponseMessage response = await ExtendAsync(cycle, DateTimeOffset.UtcNow.AddDays(5), "");

        Assert.Equal("$.reason", Assert.Single((await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!).Path);
    }

    [Fact]
    public async Task Update_APoolThatWentOn_IsRefused()
    {
        SampleCycle cycle = await OpenAsync();
        PoolRecord stale = (await Cycles.FindAsync(cycle.Key, cycle.Pool.Id, Cancel))!;
        Assert.True(await Cycles.TryReplaceAsync(cycle.Key, stale with { Phase = PoolPhase.Deciding }, Cancel));

        Assert.False(await Cycles.TryReplaceAsync(cycle.Key, stale with { Round = 2 }, Cancel));
        Assert.Equal(PoolPhase.Deciding, (await Cycles.FindAsync(cycle.Key, cycle.Pool.Id, Cancel))!.Phase);
    }

    private async Task<SampleCycle> OpenDueAsync(TimeSpan fromNow)
    {
        SampleCycle cycle = await OpenAsync();
        Assert.NotNull(await Cycles.ChangeAsync(cycle.Key, cycle.Pool.Id, pool => pool with { CollectingDue = DateTimeOffset.UtcNow + fromNow }, Cancel));
        return cycle;
    }

    private async Task<DateTimeOffset> DueAsync(SampleCycle cycle) => (await Cycles.FindAsync(cycle.Key, cycle.Pool.Id, Cancel))!.CollectingDue;

    private static string ExtensionPath(SampleCycle cycle) => $"{cycle.Path}/pools/{cycle.Pool.Id}/extension";

    private Task<HttpResponseMessage> ExtendAsync(SampleCycle cycle, DateTimeOffset until, string reason) =>
        SendAsync(HttpMethod.Put, ExtensionPath(cycle), Json(new ExtensionRequest(until, reason)));
}
