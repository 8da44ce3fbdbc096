using Yuekao.App.Tests.Stages.Seal;
using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A year of township secretaries: two arenas of theirs and a tour of their townships' points count in the annual review by themselves.</summary>
public sealed class SecretaryYearTests(AppFixture fixture)
{
    [Fact]
    public async Task Places_InTheYearsContests_CountInTheAnnualReviewAndAreExplained()
    {
        await using CycleHost autumn = await StartAsync();
        TownshipId[] townships = [.. autumn.Townships];
        string[] secretaries = [await SecretaryAsync(autumn, townships[0]), await SecretaryAsync(autumn, townships[1])];

        // The first wins the autumn's arena; in the winter's they tie, to the fraction; the second's township wins the tour.
        await autumn.OpenAsync();
        await ContestAsync(autumn, (subject, judge) => subject == secretaries[0] ? 1 : judge / 10m);
        await SealAsync(autumn);
        CycleHost winter = await autumn.UnderAsync("haixing.township-arena", "2026-Q4");
        await winter.OpenAsync();
        await ContestAsync(winter, (_, judge) => judge / 7m);
        CycleHost tour = await autumn.UnderAsync("haixing.double-point-tour", "2026-B6");
        await tour.OpenAsync();
        await ContestAsync(tour, (township, judge) => township == townships[1].Value ? 1 : judge / 10m);
        await SealAsync(tour);

        // The winter's arena is not decided: the year waits for it.
        CycleHost year = await autumn.UnderAsync("haixing.township-secretary-annual", "2026");
        await year.OpenAsync();
        await year.ReportAnythingAsync();
        year.MoveTo(year.Times.GradingFrom);
        await year.App.UntilAtRestAsync();
        Assert.Equal(PoolPhase.Collecting, (await year.ProgressAsync()).Pools[0].Status!.Phase);
        await SealAsync(winter);
        year.MoveTo(year.Now.AddDays(1));
        await year.UntilStepAsync(PoolPhase.Deciding);

        await year.DecideAsync("county");
        await year.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        JsonElement[] first = await ResultsOfAsync(year, secretaries[0]);
        JsonElement[] second = await ResultsOfAsync(year, secretaries[1]);
        Assert.Equal([10m, 9m], first.Select(line => line.GetProperty("points").GetDecimal()));
        Assert.Equal([9.5m, 10m], second.Select(line => line.GetProperty("points").GetDecimal()));
        JsonElement basis = second[0].GetProperty("reading").GetProperty("basis");
        Assert.Equal("township-arena", basis.GetProperty("scheme").GetString());
        Assert.Equal([("2026-Q3", 2, 9m), ("2026-Q4", 1, 10m)], basis.GetProperty("places").EnumerateArray()
            .Select(one => (one.GetProperty("period").GetString()!, one.GetProperty("place").GetInt32(), one.GetProperty("points").GetDecimal())));

        await RefuseCorrectionAsync(year, secretaries[1]);
        await year.SealAsync();
        JsonElement verification = await year.GetAsync("county", $"{year.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
        await AssertTamperingIsFoundAsync(year);
        string[] file = [.. (await year.GetAsync($"cadre:{secretaries[0]}", $"cadres/{secretaries[0]}/file")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()!)];
        Assert.Equal(3, file.Count(kind => kind == "result"));
    }

    private Task<CycleHost> StartAsync()
    {
        SampleCountyData county = HaixingCounty.Committed().WithOffices(seed: 1);
        SampleTownship[] townships = [.. county.Townships.Take(2).Select(township => township with { Villages = [.. township.Villages.Take(1)] })];
        county = county with { Townships = townships, Offices = [.. county.Offices.Where(office => townships.Any(township => township.Id == office.Township))] };
        return CycleHost.StartAsync(fixture, "haixing.township-arena", county, "2026-Q3");
    }

    private static async Task<string> SecretaryAsync(CycleHost host, TownshipId township) =>
        (await host.GetAsync($"township:{township}", $"townships/{township}/roster")).GetProperty("postings").EnumerateArray()
            .First(posting => posting.GetProperty("post").GetString() == "townshipSecretary").GetProperty("cadre").GetString()!;

    /// <summary>Every judge gives everybody a share of each item's maximum, and the ranking is there at once.</summary>
    private static async Task ContestAsync(CycleHost contest, Func<string, int, decimal> share)
    {
        foreach (SourceDeclaration panel in contest.Scheme.Document.Sources)
            await contest.JudgeAsync(panel.Id, (subject, item, judge) => ReadingValue.Of(decimal.Round(((PointsItem)item).Maximum.Value * share(subject.Value, judge), 2)));
        contest.MoveTo(contest.Times.GradingFrom);
        await contest.UntilStepAsync(PoolPhase.Deciding);
        Assert.True(contest.Now < contest.Times.PeriodEnds);
    }

    private static async Task SealAsync(CycleHost contest)
    {
        await contest.DecideAsync("county");
        await contest.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await contest.SealAsync();
        JsonElement verification = await contest.GetAsync("county", $"{contest.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
    }

    private static async Task<JsonElement[]> ResultsOfAsync(CycleHost year, string secretary) =>
    [
        .. (await year.GetAsync("county", $"{year.Path}/subjects/{secretary}/explanation")).GetProperty("proposed").GetProperty("explanation").GetProperty("readings").EnumerateArray()
            .Where(line => line.GetProperty("reading").GetProperty("source").GetString() == "results"),
    ];

    private static async Task RefuseCorrectionAsync(CycleHost year, string secretary)
    {
        await year.DoAsync($"cadre:{secretary}", HttpMethod.Put, $"{year.Path}/subjects/{secretary}/appeal", new { grounds = "请复核评分。" });
        object[] readings = [new { item = "township-arena", source = "results", value = 10, subject = secretary }];
        using HttpResponseMessage ruled = await year.SendAsync(
            "meeting:county", HttpMethod.Put, $"{year.Path}/subjects/{secretary}/appeal/ruling", new { ruling = "corrected", reason = "更正", attendees = new[] { "赵书记" }, minutes = "1号", readings });
        Assert.Contains((await Problem.OfAsync(ruled, ProblemType.Unacceptable)).Errors!, error => error.Path == "$.readings[0].source");
        await year.DoAsync("meeting:county", HttpMethod.Put, $"{year.Path}/subjects/{secretary}/appeal/ruling", new { ruling = "upheld", reason = "无误", attendees = new[] { "赵书记" }, minutes = "1号" });
    }

    private static async Task AssertTamperingIsFoundAsync(CycleHost year)
    {
        using HttpResponseMessage archive = await year.SendAsync("county", HttpMethod.Get, $"{year.Path}/archive", accept: "application/zip");
        byte[] bytes = await archive.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        string proposal = ArchivePaths.Proposal(PoolId.County, 1);
        var editor = new ArchiveEditor(bytes);
        int at = editor.Json(proposal)["input"]!["readings"]!.AsArray().Index().First(one => (string?)one.Item!["source"] == "results").Index;

        ArchiveReport report = ArchiveVerifier.Verify(editor.Change(proposal, json => json["input"]!["readings"]![at]!["basis"]!["places"]![0]!["place"] = 2).Cover().Zip());

        Assert.Contains(report.Differences, one => one.Where == $"{proposal} $.input.readings[{at}].basis.places[0].points");
    }
}
