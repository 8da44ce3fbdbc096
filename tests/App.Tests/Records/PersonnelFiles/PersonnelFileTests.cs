using Yuekao.App.Tests.Records.Rosters;
using Yuekao.App.Tests.Stages.Seal;

namespace Yuekao.App.Tests.Records.PersonnelFiles;

public sealed class PersonnelFileTests(AppFixture app) : FileTest(app)
{
    private const string Entry = "cadres/c1/file/2021-03-01~posting~t1~1";

    private static readonly FileCorrectionBody Body = new(new DateOnly(2021, 4, 1), "2021年4月1日起任小黄村党支部书记", "任职文件日期核对有误");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await PutRosterAsync("t1", Postings.Of("c1"), Postings.Of("c2"));
    }

    [Fact]
    public async Task File_OfSealedMonths_HasTheirResultsAfterThePostings()
    {
        SampleCycle first = await SealAsync("2026-09");
        SampleCycle second = await SealAsync("2026-10", first.County);
        SampleCycle open = await SampleCycle.OpenAsync(Services, period: "2026-11", county: first.County);
        await SettleAsync(open);
        DecidedOutcome top = (await Services.GetRequiredService<PoolResults>().ReadAsync(second.Key, second.Pool.Id, Cancellation)).Decided.Outcomes.First(one => one.Proposed.Rank == 1);

        IReadOnlyList<FileEntry> file = await ReadFileAsync(top.Proposed.Entry.Subject.Value, county: first.County);

        Assert.Equal(["posting", "result", "result"], file.Select(entry => CellValues.NameOf(entry.Kind)));
        Assert.Equal(["2021-03-01", "2026-09-30", "2026-10-31"], file.Select(entry => CellValues.Show(entry.On)));
        ResultContent month = Assert.IsType<ResultContent>(file[2].Content);
        Assert.Equal((second.Key.Period, GradeId.Of("excellent"), "优秀", (int?)1), (month.Period, month.Grade!.Value, month.GradeTitle!.ZhCn, month.Rank));
        Assert.Equal(top.Proposed.Score!.Value.Shown, month.Score);
        Assert.EndsWith("2026年10月：优秀", file[2].Title.ZhCn, StringComparison.Ordinal);
        Assert.Equal($"{second.Path}/subjects/{top.Proposed.Entry.Subject}/result", file[2].Source);
    }

    [Fact]
    public async Task File_OfWhoAppealed_HasBothResultsAndWhichOneHolds()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PutRostersAsync(cycle);
        PoolResult result = await SettleAsync(cycle);
        SubjectId appellant = result.Decided.Outcomes.OrderBy(one => one.Proposed.Rank ?? int.MaxValue).ElementAt(result.Decided.Outcomes.Count / 2).Proposed.Entry.Subject;
        await SealedArchive.AppealAsync(Services, cycle, result, appellant);
        await ActivatorUtilities.CreateInstance<AppealActivities>(Services).SupersedeResult(new SubjectRef(cycle.Key, appellant), Cancellation);
        await SealedArchive.SealAsync(Services, cycle.Key);

        IReadOnlyList<FileEntry> results = await ReadFileAsync(appellant.Value, "&kind=result", cycle.County);

        Assert.Equal(["r1", "r2"], results.Select(entry => entry.Id.Split('~')[^1]));
        Assert.Equal([results[1].Id, null], results.Select(entry => entry.SupersededBy));
        Assert.Equal([null, results[0].Id], results.Select(entry => entry.Supersedes));
    }

    [Fact]
    public async Task File_PageByPageAndByDay_IsThatPartOfIt()
    {
        await PutRosterAsync("t1", Postings.Of("c1", "2021-03-01", "2022-12-31"), Postings.Of("c1", "2023-01-01", "2024-12-31"), Postings.Of("c1", "2025-01-01", null));
        string[] all = [.. (await ReadFileAsync("c1")).Select(entry => entry.Id)];

        Page<FileEntry> first = await GetAsync<Page<FileEntry>>("cadres/c1/file?top=2");
        Page<FileEntry> second = await GetAsync<Page<FileEntry>>($"cadres/c1/file?top=2&continuation={first.Continuation}");

        Assert.Equal(4, all.Length);
        Assert.Equal(all, first.Items.Concat(second.Items).Select(entry => entry.Id));
        Assert.Null(second.Continuation);
        Assert.Equal(all[2..3], (await ReadFileAsync("c1", "&from=2021-03-02&to=2023-01-01")).Select(entry => entry.Id));
        Assert.Empty(await ReadFileAsync("c1", "&kind=result"));
        using HttpResponseMessage wrong = await GetAsync("cadres/c1/file?kind=talks&from=2021&x=1");
        Assert.Equal(["kind", "from", "x"], (await Problem.OfAsync(wrong, ProblemType.Malformed)).Errors!.Select(error => error.Path));
    }

    [Fact]
    public async Task File_AsCsv_IsTheWholeOfIt()
    {
        using HttpResponseMessage answer = await GetAsync("cadres/c1/file?top=1", "text/csv");

        string[] lines = (await answer.Content.ReadAsStringAsync(Cancellation)).TrimEnd().Split("\r\n");
        Assert.Equal("on,kind,title,source,at,by,reason,id,supersededBy", lines[0].TrimStart('\uFEFF'));
        Assert.StartsWith("2021-03-01,posting,任高湾镇小黄村村委会委员,townships/t1/roster?version=1,", Assert.Single(lines[1..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cadre:c1", 200)]
    [InlineData("cadre:c2", 403)]
    [InlineData("township:t1", 200)]
    [InlineData("township:t2", 403)]
    [InlineData("meeting:t1", 200)]
    [InlineData("meeting:t2", 403)]
    [InlineData("meeting:county", 200)]
    [InlineData("committee:t1", 403)]
    [InlineData("finance", 403)]
    public async Task File_IsReadByThePersonAndWhoeverIsOverThem(string role, int status)
    {
        using HttpResponseMessage list = await SendAsync(HttpMethod.Get, "cadres/c1/file", role: role);
        using HttpResponseMessage entry = await SendAsync(HttpMethod.Get, Entry, role: role);

        Assert.Equal((status, status), ((int)list.StatusCode, (int)entry.StatusCode));
    }

    [Fact]
    public async Task File_OfWhoMoved_IsReadByTheTownshipWhereTheyAreNow()
    {
        await PutRosterAsync("t1", Postings.Of("c1") with { To = Postings.Day("2025-12-31") });
        await PutRosterAsync("t2", Postings.Of("c1", "w1") with { From = Postings.Day("2026-01-01") });

        using HttpResponseMessage before = await SendAsync(HttpMethod.Get, "cadres/c1/file", role: "township:t1");
        using HttpResponseMessage now = await SendAsync(HttpMethod.Get, "cadres/c1/file", role: "township:t2");

        await Problem.OfAsync(before, ProblemType.Forbidden);
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
    }

    [Fact]
    public async Task Correction_SupersedesAndIsSuperseded_AndNothingIsEdited()
    {
        FileEntry wrong = (await ReadFileAsync("c1"))[0];

        FileEntry right = await CorrectAsync(Entry, Body, HttpStatusCode.Created);
        FileEntry again = await CorrectAsync(Entry, Body, HttpStatusCode.OK);
        FileEntry last = await CorrectAsync($"cadres/c1/file/{right.Id}", Body with { Text = "该任职不实" }, HttpStatusCode.Created);

        IReadOnlyList<FileEntry> file = await ReadFileAsync("c1", "&kind=posting");
        Assert.Equal([wrong with { SupersededBy = right.Id }, right with { SupersededBy = last.Id }, last], file.OrderBy(entry => entry.At));
        Assert.Equal((right.Id, right.At), (again.Id, again.At));
        Assert.Equal((Body.On, Body.Text, Body.Reason, wrong.Id), (right.On, right.Title.ZhCn, right.Reason, right.Supersedes));
        // Whose township may read it, the roster says.
        using HttpResponseMessage township = await SendAsync(HttpMethod.Get, "cadres/c1/file", role: "township:t1");
        Assert.Equal(HttpStatusCode.OK, township.StatusCode);
    }

    [Fact]
    public async Task Correction_OfAResult_HoldsInItsPlace()
    {
        SampleCycle cycle = await SealAsync("2026-10");
        string person = cycle.Pool.Roster[0].Subject.Value;
        FileEntry result = Assert.Single(await ReadFileAsync(person, "&kind=result", cycle.County));

        using HttpResponseMessage corrected = await SendAsync(HttpMethod.Put, $"cadres/{person}/file/{result.Id}/correction", Json(Body), county: cycle.County);

        Assert.Equal(HttpStatusCode.Created, corrected.StatusCode);
        IReadOnlyList<FileEntry> file = await ReadFileAsync(person, "&kind=result", cycle.County);
        Assert.Equal((file[0].Id, result.Id), (file[1].SupersededBy, file[1].Id));
        Assert.Equal(new CorrectionContent(FileEntryKind.Result, Body.Text), file[0].Content);
    }

    [Fact]
    public async Task Correction_OfWhatWasSuperseded_IsRefused()
    {
        FileEntry right = await CorrectAsync(Entry, Body, HttpStatusCode.Created);

        using HttpResponseMessage other = await SendAsync(HttpMethod.Put, $"{Entry}/correction", Json(Body with { Reason = "另有原因" }));
        using HttpResponseMessage stale = await SendAsync(HttpMethod.Put, $"cadres/c1/file/{right.Id}/correction", Json(Body), ifMatch: "\"stale\"");

        Assert.Contains(right.Id, (await Problem.OfAsync(other, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
        await Problem.OfAsync(stale, ProblemType.PreconditionFailed);
    }

    [Fact]
    public async Task Correction_OfWhatIsNotThereOrNotWellSaid_IsRefused()
    {
        using HttpResponseMessage nothing = await SendAsync(HttpMethod.Put, "cadres/c1/file/2021-03-01~posting~t1~9/correction", Json(Body));
        using HttpResponseMessage noId = await SendAsync(HttpMethod.Get, "cadres/c1/file/o1");
        using HttpResponseMessage empty = await SendAsync(HttpMethod.Put, $"{Entry}/correction", Json(Body with { Text = "", Reason = new string('因', 501) }));

        await Problem.OfAsync(nothing, ProblemType.NotFound);
        await Problem.OfAsync(noId, ProblemType.NotFound);
        Assert.Equal(["$.text", "$.reason"], (await Problem.OfAsync(empty, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));
    }

    private async Task<FileEntry> CorrectAsync(string entry, FileCorrectionBody body, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Put, $"{entry}/correction", Json(body));
        Assert.Equal(expected, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<FileEntry>(ApiJson.Options, Cancellation))!;
    }

    private async Task<SampleCycle> SealAsync(string period, string? county = null)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, period: period, county: county);
        if (county is null)
            await PutRostersAsync(cycle);
        await SettleAsync(cycle);
        await SealedArchive.SealAsync(Services, cycle.Key);
        return cycle;
    }

    private async Task<PoolResult> SettleAsync(SampleCycle cycle)
    {
        PoolResult result = await cycle.DecideAsync(cycle.Pool);
        await ActivatorUtilities.CreateInstance<SettleActivities>(Services).RecordResults(new PoolRef(cycle.Key, cycle.Pool.Id), Cancellation);
        await cycle.PublishAsync(cycle.Pool);
        return result;
    }

    private async Task PutRostersAsync(SampleCycle cycle)
    {
        (await SendAsync(HttpMethod.Put, "villages", Json(cycle.Places), county: cycle.County)).EnsureSuccessStatusCode().Dispose();
        foreach (FrozenTownship township in cycle.Context.Frozen.Townships)
            (await SendAsync(HttpMethod.Put, $"townships/{township.Id}/roster", Json(SampleCycle.RosterOf(township)), county: cycle.County)).EnsureSuccessStatusCode().Dispose();
    }
}
