using static Yuekao.App.Tests.Cycle.EditionSteps;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A cycle that is frozen anew while it collects, or waits to be frozen.</summary>
public sealed class FreezeAnewTests(AppFixture fixture)
{
    private static readonly SubjectId Newcomer = SubjectId.Of("newcomer");

    [Fact]
    public async Task SpecialItem_WhileCollecting_JoinsTheCycleAndTheRestGoesOver()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync();
        PointsItem item = SpecialItem("flood-relief");

        await host.DoAsync("county", HttpMethod.Post, $"schemes/{host.Scheme.Key.Scheme}/cycles", new CycleRequest(host.Period) { SpecialItems = [item] });

        await host.UntilAsync(progress => progress is { Cycle: { Phase: CyclePhase.Open, Key.Edition: 2 } } && progress.Pools.All(pool => pool.Status?.Phase == PoolPhase.Collecting));
        await EndedAsync(host, host.Key);
        var sources = (await host.GetAsync("county", $"{host.Path}/townships/{township}/submissions")).GetProperty("submissions").EnumerateArray().ToDictionary(source => source.GetProperty("source").GetString()!);
        Assert.All(sources, source => Assert.Equal(source.Key != "department:civil-affairs", source.Value.GetProperty("isFinal").GetBoolean()));
        Assert.NotEqual(0, sources["department:civil-affairs"].GetProperty("missingCount").GetInt32());
        Assert.DoesNotContain("cycleCancelled", await host.InboxAsync("department:petitions"));
        host.MoveTo(host.Times.PeriodEnds.AddHours(1));
        await host.App.UntilAtRestAsync();
        Assert.Equal(PoolPhase.Collecting, (await host.ProgressAsync()).Pools[0].Status!.Phase);

        SourceId civil = SourceId.Of("department:civil-affairs");
        JsonElement reported = await host.GetAsync(civil.Value, $"{host.Path}/townships/{township}/submissions/{civil}");
        object[] readings = [.. reported.GetProperty("readings").EnumerateArray().Select(one => (object)one), .. host.Data.PostingsIn(township).Where(posting => posting.IsInPost(host.Period.LastDay)).Select(posting => (object)new { item = item.Id, subject = posting.Cadre, value = 7 })];
        await host.DoAsync(civil.Value, HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/{civil}?final=true", new { readings });

        await host.UntilStepAsync(PoolPhase.Deciding);
        Assert.Contains("flood-relief", (await host.GetAsync("county", $"{host.Path}/pools/{township}/proposal?explanations=true")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Freeze_WhileCollecting_TakesTheRosterAsItIsNow()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        await host.OpenAsync();
        await host.SubmitAllAsync();
        Posting left = null!;
        await host.ChangeRosterAsync(township, roster =>
        {
            left = roster.Postings.Last(posting => posting.From < host.Period.FirstDay && posting is { To: null, Absence: null });
            return new([.. roster.Postings.Select(posting => posting == left ? posting with { To = host.Period.FirstDay.AddDays(-1) } : posting), left with { Cadre = Newcomer, From = host.Period.FirstDay, Name = "新人" }]);
        });

        await FreezeAsync(host);

        await host.UntilAsync(progress => progress is { Cycle: { Phase: CyclePhase.Open, Key.Edition: 2 } });
        JsonElement current = await host.GetAsync("department:civil-affairs", $"{host.Path}/townships/{township}/submissions/department:civil-affairs");
        Assert.DoesNotContain($"\"{left.Cadre}\"", current.ToString(), StringComparison.Ordinal);
        JsonElement[] versions = [.. (await host.GetAsync($"township:{township}", $"{host.Path}/townships/{township}/submissions/township/versions")).GetProperty("items").EnumerateArray()];
        Assert.Equal([2, 1], versions.Select(version => version.GetProperty("version").GetInt32()));
        await FreezeAsync(host);
        Assert.Equal(2, (await host.ProgressAsync()).Cycle.Key.Edition);
        Assert.Contains(Newcomer.Value, await MissingAsync(host, township));
    }

    [Fact]
    public async Task Freeze_TownshipThatComesIn_CollectsToo()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2);
        TownshipId second = host.Townships[1];
        Roster kept = null!;
        await host.ChangeRosterAsync(second, roster =>
        {
            kept = roster;
            return new([.. roster.Postings.Where(posting => posting.To < host.Period.FirstDay)]);
        });
        await host.OpenAsync();
        Assert.Single((await host.ProgressAsync()).Pools);

        await host.ChangeRosterAsync(second, _ => kept);
        await FreezeAsync(host);

        await host.UntilAsync(progress => progress.Cycle.Key.Edition == 2 && progress.Pools.Count == 2 && progress.Pools.All(pool => pool.Status?.Phase == PoolPhase.Collecting));
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(1));
        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Freeze_OfAPoolThatWasExtended_KeepsItsTime()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        // Something is missing, so that the pool goes on collecting.
        await host.SubmitAllAsync(but: (_, source) => source == SourceId.Township);
        DateTimeOffset until = host.Times.CollectingDue.AddDays(5);
        await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/pools/{host.Townships[0]}/extension", new { until, reason = "数据系统检修" });
        await host.ChangeRosterAsync(host.Townships[0], roster => new([.. roster.Postings, roster.Postings[0] with { Cadre = Newcomer, From = host.Period.FirstDay, Name = "新人" }]));
        host.MoveTo(host.Times.CollectingDue.AddDays(1));
        await host.App.UntilAtRestAsync();

        await FreezeAsync(host);

        CycleProgress progress = await host.UntilAsync(one => one.Cycle is { Phase: CyclePhase.Open, Key.Edition: 2 } && one.Pools is [{ Status.Phase: PoolPhase.Collecting }]);
        Assert.Equal((until, until), (progress.Pools[0].Pool.CollectingDue, progress.Pools[0].Status!.Due));
        await host.App.UntilAtRestAsync();
        Assert.DoesNotContain("collectingOverdue", await host.InboxAsync("county"));
    }

    [Fact]
    public async Task Freeze_TwiceAtOnce_LosesNoSpecialItem()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        CycleRequest[] wanted = [.. new[] { "flood-relief", "harvest" }.Select(id => new CycleRequest(host.Period) { SpecialItems = [SpecialItem(id)] })];

        HttpStatusCode[] answers = await Task.WhenAll(wanted.Select(async request =>
        {
            using HttpResponseMessage answer = await host.SendAsync("county", HttpMethod.Post, $"schemes/{host.Scheme.Key.Scheme}/cycles", request);
            return answer.StatusCode;
        }));

        CycleRecord cycle = (await host.UntilAsync(one => one.Cycle.Phase == CyclePhase.Open && one.Cycle.Key.Edition > 1)).Cycle;
        Assert.Equal(answers.Count(answer => answer == HttpStatusCode.Accepted), cycle.SpecialItems.Count);
        Assert.Equal(cycle.Past.Count, cycle.Past.DistinctBy(past => past.Edition).Count());
    }

    [Fact]
    public async Task Freeze_ThriceWithATownshipThatGoesAndComesBack_KeepsWhatItReported()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2);
        TownshipId second = host.Townships[1];
        await host.OpenAsync();
        await host.SubmitAllAsync();
        Roster kept = null!;
        await host.ChangeRosterAsync(second, roster =>
        {
            kept = roster;
            return new([.. roster.Postings.Where(posting => posting.To < host.Period.FirstDay)]);
        });
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/freeze", new FreezeRequest("误删") { Confirmed = [new(second, 0)] });
        await host.UntilAsync(one => one.Cycle is { Phase: CyclePhase.Open, Key.Edition: 2 });

        await host.ChangeRosterAsync(second, _ => kept);
        await FreezeAsync(host);

        await host.UntilAsync(one => one.Cycle is { Phase: CyclePhase.Open, Key.Edition: 3 });
        JsonElement overview = await host.GetAsync("county", $"{host.Path}/townships/{second}/submissions");
        Assert.All(overview.GetProperty("submissions").EnumerateArray().Where(source => source.GetProperty("version").GetInt32() > 0), source => Assert.Equal((0, true), (source.GetProperty("missingCount").GetInt32(), source.GetProperty("isFinal").GetBoolean())));
        Assert.Contains(overview.GetProperty("submissions").EnumerateArray(), source => source.GetProperty("version").GetInt32() > 0);
    }

    [Fact]
    public async Task Freeze_OnceAPoolIsPastCollecting_IsRefusedAndChangesNothing()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(1));
        await host.UntilStepAsync(PoolPhase.Deciding);

        using HttpResponseMessage refused = await host.SendAsync("county", HttpMethod.Post, $"{host.Path}/freeze", new FreezeRequest("换届"));

        await Problem.OfAsync(refused, ProblemType.RuleBroken);
        Assert.Equal(1, (await host.ProgressAsync()).Cycle.Key.Edition);
    }

    [Fact]
    public async Task Freeze_ThatCannotBe_SaysWhyAndLeavesTheCycleAsItIs()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await host.ChangeRosterAsync(host.Townships[0], roster => new([.. roster.Postings.Where(posting => posting.To is null).Take(3)]));

        using HttpResponseMessage refused = await host.SendAsync("county", HttpMethod.Post, $"{host.Path}/freeze", new FreezeRequest("花名册更新"));

        ProblemDocument problem = await Problem.OfAsync(refused, ProblemType.Unacceptable);
        Assert.Equal($"townships/{host.Townships[0]}/roster", Assert.Single(problem.Errors!).Path);
        Assert.Equal(1, (await host.ProgressAsync()).Cycle.Key.Edition);
        await host.SubmitAllAsync();
    }

    [Fact]
    public async Task Opening_WithLessThanNineTenthsOfTheLastRoster_WaitsForTheCountysConfirmation()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.PublishAsync();
        TownshipId township = host.Townships[0];
        int left = 0;
        await host.ChangeRosterAsync(township, roster =>
        {
            Posting[] kept = [.. roster.Postings.Where(posting => posting.HoldsOn(new DateOnly(2026, 11, 30)))];
            left = kept.Length * 8 / 10;
            return new([.. kept.Take(left)]);
        });
        string november = $"schemes/{host.Scheme.Key.Scheme}/cycles/2026-11";
        host.MoveTo(host.Times.Opens.AddMonths(1).AddDays(1));
        await host.DoAsync("county", HttpMethod.Post, $"schemes/{host.Scheme.Key.Scheme}/cycles", new CycleRequest(Period.Of("2026-11")));
        CycleRecord blocked = await NovemberAsync(CyclePhase.Blocked);
        Assert.Contains("nine tenths", Assert.Single(blocked.Problems).Message.ToString(), StringComparison.Ordinal);

        await host.DoAsync("county", HttpMethod.Post, $"{november}/freeze", new FreezeRequest("人数不符") { Confirmed = [new(township, left - 1)] });
        await host.App.UntilAtRestAsync();
        await NovemberAsync(CyclePhase.Blocked);
        await host.DoAsync("county", HttpMethod.Post, $"{november}/freeze", new FreezeRequest("换届减员") { Confirmed = [new(township, left)] });

        await NovemberAsync(CyclePhase.Open);

        async Task<CycleRecord> NovemberAsync(CyclePhase phase)
        {
            for (int tries = 0; ; tries++)
            {
                CycleRecord cycle = (await host.GetAsync("county", november)).GetProperty("cycle").Deserialize<CycleRecord>(ApiJson.Options)!;
                if (cycle.Phase == phase)
                    return cycle;
                Assert.True(tries < 500, $"November stays {cycle.Phase}.");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task End_WhoseWakingWasLost_IsFoundOutAndTheNextEditionBegins()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        CycleStore store = host.App.Services.GetRequiredService<CycleStore>();
        (CycleRecord cycle, IReadOnlyList<PoolRecord> pools) = (await store.FindWithPoolsAsync(host.Key, TestContext.Current.CancellationToken))!.Value;
        CycleRecord next = cycle with
        {
            Key = cycle.Key with { Edition = 2 },
            Phase = CyclePhase.Scheduled,
            OpenedAt = null,
            Past = [new PastEdition(1, EditionEnd.FrozenAnew, "断电", host.Now, "县委组织部")],
        };
        Assert.True(await store.TryEndAsync(cycle.Key, next, pools, TestContext.Current.CancellationToken));

        host.MoveTo(host.Times.CollectingDue.AddHours(-48));

        await host.UntilAsync(progress => progress is { Cycle: { Phase: CyclePhase.Open, Key.Edition: 2 } });
        await EndedAsync(host, host.Key);
    }
}
