namespace Yuekao.App.Tests.Stages.Collect;

public sealed class WaiverTests(AppFixture app) : CollectingTest(app)
{
    private const string Item = "social-assistance";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_Waiver_TakesTheItemOutOfWhatIsMissing(bool countyWide)
    {
        SampleCycle cycle = await OpenAsync(townships: 2, countyWide ? CountyWide : null);
        Submission withoutItem = new([.. SubmissionOf(cycle, CivilAffairs).Readings.Where(reading => reading.Item.Value != Item)]);
        SubmissionState before = await ReadAsync<SubmissionState>(await PutAsync(cycle, CivilAffairs, withoutItem));

        WaiverRecord waiver = await ReadAsync<WaiverRecord>(await WaiveAsync(cycle, Item, "民政系统停机"));
        SubmissionState after = await ReadAsync<SubmissionState>(await PutAsync(cycle, CivilAffairs, withoutItem));

        Assert.True(before.MissingCount > 0);
        Assert.Equal((0, "民政系统停机"), (after.MissingCount, waiver.Reason));
        Assert.Equal([Item], (await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)).ToInput().Waivers.Select(one => one.Item.Value));
    }

    [Fact]
    public async Task PutAndWithdraw_Again_ChangeNothing()
    {
        SampleCycle cycle = await OpenAsync();

        WaiverRecord first = await ReadAsync<WaiverRecord>(await WaiveAsync(cycle, Item, "停机"));
        WaiverRecord again = await ReadAsync<WaiverRecord>(await WaiveAsync(cycle, Item, "停机"));
        WaiverRecord otherwise = await ReadAsync<WaiverRecord>(await WaiveAsync(cycle, Item, "\u3000停机 "));
        Assert.Equal((first, first), (again, otherwise));
        Assert.Equal(first, Assert.Single((await GetAsync<PoolWaivers>(WaiversPath(cycle))).Waivers));
        using HttpResponseMessage withdrawn = await SendAsync(HttpMethod.Delete, $"{WaiversPath(cycle)}/{Item}");
        using HttpResponseMessage twice = await SendAsync(HttpMethod.Delete, $"{WaiversPath(cycle)}/{Item}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (withdrawn.StatusCode, twice.StatusCode));
        Assert.Empty((await GetAsync<PoolWaivers>(WaiversPath(cycle))).Waivers);
        Assert.Equal(["PutWaiver", "WithdrawWaiver"], (await GetAsync<Page<AuditRecord>>($"audit?resource={WaiversPath(cycle)}")).Items.Select(entry => entry.Action));
    }

    [Fact]
    public async Task Put_UnknownItemOrNoReason_IsUnacceptable()
    {
        SampleCycle cycle = await OpenAsync();

        foreach ((string item, string reason) in new[] { ("nothing", "停机"), ("No Item", "停机"), (Item, " "), (Item, new string('长', 501)) })
        {
            using HttpResponseMessage response = await WaiveAsync(cycle, Uri.EscapeDataString(item), reason);
            await Problem.OfAsync(response, ProblemType.Unacceptable);
        }

        Assert.Empty((await GetAsync<PoolWaivers>(WaiversPath(cycle))).Waivers);
    }

    [Fact]
    public async Task Put_TheLastItemThatScores_IsUnacceptable()
    {
        SampleCycle cycle = await OpenAsync();
        ItemId[] scoring = [.. cycle.Context.Scheme.Document.Components.SelectMany(component => component.Items)];
        foreach (ItemId item in scoring[1..])
            (await WaiveAsync(cycle, item.Value, "停机")).EnsureSuccessStatusCode().Dispose();

        using HttpResponseMessage last = await WaiveAsync(cycle, scoring[0].Value, "停机");

        await Problem.OfAsync(last, ProblemType.Unacceptable);
        Assert.Equal(scoring.Length - 1, (await GetAsync<PoolWaivers>(WaiversPath(cycle))).Waivers.Count);
    }

    [Fact]
    public async Task PutAndWithdraw_AfterCollectingEnded_AreRefused()
    {
        SampleCycle cycle = await OpenAsync();
        (await WaiveAsync(cycle, Item, "停机")).EnsureSuccessStatusCode().Dispose();
        await CloseAsync(cycle, cycle.Pool);

        using HttpResponseMessage waived = await WaiveAsync(cycle, "post-duties", "停机");
        using HttpResponseMessage withdrawn = await SendAsync(HttpMethod.Delete, $"{WaiversPath(cycle)}/{Item}");

        Assert.Contains("ended", (await Problem.OfAsync(waived, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
        await Problem.OfAsync(withdrawn, ProblemType.RuleBroken);
        Assert.Equal([Item], (await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)).Waivers.Waivers.Select(waiver => waiver.Item.Value));
    }

    [Theory]
    [InlineData("township:{0}", HttpStatusCode.OK)]
    [InlineData("meeting:{0}", HttpStatusCode.OK)]
    [InlineData("township:elsewhere", HttpStatusCode.Forbidden)]
    [InlineData("meeting:elsewhere", HttpStatusCode.Forbidden)]
    [InlineData("department:civil-affairs", HttpStatusCode.Forbidden)]
    public async Task List_ByARole_IsAnsweredToWhomItConcerns(string role, HttpStatusCode expected)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await SendAsync(
            HttpMethod.Get, WaiversPath(cycle), role: string.Format(System.Globalization.CultureInfo.InvariantCulture, role, cycle.Pool.Id));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Put_ToAPoolThatIsNone_IsNotFound()
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, $"{cycle.Path}/pools/county/waivers/{Item}", Json(new WaiverRequest("停机")));

        await Problem.OfAsync(response, ProblemType.NotFound);
    }

    private static string WaiversPath(SampleCycle cycle) => $"{cycle.Path}/pools/{cycle.Pool.Id}/waivers";

    private Task<HttpResponseMessage> WaiveAsync(SampleCycle cycle, string item, string reason) =>
        SendAsync(HttpMethod.Put, $"{WaiversPath(cycle)}/{item}", Json(new WaiverRequest(reason)));
}
