using Yuekao.App.Tests.Stages.Seal;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A double-point tour: nominated, planned, judged by phone and ranked at once.</summary>
public sealed class TourTests(AppFixture fixture)
{
    private const string Period = "2026-B5";
    private const string Trimmed = "party-point-leadership";

    private static readonly TrimmedMeanSheets OfFive = new() { Least = 5 };

    [Fact]
    public async Task Tour_JudgedByPhone_IsRankedAtOnceExplainedAndVerified()
    {
        await using CycleHost host = await StartAsync(townships: 7);
        IReadOnlyList<TownshipId> towns = host.Townships;
        await Contest.SeatAsync(host, Contest.Panel, [.. "abc".Select(id => Contest.Seat($"{id}")), .. towns.Take(5).Select((town, index) => Contest.Seat($"of-{index}", town))]);
        await OpenAsync(host);
        await Contest.PlanAsync(host);
        Assert.Contains("visitsPlanned", await host.InboxAsync($"township:{towns[0]}"));
        Assert.Contains("visitsPlanned", await host.InboxAsync("judge:a"));

        JsonElement own = (await host.GetAsync("judge:of-0", $"{host.Path}/sheets/{Contest.Panel}")).GetProperty("pools")[0];
        Assert.Equal(towns.Skip(1).Reverse().Select(town => town.Value), Contest.SubjectsOf(own));
        JsonElement first = own.GetProperty("subjects")[0].GetProperty("points")[0];
        Assert.Equal((Contest.Party.Value, host.Times.Opens.AddHours(1)), (first.GetProperty("point").GetString(), first.GetProperty("at").GetDateTimeOffset()));

        // Of the last township all eight judge, of the first seven: six of the eight count, and five of the seven.
        string[] judges = ["a", "b", "c", "of-0", "of-1", "of-2", "of-3", "of-4"];
        Dictionary<string, decimal[]> given = new()
        {
            [towns[6].Value] = [40, 39, 38, 37, 36, 35, 34.01m, 10],
            [towns[5].Value] = [40, 39, 38, 37, 36, 35, 34, 10],
            [towns[0].Value] = [40, 38.5m, 37, 0, 36.5m, 36, 34.5m, 20],
        };
        foreach ((int index, string judge) in judges.Index())
        {
            if (index == judges.Length - 1)
                await AssertProvisionalAsync(host, towns);
            await Contest.ScoreAsync(host, judge, (subject, item) => item.Id.Value == Trimmed ? given.GetValueOrDefault(subject)?[index] ?? 20 : 10);
        }

        await host.UntilStepAsync(PoolPhase.Deciding);
        Assert.True(host.Now < host.Times.PeriodEnds);
        await host.DecideAsync("county");
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);

        JsonElement reading = await Contest.ReadingAsync(host, towns[6].Value, Trimmed);
        Assert.Equal("""{"sum":219.01,"count":6}""", reading.GetProperty("value").GetRawText());
        JsonElement basis = reading.GetProperty("basis");
        Assert.Equal((8, 219.01m, "[10,40]"), (basis.GetProperty("sheets").GetInt32(), basis.GetProperty("sum").GetDecimal(), basis.GetProperty("leftOut").GetRawText()));
        Dictionary<string, (int Rank, string Score)> ranked = await RanksAsync(host);
        // (10 + 219.01 / 6 + 10) / 2 + 30 / 2; 219 / 6 and 182.5 / 5 are the same 36.5, and share the second rank.
        Assert.Equal((1, Score.Of(21901 + (600 * 50), 1200).ToString()), ranked[towns[6].Value]);
        Assert.Equal([(2, "173/4"), (2, "173/4"), (4, "35")], [ranked[towns[5].Value], ranked[towns[0].Value], ranked[towns[1].Value]]);
        JsonElement closed = await host.GetAsync("meeting:county", $"{host.Path}/sheets/{Contest.Panel}/closed");
        Assert.Equal((3 * 7) + (5 * 6), closed.GetProperty("sheets").GetArrayLength());
        JsonElement readings = await host.GetAsync($"township:{towns[1]}", $"{host.Path}/sheets/{Contest.Panel}/readings");
        Assert.All(readings.GetProperty("items").EnumerateArray(), one => Assert.Equal(towns[1].Value, one.GetProperty("subject").GetString()));
        await Contest.SealedAsync(host);
        await AssertTamperingIsFoundAsync(host);
    }

    [Fact]
    public async Task Sheet_WhatAJudgeMayNotDo_IsRefusedAndChangesNothing()
    {
        await using CycleHost host = await StartAsync(townships: 2);
        (string own, string other) = (host.Townships[0].Value, host.Townships[1].Value);
        await Contest.SeatAsync(host, Contest.Panel, Contest.Seat("a"), Contest.Seat("own", host.Townships[0]));
        await OpenAsync(host);
        object[] good = Contest.Values(host, Contest.Panel, item => item.Maximum.Value);

        await RefusedAsync(Contest.SendSheetAsync(host, "a", own, good), ProblemType.RuleBroken);
        await Contest.PlanAsync(host, publish: false);
        await RefusedAsync(Contest.SendSheetAsync(host, "a", own, good), ProblemType.RuleBroken);
        await RefusedAsync(host.SendAsync("judge:a", HttpMethod.Get, $"{host.Path}/visits"), ProblemType.NotFound);
        await PublishAsync(host);

        await RefusedAsync(Contest.SendSheetAsync(host, "own", own, good), ProblemType.Forbidden);
        await RefusedAsync(Contest.SendSheetAsync(host, $"a township:{own}", own, good), ProblemType.Forbidden);
        await RefusedAsync(Contest.SendSheetAsync(host, "stranger", own, good), ProblemType.Forbidden);
        await RefusedAsync(Contest.SendSheetAsync(host, "a judge:own", other, good), ProblemType.Forbidden);
        await RefusedAsync(Contest.SendSheetAsync(host, "a", "nobody", good), ProblemType.NotFound);
        await RefusedAsync(Contest.SendSheetAsync(host, "a", own, good, source: "judge:other"), ProblemType.NotFound);
        await RefusedAsync(host.SendAsync("county", HttpMethod.Get, $"{host.Path}/sheets/{Contest.Panel}"), ProblemType.Forbidden);
        await RefusedAsync(host.SendAsync("county", HttpMethod.Get, $"{host.Path}/sheets/{Contest.Panel}/closed"), ProblemType.RuleBroken);
        Assert.Equal(
            ["$.values[0].value", "$.values[1].value", "$.values[2].item", "$.values[3].item", "$.values", "$.values", "$.values", "$.values"],
            await RefusedAsync(
                Contest.SendSheetAsync(host, "a", own, new object[]
                {
                    new { item = "party-point-organization", value = 30.01m }, new { item = "team-point-management", value = new { sum = 1, count = 3 } },
                    new { item = "party-point-organization", value = 1 }, new { item = "unknown", value = 1 },
                }),
                ProblemType.Unacceptable));
        await RefusedAsync(Contest.SendSheetAsync(host, "a", own, good, isFinal: true), ProblemType.RuleBroken);

        (await Contest.SendSheetAsync(host, "a", own, good)).EnsureSuccessStatusCode().Dispose();
        using HttpResponseMessage again = await Contest.SendSheetAsync(host, "a", own, good);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (again.StatusCode, again.Headers.ETag!.Tag));
        await RefusedAsync(Contest.SendSheetAsync(host, "a", own, Contest.Values(host, Contest.Panel, _ => 1), ifMatch: "\"7\""), ProblemType.PreconditionFailed);
        using HttpResponseMessage replaced = await Contest.SendSheetAsync(host, "a", own, Contest.Values(host, Contest.Panel, _ => 1), ifMatch: "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (replaced.StatusCode, replaced.Headers.ETag!.Tag));
        JsonElement progress = (await host.GetAsync("county", $"{host.Path}/sheets")).GetProperty("items")[0];
        Assert.Equal([(1, 2), (0, 1)], progress.GetProperty("judges").EnumerateArray().Select(one => (one.GetProperty("given").GetInt32(), one.GetProperty("expected").GetInt32())));

        (await Contest.SendSheetAsync(host, "a", other, good, isFinal: true)).EnsureSuccessStatusCode().Dispose();
        await RefusedAsync(Contest.SendSheetAsync(host, "a", own, good), ProblemType.RuleBroken);
        (await Contest.SendSheetAsync(host, "a", other, good, isFinal: true)).EnsureSuccessStatusCode().Dispose();
        await RefusedAsync(host.SendAsync("county", HttpMethod.Post, $"{host.Path}/sheets/{Contest.Panel}/close", new SheetsReason("评委请假")), ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Sheets_MissingWhenDue_AreRemindedEscalatedAndClosedByTheCounty()
    {
        await using CycleHost host = await StartAsync(townships: 2, new MeanSheets { Least = 2 });
        await Contest.SeatAsync(host, Contest.Panel, "abc".Select(id => Contest.Seat($"{id}")));
        await OpenAsync(host);
        await Contest.PlanAsync(host);
        await Contest.ScoreAsync(host, "a", (_, _) => 10);

        host.MoveTo(host.Times.CollectingDue.AddHours(-24));
        await CollectingTests.WaitForMessagesAsync(host, "judge:b", "readingsMissing", 1);
        Assert.DoesNotContain("readingsMissing", await host.InboxAsync("judge:a"));
        host.MoveTo(host.Times.CollectingDue);
        await CollectingTests.WaitForMessagesAsync(host, "county", "collectingOverdue", 1);
        await RefusedAsync(host.SendAsync("county", HttpMethod.Post, $"{host.Path}/sheets/{Contest.Panel}/close", new SheetsReason("评委请假")), ProblemType.RuleBroken);

        await Contest.ScoreAsync(host, "b", (_, _) => 11);
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/sheets/{Contest.Panel}/close", new SheetsReason("评委c请假"));
        await host.UntilStepAsync(PoolPhase.Deciding);
        await RefusedAsync(Contest.SendSheetAsync(host, "c", host.Townships[0].Value, Contest.Values(host, Contest.Panel, _ => 10)), ProblemType.RuleBroken);
        JsonElement closed = await host.GetAsync("county", $"{host.Path}/sheets/{Contest.Panel}/closed");
        Assert.Equal(["a", "b", "c"], closed.GetProperty("seats").EnumerateArray().Select(one => one.GetProperty("judge").GetString()));
        Assert.Equal("评委c请假", closed.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Sheets_OpenedAnew_CountAsTheyAreClosedAgain()
    {
        await using CycleHost host = await StartAsync(townships: 2, new MeanSheets { Least = 1 });
        string subject = host.Townships[0].Value;
        await Contest.SeatAsync(host, Contest.Panel, Contest.Seat("a"));
        await OpenAsync(host);
        await Contest.PlanAsync(host);
        await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/pools/county/waivers/{Trimmed}", new WaiverRequest("不打分"));
        await Contest.ScoreAsync(host, "a", (_, _) => 10);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync("county", new DecisionRequest(ResolutionKind.Return, 1, ["赵书记"], "〔2026〕1号") { Returns = [.. host.Townships.Select(one => new ReturnedSource(one, SourceId.Of(Contest.Panel), "打分有误"))] });
        await host.UntilStepAsync(PoolPhase.Collecting);
        await RefusedAsync(Contest.SendSheetAsync(host, "a", subject, Contest.Values(host, Contest.Panel, _ => 9)), ProblemType.RuleBroken);

        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/sheets/{Contest.Panel}/reopen", new SheetsReason("评委改分"));
        (await Contest.SendSheetAsync(host, "a", subject, Contest.Values(host, Contest.Panel, _ => 9), isFinal: true)).EnsureSuccessStatusCode().Dispose();
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync("county", CycleHost.Approval(round: 2));
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);

        Assert.Equal(2, (await host.GetAsync("county", $"{host.Path}/sheets/{Contest.Panel}/closed")).GetProperty("revision").GetInt32());
        Assert.Equal(9, (await Contest.ReadingAsync(host, subject, "team-point-management")).GetProperty("value").GetInt32());
        await Contest.SealedAsync(host);
    }

    [Fact]
    public async Task Sheets_GivenWhileTheCountyCloses_AreCountedOrRefused()
    {
        await using CycleHost host = await StartAsync(townships: 3, new MeanSheets { Least = 1 });
        string[] judges = [.. Enumerable.Range(0, 12).Select(number => $"j{number}")];
        await Contest.SeatAsync(host, Contest.Panel, judges.Select(id => Contest.Seat(id)));
        await OpenAsync(host);
        await Contest.PlanAsync(host);
        await Contest.ScoreAsync(host, "j0", (_, _) => 10);

        string subject = host.Townships[0].Value;
        Task<HttpResponseMessage>[] giving = [.. judges[1..].Select(judge => Contest.SendSheetAsync(host, judge, subject, Contest.Values(host, Contest.Panel, _ => 9)))];
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/sheets/{Contest.Panel}/close", new SheetsReason("时间已到"));
        HttpResponseMessage[] answers = await Task.WhenAll(giving);
        await host.UntilStepAsync(PoolPhase.Deciding);

        string[] acknowledged = [.. judges[1..].Zip(answers).Where(one => one.Second.IsSuccessStatusCode).Select(one => one.First)];
        JsonElement closed = await host.GetAsync("county", $"{host.Path}/sheets/{Contest.Panel}/closed");
        Assert.Equal(
            acknowledged.Order(StringComparer.Ordinal),
            closed.GetProperty("sheets").EnumerateArray().Select(one => one.GetProperty("judge").GetString()!).Where(judge => judge != "j0").Order(StringComparer.Ordinal));
        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed));
        foreach (HttpResponseMessage answer in answers)
            answer.Dispose();
    }

    /// <summary>The panel, the judge's own sheets, the pool's phase, the trail and the write; and the cycle, where it was not read a moment ago.</summary>
    [Fact]
    public async Task Sheet_Given_TakesFewStorageCallsHoweverManyJudgesThereAre()
    {
        var calls = new CallCounter();
        await using CycleHost host = await StartAsync(townships: 3, new MeanSheets { Least = 1 }, services => services.AddSingleton(calls.Tables(fixture.ConnectionString)));
        await Contest.SeatAsync(host, Contest.Panel, Enumerable.Range(0, 60).Select(number => Contest.Seat($"j{number}")));
        await OpenAsync(host);
        await Contest.PlanAsync(host);
        object[] values = Contest.Values(host, Contest.Panel, _ => 9);
        (await Contest.SendSheetAsync(host, "j0", host.Townships[0].Value, values)).EnsureSuccessStatusCode().Dispose();
        calls.Reset();

        (await Contest.SendSheetAsync(host, "j0", host.Townships[1].Value, values)).EnsureSuccessStatusCode().Dispose();

        Assert.InRange(calls.Calls, 5, 6);
    }

    internal static async Task<IReadOnlyList<string>> RefusedAsync(Task<HttpResponseMessage> sending, ProblemType expected)
    {
        using HttpResponseMessage response = await sending;
        return [.. (await Problem.OfAsync(response, expected)).Errors?.Select(error => error.Path) ?? []];
    }

    private Task<CycleHost> StartAsync(int townships, SheetRules? rules = null, Action<IServiceCollection>? services = null) =>
        CycleHost.StartAsync(fixture, townships, "double-point-tour", Period, Contest.JudgedBy(rules ?? OfFive, Contest.TwoPoints), load: 0, services);

    // From then on it may be ranked as soon as everybody is done, long before the period is over.
    private static async Task OpenAsync(CycleHost host)
    {
        await host.OpenAsync();
        host.MoveTo(host.Times.GradingFrom);
    }

    private static async Task PublishAsync(CycleHost host)
    {
        using HttpResponseMessage read = await host.SendAsync("county", HttpMethod.Get, $"{host.Path}/visits");
        var body = new VisitPlanRequest(Contest.Visits(host), Publish: true);
        (await host.SendAsync("county", HttpMethod.Put, $"{host.Path}/visits", body, ifMatch: read.Headers.ETag!.Tag)).EnsureSuccessStatusCode().Dispose();
    }

    // One judge is still to come: of the first township six sheets are there, of the others seven, and five are enough.
    private static async Task AssertProvisionalAsync(CycleHost host, IReadOnlyList<TownshipId> towns)
    {
        JsonElement ranking = await host.GetAsync("county", $"{host.Path}/sheets/ranking");
        // Without the last judge's marks three have a mean of 37: of four that count, and of five.
        Assert.Equal(
            [(1, towns[0].Value), (1, towns[5].Value), (1, towns[6].Value), (4, towns[1].Value)],
            ranking.GetProperty("ranked").EnumerateArray().Take(4).Select(one => (one.GetProperty("rank").GetInt32(), one.GetProperty("subject").GetProperty("id").GetString()!)));
        Assert.Equal(towns.Count, ranking.GetProperty("ranked").GetArrayLength());
        await RefusedAsync(host.SendAsync("county", HttpMethod.Get, $"{host.Path}/sheets/{Contest.Panel}/closed"), ProblemType.RuleBroken);
    }

    private static async Task AssertTamperingIsFoundAsync(CycleHost host)
    {
        using HttpResponseMessage archive = await host.SendAsync("county", HttpMethod.Get, $"{host.Path}/archive", accept: "application/zip");
        byte[] bytes = await archive.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        string sheets = ArchivePaths.Sheets(PoolId.County, SourceId.Of(Contest.Panel));

        ArchiveReport report = ArchiveVerifier.Verify(new ArchiveEditor(bytes).Change(sheets, json => json["sheets"]![0]!["values"]![Trimmed] = 1).Cover().Zip());

        Assert.Contains(report.Differences, one => one.Where.StartsWith(sheets, StringComparison.Ordinal));
    }

    private static async Task<Dictionary<string, (int Rank, string Score)>> RanksAsync(CycleHost host) =>
        (await host.GetAsync("county", $"{host.Path}/pools/county/proposal")).GetProperty("outcomes").EnumerateArray().ToDictionary(
            one => one.GetProperty("subject").GetProperty("id").GetString()!, one => (one.GetProperty("rank").GetInt32(), one.GetProperty("score").GetString()!));
}
