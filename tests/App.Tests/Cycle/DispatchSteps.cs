namespace Yuekao.App.Tests.Cycle;

/// <summary>What people do in a month's dispatch, and how far it is.</summary>
internal static class DispatchSteps
{
    public const string Organization = "department:organization";

    public static readonly DateTimeOffset Due = new(2026, 10, 31, 18, 0, 0, TimeSpan.FromHours(8));

    public static Task OpenedAsync(CycleHost host) =>
        WaitAsync(async () => (await host.GetAsync("county", $"{host.Path}/dispatch")).GetProperty("round").GetProperty("state").GetString() == "open", "the dispatch is open");

    public static Task FinalAsync(CycleHost host, TownshipId township, int version) => WaitAsync(
        async () => (await host.GetAsync("county", $"{host.Path}/townships/{township}/submissions")).GetProperty("submissions").EnumerateArray()
            .Single(one => one.GetProperty("source").GetString() == "projects") is var state && state.GetProperty("isFinal").GetBoolean() && state.GetProperty("version").GetInt32() == version,
        $"version {version} of the computed readings is there");

    public static async Task<decimal> PointsAsync(CycleHost host, string item) =>
        (await host.GetAsync("county", $"{host.Path}/townships/{host.Townships[0]}/submissions/projects")).GetProperty("readings").EnumerateArray()
            .Single(one => one.GetProperty("item").GetString() == item).GetProperty("value").GetDecimal();

    public static async Task WaitAsync(Func<Task<bool>> condition, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"It is not so that {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }

    public static async Task ReportAsync(CycleHost host, TownshipId township, string project, params string[] done)
    {
        using HttpResponseMessage answer = await SendReportAsync(host, township, project, done);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static Task<HttpResponseMessage> SendReportAsync(CycleHost host, TownshipId township, string project, params string[] done) => host.SendAsync(
        $"township:{township}", HttpMethod.Put, PathOf(host, township, project),
        new DispatchReportRequest("按计划推进", ["https://example.org/photo"]) { Done = [.. done.Select(one => new DoneMilestone(MilestoneId.Of(one), new DateOnly(2026, 10, 20)))] });

    public static string PathOf(CycleHost host, TownshipId township, string project) => $"{host.Path}/dispatch/townships/{township}/projects/{project}";

    /// <summary>Opens a ranking with its dispatch, which hears of one project of a township and closes.</summary>
    public static async Task HearAsync(CycleHost host, TownshipId township)
    {
        await host.OpenAsync();
        await OpenedAsync(host);
        await ReportAsync(host, township, "reserve-pool", "m1", "m2");
        host.MoveTo(Due);
        await FinalAsync(host, township, version: 1);
    }
}
