using Yuekao.App.Tests.Platform.Formats;

namespace Yuekao.App.Tests.Cycle;

/// <summary>An arena of village secretaries: each township sets its topic, its own people and the county's judge, and the results stand in the secretaries' files.</summary>
public sealed class ArenaTests(AppFixture fixture)
{
    [Fact]
    public async Task Arena_WithATopicOfEachTownship_IsJudgedByItsOwnAndFiled()
    {
        await using CycleHost host = await CycleHost.StartAsync(
            fixture, townships: 2, "village-arena", "2026-B5", Contest.JudgedBy(new MeanSheets { Least = 2 }, new CompetitionRules { Topic = Tier.Township }));
        (TownshipId one, TownshipId other) = (host.Townships[0], host.Townships[1]);
        await Contest.SeatAsync(host, Contest.Panel, Contest.Seat("county"), Contest.Seat("one", one), Contest.Seat("other", other));
        await host.OpenAsync();

        JsonElement pool = Assert.Single((await host.GetAsync("judge:one", $"{host.Path}/sheets/{Contest.Panel}")).GetProperty("pools").EnumerateArray());
        Assert.Equal(one.Value, pool.GetProperty("pool").GetString());
        Assert.Equal(2, (await host.GetAsync("judge:county", $"{host.Path}/sheets/{Contest.Panel}")).GetProperty("pools").GetArrayLength());
        string[] secretaries = [.. Contest.SubjectsOf(pool)];
        object[] values = Contest.Values(host, Contest.Panel, _ => 10);
        await TourTests.RefusedAsync(Contest.SendSheetAsync(host, "one", secretaries[0], values), ProblemType.RuleBroken);
        await TourTests.RefusedAsync(host.SendAsync($"township:{one}", HttpMethod.Put, $"{host.Path}/topics/{other}", new TopicRequest("抓党建促振兴")), ProblemType.Forbidden);
        await TourTests.RefusedAsync(host.SendAsync("county", HttpMethod.Put, $"{host.Path}/topics/county", new TopicRequest("抓党建促振兴")), ProblemType.NotFound);
        foreach (TownshipId township in host.Townships)
            await host.DoAsync($"township:{township}", HttpMethod.Put, $"{host.Path}/topics/{township}", new TopicRequest($"{township}怎么干"));
        using (HttpResponseMessage topics = await host.SendAsync("county", HttpMethod.Get, $"{host.Path}/topics?top=1", accept: TableFormats.Csv))
            Assert.Equal(host.Townships.Count + 1, CsvText.Records(await topics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));

        await TourTests.RefusedAsync(Contest.SendSheetAsync(host, "other", secretaries[0], values), ProblemType.Forbidden);
        await TourTests.RefusedAsync(Contest.SendSheetAsync(host, $"one cadre:{secretaries[0]}", secretaries[0], values), ProblemType.Forbidden);
        await Contest.ScoreAsync(host, "one", (subject, _) => subject == secretaries[1] ? 20 : 15);
        Assert.Equal($"{one}怎么干", (await host.GetAsync("judge:one", $"{host.Path}/sheets/{Contest.Panel}")).GetProperty("pools")[0].GetProperty("topic").GetString());
        await TourTests.RefusedAsync(host.SendAsync($"township:{one}", HttpMethod.Put, $"{host.Path}/topics/{one}", new TopicRequest("换题")), ProblemType.RuleBroken);
        await Contest.ScoreAsync(host, "county", (subject, _) => subject == secretaries[1] ? 20 : 16);
        await TourTests.RefusedAsync(host.SendAsync($"meeting:{one}", HttpMethod.Get, $"{host.Path}/sheets/ranking?pool={other}"), ProblemType.Forbidden);
        JsonElement first = (await host.GetAsync($"meeting:{one}", $"{host.Path}/sheets/ranking?pool={one}")).GetProperty("ranked")[0];
        Assert.Equal((1, secretaries[1]), (first.GetProperty("rank").GetInt32(), first.GetProperty("subject").GetProperty("id").GetString()));
        await Contest.ScoreAsync(host, "other", (_, _) => 12);

        host.MoveTo(host.Times.GradingFrom);
        await host.UntilStepAsync(PoolPhase.Deciding);
        foreach (TownshipId township in host.Townships)
            await host.DecideAsync(township.Value);
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        Assert.Equal("15.5", (await Contest.ReadingAsync(host, secretaries[0], "topic")).GetProperty("value").GetRawText());
        JsonElement theirs = await host.GetAsync($"cadre:{secretaries[1]}", $"{host.Path}/sheets/{Contest.Panel}/readings?pool={one}");
        Assert.All(theirs.GetProperty("items").EnumerateArray(), reading => Assert.Equal(secretaries[1], reading.GetProperty("subject").GetString()));
        await Contest.SealedAsync(host);
        JsonElement result = Assert.Single((await host.GetAsync("county", $"cadres/{secretaries[1]}/file")).GetProperty("items").EnumerateArray(), entry => entry.GetProperty("kind").GetString() == "result");
        Assert.Equal(1, result.GetProperty("content").GetProperty("rank").GetInt32());
    }

    [Fact]
    public async Task Sheets_OfACycleFrozenAnew_GoOn_AndOfACancelledOneDoNot()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 1, "village-arena", "2026-B5", Contest.JudgedBy(new MeanSheets { Least = 1 }, competition: null));
        await Contest.SeatAsync(host, Contest.Panel, Contest.Seat("a"));
        await host.OpenAsync();
        await Contest.ScoreAsync(host, "a", (_, _) => 10, isFinal: false);

        await host.ChangeRosterAsync(host.Townships[0], roster =>
        {
            Posting left = roster.Postings.First(posting => posting.Post is Post.Secretary or Post.SecretaryAndDirector && posting is { To: null, Absence: null } && posting.From < host.Period.FirstDay);
            return new([.. roster.Postings.Select(posting => posting == left ? posting with { To = host.Period.FirstDay.AddDays(-1) } : posting)]);
        });
        await EditionSteps.FreezeAsync(host);
        await host.UntilAsync(progress => progress.Cycle is { Phase: CyclePhase.Open, Key.Edition: 2 });
        Assert.All((await SubjectsAsync()), subject => Assert.Equal(1, subject.GetProperty("sheet").GetProperty("revision").GetInt32()));
        await EditionSteps.CancelAsync(host);
        await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Cancelled);
        await host.OpenAsync();

        Assert.All((await SubjectsAsync()), subject => Assert.False(subject.TryGetProperty("sheet", out _)));

        async Task<JsonElement[]> SubjectsAsync() =>
            [.. (await host.GetAsync("judge:a", $"{host.Path}/sheets/{Contest.Panel}")).GetProperty("pools")[0].GetProperty("subjects").EnumerateArray()];
    }
}
