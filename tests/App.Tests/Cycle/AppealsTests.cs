namespace Yuekao.App.Tests.Cycle;

/// <summary>Phases 5 to 7: results out, appeals heard, the month sealed.</summary>
public sealed class AppealsTests(AppFixture fixture)
{
    [Fact]
    public async Task Month_NobodyAppeals_IsSealedAndProvesItself()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();

        await host.SealAsync();

        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
        Assert.Contains("cycleSealed", await host.InboxAsync("finance"));
        Assert.True((await host.GetAsync("county", "audit/verification")).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Appeal_Corrected_RaisesTheAppellantAloneAndBooksTheDifference()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        string township = host.Townships[0].Value;
        IReadOnlyDictionary<string, string> before = await GradesAsync(host);
        string appellant = await PoorAsync(host);

        await FileAsync(host, appellant);
        await CollectingTests.WaitForMessagesAsync(host, $"meeting:{township}", "appealFiled", 1);
        await RuleAsync(host, appellant, "corrected");
        await host.UntilAsync(_ => RevisionAsync(host, appellant).GetAwaiter().GetResult() == 2);
        await host.SealAsync();

        IReadOnlyDictionary<string, string> after = await GradesAsync(host);
        Assert.Equal("poor", before[appellant]);
        Assert.NotEqual("poor", after[appellant]);
        Assert.Equal(before.Where(one => one.Key != appellant), after.Where(one => one.Key != appellant));
        JsonElement county = (await host.GetAsync("finance", $"{host.Path}/ledger/reconciliation")).GetProperty("county");
        Assert.Equal(0, county.GetProperty("after").GetProperty("difference").GetInt64());
        Assert.True(county.GetProperty("after").GetProperty("paid").GetInt64() > county.GetProperty("before").GetProperty("paid").GetInt64());
        JsonElement notice = await host.GetAsync($"cadre:{appellant}", $"{host.Path}/notices/subjects/{appellant}");
        Assert.Equal((2, "corrected"), (notice.GetProperty("revision").GetInt32(), notice.GetProperty("appeal").GetProperty("ruling").GetString()));
        Assert.True((await host.GetAsync("county", $"{host.Path}/verification")).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Appeal_SentAgainAndAgain_IsToldOnce_AndLaterWakesNobody()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        string appellant = await PoorAsync(host);
        await FileAsync(host, appellant);
        host.MoveTo(host.Now.AddMinutes(2));
        for (int time = 0; time < 20; time++)
            await FileAsync(host, appellant);
        await host.App.UntilAtRestAsync();

        Assert.Single(await host.InboxAsync($"meeting:{host.Townships[0]}"), kind => kind == "appealFiled");
        Assert.Equal(1, host.App.Turns.Of(host.Key.InstanceId)!.Events(nameof(AppealFiled)));
        await RuleAsync(host, appellant, "upheld");
        await host.SealAsync();
    }

    [Fact]
    public async Task Appeal_SentAgainWithoutEnd_KeepsTheHistoryShort()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        string appellant = await PoorAsync(host);
        for (int time = 0; time < 130; time++)
            await FileAsync(host, appellant);
        await host.App.UntilAtRestAsync();

        Assert.InRange(host.App.Turns.Of(host.Key.InstanceId)!.Events(nameof(AppealFiled)), 0, 100);
        Assert.Single(await host.InboxAsync($"meeting:{host.Townships[0]}"), kind => kind == "appealFiled");
        await RuleAsync(host, appellant, "upheld");
        await host.SealAsync();
    }

    [Fact]
    public async Task Appeal_Upheld_LeavesTheResultAndTellsTheAppellant()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        string appellant = await PoorAsync(host);

        await FileAsync(host, appellant);
        await RuleAsync(host, appellant, "upheld");
        await host.SealAsync();

        Assert.Equal(1, await RevisionAsync(host, appellant));
        JsonElement notice = await host.GetAsync($"cadre:{appellant}", $"{host.Path}/notices/subjects/{appellant}");
        Assert.Equal("upheld", notice.GetProperty("appeal").GetProperty("ruling").GetString());
    }

    [Fact]
    public async Task Appeal_NotRuledOn_KeepsTheMonthFromItsSealUntilItIs()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        string appellant = await PoorAsync(host);
        await FileAsync(host, appellant);
        DateTimeOffset until = (await host.ProgressAsync()).Cycle.AppealsUntil!.Value;

        host.MoveTo(until.AddMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, "county", "appealsOverdue", 1);
        Assert.Equal(CyclePhase.Open, (await host.ProgressAsync()).Cycle.Phase);
        await RuleAsync(host, appellant, "upheld");

        await host.UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Sealed);
    }

    [Fact]
    public async Task Appeals_Two_AreBothToldTheMeeting()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        foreach (string appellant in (await GradesAsync(host)).Where(one => one.Value == "poor").Select(one => one.Key).Take(2))
            await FileAsync(host, appellant);

        await CollectingTests.WaitForMessagesAsync(host, $"meeting:{host.Townships[0]}", "appealFiled", 2);
    }

    [Fact]
    public async Task Appeal_AfterTheWindow_IsRefused()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        string appellant = await PoorAsync(host);
        await host.SealAsync();

        using HttpResponseMessage late = await host.SendAsync($"cadre:{appellant}", HttpMethod.Put, $"{host.Path}/subjects/{appellant}/appeal", new { grounds = "漏记值守" });

        await Problem.OfAsync(late, ProblemType.RuleBroken);
        Assert.Equal(1, await RevisionAsync(host, appellant));
    }

    [Fact]
    public async Task Notices_Unacknowledged_AreRemindedAndThenEscalated()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        DateTimeOffset published = (await host.ProgressAsync()).Cycle.PublishedAt!.Value;

        host.MoveTo(published + host.Times.Acknowledge + TimeSpan.FromMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, $"township:{host.Townships[0]}", "noticesUnacknowledged", 1);
        host.MoveTo(published + (2 * host.Times.Acknowledge) + TimeSpan.FromMinutes(1));

        await CollectingTests.WaitForMessagesAsync(host, "county", "acknowledgementOverdue", 1);
    }

    [Fact]
    public async Task Rectifications_NotDone_AreRemindedInTheLastWeekAndThenToldTheCounty()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        await host.SealAsync();
        string township = host.Townships[0].Value;
        JsonElement open = (await host.GetAsync($"township:{township}", $"townships/{township}/rectifications?status=open&top=1000")).GetProperty("items");
        int count = open.GetArrayLength();
        Assert.True(count > 0);
        DateTimeOffset due = (await host.ProgressAsync()).Cycle.PublishedAt!.Value + host.Times.Rectify;

        host.MoveTo(due.AddDays(-7).AddMinutes(-1));
        await host.App.UntilAtRestAsync();
        Assert.DoesNotContain("rectificationsDue", await host.InboxAsync($"township:{township}"));
        host.MoveTo(due.AddDays(-7).AddMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, $"township:{township}", "rectificationsDue", 1);
        Assert.Equal(count, await CountAsync($"township:{township}", "rectificationsDue"));
        Assert.DoesNotContain("rectificationsOverdue", await host.InboxAsync("county"));
        host.MoveTo(due.AddMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, "county", "rectificationsOverdue", 1);
        Assert.Equal(count, await CountAsync("county", "rectificationsOverdue"));

        async Task<int> CountAsync(string role, string kind) => (await host.GetAsync(role, "messages")).GetProperty("items").EnumerateArray()
            .Single(message => message.GetProperty("kind").GetString() == kind).GetProperty("count").GetInt32();
    }

    [Fact]
    public async Task Results_BeforeTheMeetingDecided_AreSeenByNobodyBelowIt()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        await host.UntilStepAsync(PoolPhase.Deciding);
        string township = host.Townships[0].Value;
        string cadre = host.Data.Postings[0].Cadre.Value;

        foreach ((string role, string path, HttpStatusCode expected) in ((string, string, HttpStatusCode)[])
        [
            ($"meeting:{township}", $"pools/{township}/proposal", HttpStatusCode.OK),
            ($"township:{township}", $"pools/{township}/proposal", HttpStatusCode.Forbidden),
            ($"township:{township}", $"townships/{township}/results", HttpStatusCode.NotFound),
            ("finance", $"townships/{township}/ledger", HttpStatusCode.NotFound),
            ($"cadre:{cadre}", $"subjects/{cadre}/result", HttpStatusCode.NotFound),
            ($"cadre:{cadre}", $"subjects/{cadre}/explanation", HttpStatusCode.NotFound),
            ($"cadre:{cadre}", $"notices/subjects/{cadre}", HttpStatusCode.NotFound),
        ])
        {
            using HttpResponseMessage response = await host.SendAsync(role, HttpMethod.Get, $"{host.Path}/{path}");
            Assert.True(expected == response.StatusCode, $"{role} {path}: {response.StatusCode}");
        }
    }

    private static Task<JsonElement> FileAsync(CycleHost host, string subject) =>
        host.DoAsync($"cadre:{subject}", HttpMethod.Put, $"{host.Path}/subjects/{subject}/appeal", new { grounds = "岗位职责、走访和评议均有漏记，附原始记录。" });

    private static Task<JsonElement> RuleAsync(CycleHost host, string subject, string ruling) => host.DoAsync(
        $"meeting:{host.Townships[0]}",
        HttpMethod.Put,
        $"{host.Path}/subjects/{subject}/appeal/ruling",
        new
        {
            ruling,
            reason = "查阅原始记录",
            attendees = new[] { "赵书记" },
            minutes = "党政联席会〔2026〕22号",
            readings = ruling == "upheld" ? [] : (object[])
            [
                new { item = "post-duties", source = "township", subject, value = 12 },
                new { item = "household-visits", source = "township", subject, value = 18 },
                new { item = "villagers-review", source = "township", subject, value = "excellent" },
            ],
        });

    private static async Task<int> RevisionAsync(CycleHost host, string subject) =>
        (await host.GetAsync("county", $"{host.Path}/subjects/{subject}/result")).GetProperty("current").GetProperty("revision").GetInt32();

    private static async Task<string> PoorAsync(CycleHost host)
    {
        JsonElement results = await host.GetAsync("county", $"{host.Path}/townships/{host.Townships[0]}/results?top=1000");
        return results.GetProperty("items").EnumerateArray()
            .Where(result => result.TryGetProperty("rank", out _) && result.GetProperty("grade").GetString() == "poor")
            .MinBy(result => result.GetProperty("rank").GetInt32()).GetProperty("subject").GetProperty("id").GetString()!;
    }

    private static async Task<IReadOnlyDictionary<string, string>> GradesAsync(CycleHost host)
    {
        JsonElement results = await host.GetAsync("county", $"{host.Path}/townships/{host.Townships[0]}/results?top=1000");
        return results.GetProperty("items").EnumerateArray().ToDictionary(
            result => result.GetProperty("subject").GetProperty("id").GetString()!, result => result.TryGetProperty("grade", out JsonElement grade) ? grade.GetString()! : "");
    }
}
