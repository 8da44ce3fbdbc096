using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Cycle;

/// <summary>The organizers' secret ballot on the five aspects (德能勤绩廉).</summary>
public sealed class BallotTests(AppFixture fixture)
{
    [Fact]
    public async Task Ballot_CastByAllAtOnce_IsCountedOutExactlyAndTellsNobodyHow()
    {
        const int Voters = 12;
        await using CycleHost host = await StartAsync();
        await Contest.SeatAsync(host, Contest.Roll, Enumerable.Range(0, Voters).Select(number => Contest.Seat($"v{number}")));
        await host.OpenAsync();
        JsonElement paper = await host.GetAsync("judge:v0", $"{host.Path}/ballots/{Contest.Roll}");
        string[] organizers = [.. paper.GetProperty("pools")[0].GetProperty("subjects").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];
        Assert.Equal(4, organizers.Length);

        // Of 12 ballots 7 are excellent, 3 good and 2 poor in virtue.
        HttpResponseMessage[] cast = await Task.WhenAll(Enumerable.Range(0, Voters - 1).Select(number => CastAsync(host, $"v{number}", Marks(host, organizers, number switch { < 7 => "excellent", < 10 => "good", _ => "poor" }))));
        Assert.All(cast, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        using (HttpResponseMessage again = await CastAsync(host, "v0", Marks(host, organizers, "poor")))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        foreach (string role in (string[])["county", "meeting:county"])
            await TourTests.RefusedAsync(host.SendAsync(role, HttpMethod.Get, $"{host.Path}/sheets/{Contest.Roll}/closed"), ProblemType.RuleBroken);
        await TourTests.RefusedAsync(host.SendAsync("county", HttpMethod.Get, $"{host.Path}/sheets/ranking"), ProblemType.RuleBroken);
        JsonElement progress = (await host.GetAsync("county", $"{host.Path}/sheets")).GetProperty("items")[0];
        Assert.Equal(["v11"], progress.GetProperty("judges").EnumerateArray().Where(one => !one.GetProperty("isDone").GetBoolean()).Select(one => one.GetProperty("judge").GetString()));

        (await CastAsync(host, "v11", Marks(host, organizers, "poor"))).EnsureSuccessStatusCode().Dispose();
        await TourTests.RefusedAsync(host.SendAsync("county", HttpMethod.Get, $"{host.Path}/townships/{host.Townships[0]}/submissions/{Contest.Roll}"), ProblemType.RuleBroken);
        host.MoveTo(host.Times.GradingFrom);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync("county");
        await host.UntilAsync(one => one.Status?.Phase == CyclePhase.Appeals);

        JsonElement reading = await Contest.ReadingAsync(host, organizers[0], "virtue");
        Assert.Equal("""{"sum":50,"count":3}""", reading.GetProperty("value").GetRawText());
        Assert.Equal([7, 3, 0, 2], reading.GetProperty("basis").GetProperty("levels").EnumerateArray().Select(level => level.GetProperty("count").GetInt32()));
        await AssertUntoldAsync(host, Voters);
        await Contest.SealedAsync(host);
        JsonElement file = await host.GetAsync($"cadre:{organizers[0]}", $"cadres/{organizers[0]}/file");
        Assert.Contains("result", file.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Ballot_WhatAVoterMayNotDo_IsRefusedAndCountsNothing()
    {
        await using CycleHost host = await StartAsync();
        await Contest.SeatAsync(host, Contest.Roll, Contest.Seat("v"), Contest.Seat("own", host.Townships[0]));
        await host.OpenAsync();
        string[] organizers = [.. Contest.SubjectsOf(await PoolAsync("v"))];
        string[] theirs = [.. Contest.SubjectsOf(await PoolAsync("own"))];
        Assert.Equal(organizers[..2], theirs);

        await TourTests.RefusedAsync(CastAsync(host, "own", Marks(host, organizers, "good")), ProblemType.Unacceptable);
        await TourTests.RefusedAsync(CastAsync(host, "stranger", Marks(host, organizers, "good")), ProblemType.Forbidden);
        await TourTests.RefusedAsync(Contest.SendSheetAsync(host, "v", organizers[0], Array.Empty<object>(), source: Contest.Roll), ProblemType.NotFound);
        object[] marks = Marks(host, organizers, "good");
        Assert.Equal(
            ["$.marks[0].subject", "$.marks[1].item", "$.marks[2].level", "$.marks[5]"],
            (await TourTests.RefusedAsync(
                CastAsync(host, "v", [new { subject = "nobody", item = "virtue", level = "good" }, new { subject = organizers[0], item = "beauty", level = "good" }, new { subject = organizers[0], item = "virtue", level = "fine" }, .. marks[1..3], marks[1]]),
                ProblemType.Unacceptable)).Where(path => path != "$.marks"));
        await TourTests.RefusedAsync(CastAsync(host, $"v cadre:{organizers[0]}", marks), ProblemType.Unacceptable);

        (await CastAsync(host, "v", marks)).EnsureSuccessStatusCode().Dispose();
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/sheets/{Contest.Roll}/close", new SheetsReason("投票时间已到"));
        await TourTests.RefusedAsync(CastAsync(host, "own", Marks(host, theirs, "good")), ProblemType.RuleBroken);

        async Task<JsonElement> PoolAsync(string voter)
        {
            JsonElement pool = (await host.GetAsync($"judge:{voter}", $"{host.Path}/ballots/{Contest.Roll}")).GetProperty("pools")[0];
            return JsonSerializer.SerializeToElement(new { subjects = pool.GetProperty("subjects").EnumerateArray().Select(subject => new { subject }) });
        }
    }

    // Nothing anywhere says how somebody voted: no digest in the trail, and in the table but who voted and how many.
    private static async Task AssertUntoldAsync(CycleHost host, int voters)
    {
        JsonElement trail = await host.GetAsync("county", "audit?top=1000");
        JsonElement[] cast = [.. trail.GetProperty("items").EnumerateArray().Where(entry => entry.GetProperty("resource").GetString()!.Contains("/voters/", StringComparison.Ordinal))];
        Assert.Equal(voters, cast.Length);
        Assert.All(cast, entry => Assert.False(entry.TryGetProperty("before", out _) || entry.TryGetProperty("after", out _), entry.ToString()));
        List<TableEntity> rows = await host.App.Services.GetRequiredService<TableServiceClient>().GetTableClient(SheetStore.Table)
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {$"{host.Data.County}|"} and PartitionKey lt {$"{host.Data.County}}}"}")).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(voters, rows.Count(row => row.RowKey.StartsWith("vote|", StringComparison.Ordinal)));
        Assert.All(rows.Where(row => row.RowKey.StartsWith("vote|", StringComparison.Ordinal)), row => Assert.Equal(["at", "voter"], JsonElement.Parse(row.GetString("Json")).EnumerateObject().Select(one => one.Name).Order()));
        Assert.Equal(["box", "closing"], rows.Select(row => row.RowKey).Where(row => !row.StartsWith("vote|", StringComparison.Ordinal)).Order());
    }

    private async Task<CycleHost> StartAsync()
    {
        SampleCountyData county = HaixingCounty.Committed().WithOffices(seed: 1);
        SampleTownship[] townships = [.. county.Townships.Take(2).Select(township => township with { Villages = [.. township.Villages.Take(1)] })];
        county = county with { Townships = townships, Offices = [.. county.Offices.Where(office => townships.Any(township => township.Id == office.Township))] };
        return await CycleHost.StartAsync(fixture, "haixing.organizer-annual", county, "2026", OnlyTheBallot);
    }

    private static SchemeDocument OnlyTheBallot(SchemeDocument scheme) => scheme with
    {
        Sources = [new SourceDeclaration { Id = SourceId.Of(Contest.Roll), Title = new LocalText { ZhCn = "班子成员" }, Sheets = new BallotSheets { Least = 1 } }],
        Items = [.. scheme.Items.OfType<LevelItem>().Select(item => item with { Source = SourceId.Of(Contest.Roll) })],
        Components = [.. scheme.Components.Where(component => component.Id.Value == "review").Select(component => component with { Raters = [], Weight = Weight.Of(100) })],
        Bonus = null,
        TieBreakers = [],
    };

    private static Task<HttpResponseMessage> CastAsync(CycleHost host, string voter, object[] marks) =>
        host.SendAsync($"judge:{voter}", HttpMethod.Put, $"{host.Path}/ballots/{Contest.Roll}", new { marks });

    private static object[] Marks(CycleHost host, IEnumerable<string> subjects, string level) =>
        [.. subjects.SelectMany(_ => host.Scheme.Document.Items, (subject, item) => new { subject, item = item.Id.Value, level })];
}
