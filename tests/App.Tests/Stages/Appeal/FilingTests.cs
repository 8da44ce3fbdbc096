namespace Yuekao.App.Tests.Stages.Appeal;

public sealed class FilingTests(AppFixture app) : AppealTest(app)
{
    private static readonly DateTimeOffset Until = new(2026, 11, 10, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Put_BeforeResultsOrWindow_IsRefusedWithTheReason()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        SubjectId subject = cycle.Pool.Roster[0].Subject;
        await cycle.DecideAsync(cycle.Pool);

        using HttpResponseMessage unpublished = await FileAsync(cycle, subject);
        await cycle.PublishAsync(cycle.Pool);
        using HttpResponseMessage unopened = await FileAsync(cycle, subject);

        Assert.Contains("not out yet", (await Problem.OfAsync(unpublished, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
        Assert.Contains("not open", (await Problem.OfAsync(unopened, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
        Assert.Empty((await Store.ListAsync(cycle.Key, Cancellation)).Appeals);
    }

    [Fact]
    public async Task Put_Again_IsTheSameOrAConflict()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishAsync(cycle);
        SubjectId subject = cycle.Pool.Roster[3].Subject;
        ItemId item = cycle.Context.Scheme.Document.Items[0].Id;

        AppealRecord first = await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, subject, "少记一次走访", item));
        AppealRecord again = await EnsureAsync(HttpStatusCode.OK, FileAsync(cycle, subject, "少记一次走访", item));
        using HttpResponseMessage other = await FileAsync(cycle, subject, "另有理由");

        Assert.Equal((subject, cycle.Pool.Id, first.FiledAt), (first.Subject, first.Pool, again.FiledAt));
        Assert.Equal(item, Assert.Single(again.Appeal.Items));
        await Problem.OfAsync(other, ProblemType.Conflict);
    }

    [Fact]
    public async Task Put_Unacceptable_ListsEverything()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishAsync(cycle);
        ItemId item = cycle.Context.Scheme.Document.Items[0].Id;

        using HttpResponseMessage response = await FileAsync(cycle, cycle.Pool.Roster[0].Subject, new string('长', AppealRules.LongestText + 1), ItemId.Of("unknown"), item, item);
        using HttpResponseMessage longest = await FileAsync(cycle, cycle.Pool.Roster[0].Subject, new string('长', AppealRules.LongestText));

        Assert.Equal(["$.grounds", "$.items[0]", "$.items[2]"], (await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));
        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
    }

    [Theory]
    [InlineData("county", true)]
    [InlineData("own township", true)]
    [InlineData("own meeting", true)]
    [InlineData("own cadre", true)]
    [InlineData("township:elsewhere", false)]
    [InlineData("meeting:elsewhere", false)]
    [InlineData("cadre:elsewhere", false)]
    public async Task Get_ByWhomItConcerns_AndNobodyElse(string role, bool sees)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishAsync(cycle);
        SubjectId subject = cycle.Pool.Roster[0].Subject;
        await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, subject));
        string caller = role switch { "own township" => $"township:{cycle.Pool.Id}", "own meeting" => $"meeting:{cycle.Pool.Id}", "own cadre" => $"cadre:{subject}", _ => role };

        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"{cycle.Path}/subjects/{subject}/appeal", role: caller, county: cycle.County);
        using HttpResponseMessage list = await SendAsync(HttpMethod.Get, $"{cycle.Path}/pools/{cycle.Pool.Id}/appeals", role: caller, county: cycle.County);

        Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(sees && !caller.StartsWith("cadre", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, list.StatusCode);
    }

    [Fact]
    public async Task List_OfACountyPool_IsPagedAndATownshipSeesItsOwn()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships: 2, change: scheme => scheme with { Pool = Tier.County, DecidedBy = Tier.County });
        await PublishAsync(cycle);
        foreach (FrozenTownship township in cycle.Context.Frozen.Townships)
        {
            foreach (FrozenSubject subject in township.Subjects.Take(2))
                await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, subject.Entry.Subject));
        }

        Page<AppealRecord> first = await ListAsync(cycle, "meeting:county", "?top=3");
        Page<AppealRecord> rest = await ListAsync(cycle, "meeting:county", $"?top=3&continuation={first.Continuation}");
        TownshipId own = cycle.Context.Frozen.Townships[1].Id;
        Page<AppealRecord> seen = await ListAsync(cycle, $"township:{own}", "");

        Assert.Equal((3, 1, null), (first.Items.Count, rest.Items.Count, rest.Continuation));
        Assert.Equal(4, first.Items.Concat(rest.Items).DistinctBy(appeal => appeal.Subject).Count());
        Assert.Equal([own, own], seen.Items.Select(appeal => appeal.Township));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task File_AtTheEdgeOfTheWindow_CountsUntilItAndNotAtIt(long ticks, bool isFiled)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        var store = new AppealStore(Services.GetRequiredService<TableServiceClient>(), new ManualClock(Until.AddTicks(ticks)));
        await store.OpenAsync(cycle.Context, Until, Cancellation);

        Task<AppealRecord> filing = store.FileAsync(cycle.Context, Record(cycle, 0), Cancellation);

        if (isFiled)
            Assert.Equal(cycle.Pool.Roster[0].Subject, (await filing).Subject);
        else
            Assert.Contains("2026-11-10T11:00:00+08:00", (await Assert.ThrowsAsync<ProblemException>(() => filing)).Detail!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Again_KeepsTheFirstTimeAndWhatWasClosed()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);

        DateTimeOffset first = await Activities.OpenAppeals(new AppealWindow(cycle.Key, Until), Cancellation);
        await Activities.CloseAppeals(cycle.Key, Cancellation);
        DateTimeOffset second = await Activities.OpenAppeals(new AppealWindow(cycle.Key, Until.AddDays(9)), Cancellation);

        Assert.Equal((Until, Until), (first, second));
        Assert.True((await Store.FindGateAsync(cycle.Key, Cancellation))!.IsClosed);
        Assert.Equal(Until, (await Services.GetRequiredService<CycleStore>().FindAsync(cycle.Key, Cancellation))!.AppealsUntil);
    }

    [Fact]
    public async Task File_WhileClosing_IsCountedOrRefused()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await Store.OpenAsync(cycle.Context, TimeProvider.System.GetUtcNow().AddDays(1), Cancellation);

        Task<bool>[] filings = [.. Enumerable.Range(0, 12).Select(index => TryFileAsync(cycle, index))];
        await Task.WhenAny(filings);
        AppealsState closed = await Activities.CloseAppeals(cycle.Key, Cancellation);
        bool[] filed = await Task.WhenAll(filings);

        Assert.Equal(closed.Filed, filed.Count(success => success));
        Assert.Equal(closed.Filed, (await Store.ListAsync(cycle.Key, Cancellation)).Appeals.Count);
        Assert.False(await TryFileAsync(cycle, 20));
        Assert.Equal(closed.Filed, closed.Undecided.Count);
    }

    private async Task<bool> TryFileAsync(SampleCycle cycle, int index)
    {
        try
        {
            await Store.FileAsync(cycle.Context, Record(cycle, index), Cancellation);
            return true;
        }
        catch (ProblemException closed) when (closed.Type == ProblemType.RuleBroken)
        {
            return false;
        }
    }

    private async Task<Page<AppealRecord>> ListAsync(SampleCycle cycle, string role, string query)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"{cycle.Path}/pools/county/appeals{query}", role: role, county: cycle.County);
        response.EnsureSuccessStatusCode();
        return System.Text.Json.JsonSerializer.Deserialize<Page<AppealRecord>>(await response.Content.ReadAsStringAsync(Cancellation), ApiJson.Options)!;
    }

    private static AppealRecord Record(SampleCycle cycle, int index) =>
        new(cycle.Pool.Roster[index].Subject, cycle.Pool.Id, cycle.Pool.Roster[index].Township, new AppealRequest("计分有误"), Until, "somebody", FiledByName: "某人");
}
