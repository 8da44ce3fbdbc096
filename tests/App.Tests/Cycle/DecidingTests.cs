namespace Yuekao.App.Tests.Cycle;

/// <summary>Phase 3: every way in which a meeting decides, or does not.</summary>
public sealed class DecidingTests(AppFixture fixture)
{
    [Fact]
    public async Task Decision_Approval_PublishesResultsAsProposed()
    {
        await using CycleHost host = await DecidingAsync();
        JsonElement proposal = await host.GetAsync("county", $"{host.Path}/pools/{host.Townships[0]}/proposal");
        await host.DecideAsync(host.Townships[0].Value);

        await host.UntilStepAsync(PoolPhase.Published);

        JsonElement results = await host.GetAsync($"township:{host.Townships[0]}", $"{host.Path}/townships/{host.Townships[0]}/results?top=1000");
        string[] proposed = GradesOf(proposal.GetProperty("outcomes"));
        Assert.Equal(proposed, GradesOf(results.GetProperty("items")));
        Assert.Equal(host.Data.Postings.Count(posting => posting.IsInPost(host.Period.LastDay)), proposed.Length);
        Assert.Contains(proposed, one => one.EndsWith(" excellent", StringComparison.Ordinal));

        static string[] GradesOf(JsonElement list) =>
        [
            .. list.EnumerateArray()
                .Select(one => $"{one.GetProperty("subject").GetProperty("id").GetString()} {(one.TryGetProperty("grade", out JsonElement grade) ? grade.GetString() : "none")}")
                .Order(StringComparer.Ordinal),
        ];
    }

    [Fact]
    public async Task Decision_WhoseEventIsLost_IsTakenADayLaterAtMost()
    {
        await using CycleHost host = await DecidingAsync();
        Resolution approved = CycleHost.Approval().By(AuditActor.System("chair"), host.Now);
        Assert.True(await host.App.Services.GetRequiredService<Resolutions>().TryAddAsync(host.Key, PoolId.Of(host.Townships[0]), approved, TestContext.Current.CancellationToken));

        host.MoveTo(host.Now.AddDays(1));

        Assert.True(host.Now < host.Times.DecisionDue);
        await host.UntilStepAsync(PoolPhase.Published);
    }

    [Fact]
    public async Task Decision_AdjustmentThatKeepsTheSeats_IsTaken()
    {
        await using CycleHost host = await DecidingAsync();
        (SubjectId best, SubjectId fair) = (await SubjectAsync(host, "excellent"), await SubjectAsync(host, "fair"));
        Adjustment[] swap = [new() { Subject = best, Grade = GradeId.Of("fair"), Reason = "当月请假较多" }, new() { Subject = fair, Grade = GradeId.Of("excellent"), Reason = "抢险救灾表现突出" }];

        await host.DecideAsync(host.Townships[0].Value, CycleHost.Approval() with { Kind = ResolutionKind.Adjust, Adjustments = swap });
        await host.UntilStepAsync(PoolPhase.Published);

        Assert.Equal("excellent", (await host.GetAsync($"cadre:{fair}", $"{host.Path}/subjects/{fair}/result")).GetProperty("current").GetProperty("grade").GetString());
        Assert.Equal("fair", (await host.GetAsync($"cadre:{best}", $"{host.Path}/subjects/{best}/result")).GetProperty("current").GetProperty("grade").GetString());
    }

    [Fact]
    public async Task Decision_AdjustmentThatBreaksTheSeats_NeedsAReason()
    {
        await using CycleHost host = await DecidingAsync();
        SubjectId fair = await SubjectAsync(host, "fair");
        DecisionRequest raise = CycleHost.Approval() with { Kind = ResolutionKind.Adjust, Adjustments = [new() { Subject = fair, Grade = GradeId.Of("excellent"), Reason = "抢险救灾表现突出" }] };

        using HttpResponseMessage refused = await host.SendAsync($"meeting:{host.Townships[0]}", HttpMethod.Put, $"{host.Path}/pools/{host.Townships[0]}/decision", raise);
        ProblemDocument problem = await Problem.OfAsync(refused, ProblemType.RuleBroken);
        Assert.Contains("excellent", Assert.Single(problem.Errors!).Message.ToString(), StringComparison.Ordinal);
        await host.DecideAsync(host.Townships[0].Value, raise with { OverrideReason = "县委专题研究同意" });

        await host.UntilStepAsync(PoolPhase.Published);
    }

    [Fact]
    public async Task Decision_ReturnToASource_BeginsAnotherRoundWithWhatItReportsThen()
    {
        await using CycleHost host = await DecidingAsync();
        TownshipId township = host.Townships[0];
        var source = SourceId.Of("department:political-legal");
        await host.DecideAsync(township.Value, CycleHost.Approval() with { Kind = ResolutionKind.Return, Returns = [new ReturnedSource(township, source, "网格数据与台账不符")] });
        await host.UntilAsync(progress => progress.Pools[0] is { Pool.Round: 2, Status: { Phase: PoolPhase.Collecting, Round: 2 } });
        Assert.Contains("readingsReturned", await host.InboxAsync(source.Value));
        using HttpResponseMessage other = await host.SendAsync("department:petitions", HttpMethod.Put, $"{host.Path}/townships/{township}/submissions/department:petitions", CycleHost.Body(host.ReadingsOf(township, SourceId.Of("department:petitions"))));
        await Problem.OfAsync(other, ProblemType.RuleBroken);

        await host.SubmitAsync(township, source);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding, Round: 2 });
        using HttpResponseMessage old = await host.SendAsync($"meeting:{township}", HttpMethod.Put, $"{host.Path}/pools/{township}/decision", CycleHost.Approval());
        await Problem.OfAsync(old, ProblemType.Conflict);
        await host.DecideAsync(township.Value, CycleHost.Approval(round: 2));

        await host.UntilStepAsync(PoolPhase.Published);
    }

    [Fact]
    public async Task Decision_ReturnToASourceThatStaysSilent_IsRemindedToldTheCountyAndEndedByAWaiver()
    {
        await using CycleHost host = await DecidingAsync();
        TownshipId township = host.Townships[0];
        var source = SourceId.Of("department:political-legal");
        // Told late, of the report that is returned next.
        await (await host.App.HubAsync()).RaiseAsync(host.Key, PoolId.Of(township), new CollectingChanged(CollectingChange.Submitted, township, source), TestContext.Current.CancellationToken);
        await host.DecideAsync(township.Value, CycleHost.Approval() with { Kind = ResolutionKind.Return, Returns = [new ReturnedSource(township, source, "网格数据与台账不符")] });
        CycleProgress returned = await host.UntilAsync(progress => progress.Pools[0] is { Pool.Round: 2, Status: { Phase: PoolPhase.Collecting, Round: 2 } });
        Assert.Equal([$"{township}/{source}"], returned.Pools[0].Status!.Waiting);
        DateTimeOffset due = returned.Pools[0].Status!.Due!.Value;

        host.MoveTo(due.AddHours(-24).AddMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, source.Value, "readingsMissing", 1);
        host.MoveTo(due.AddMinutes(1));
        await CollectingTests.WaitForMessagesAsync(host, "county", "collectingOverdue", 1);
        Assert.Equal(PoolPhase.Collecting, (await host.ProgressAsync()).Pools[0].Pool.Phase);
        await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/pools/{township}/waivers/grid-management", new { reason = "数据无法核实" });

        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding, Round: 2 });
    }

    [Fact]
    public async Task Decision_ReturnToTwoSources_WaitsForBothHoweverOftenOneReports()
    {
        await using CycleHost host = await DecidingAsync();
        TownshipId township = host.Townships[0];
        SourceId[] sources = [SourceId.Of("department:political-legal"), SourceId.Of("department:petitions")];
        await host.DecideAsync(township.Value, CycleHost.Approval() with { Kind = ResolutionKind.Return, Returns = [.. sources.Select(source => new ReturnedSource(township, source, "请核实"))] });
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Round: 2 });

        await host.SubmitAsync(township, sources[0]);
        await host.SubmitAsync(township, sources[0]);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Waiting: [_] });
        Assert.Equal(2, (await host.ProgressAsync()).Pools[0].Pool.Round);
        await host.SubmitAsync(township, sources[1]);

        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding, Round: 2 });
    }

    [Fact]
    public async Task Decision_Overdue_IsToldTheCountyAndTheMeeting()
    {
        await using CycleHost host = await DecidingAsync();

        host.MoveTo(host.Times.DecisionDue);

        await CollectingTests.WaitForMessagesAsync(host, "county", "decisionOverdue", 1);
        await CollectingTests.WaitForMessagesAsync(host, $"meeting:{host.Townships[0]}", "decisionOverdue", 1);
        await host.DecideAsync(host.Townships[0].Value);
        await host.UntilStepAsync(PoolPhase.Published);
    }

    [Fact]
    public async Task Decision_Again_IsTheSameOrAConflict()
    {
        await using CycleHost host = await DecidingAsync();
        await host.DecideAsync(host.Townships[0].Value);
        await host.DecideAsync(host.Townships[0].Value);
        await host.UntilStepAsync(PoolPhase.Published);

        using HttpResponseMessage other = await host.SendAsync($"meeting:{host.Townships[0]}", HttpMethod.Put, $"{host.Path}/pools/{host.Townships[0]}/decision", CycleHost.Approval() with { Minutes = "另一份纪要" });

        await Problem.OfAsync(other, ProblemType.Conflict);
    }

    [Fact]
    public async Task Decision_UnknownGradeAndMissingReason_AreAllListed()
    {
        await using CycleHost host = await DecidingAsync();
        SubjectId fair = await SubjectAsync(host, "fair");
        DecisionRequest wrong = CycleHost.Approval() with
        {
            Kind = ResolutionKind.Adjust,
            Attendees = [],
            Minutes = " ",
            Adjustments = [new() { Subject = fair, Grade = GradeId.Of("superb"), Reason = "" }],
        };

        using HttpResponseMessage refused = await host.SendAsync($"meeting:{host.Townships[0]}", HttpMethod.Put, $"{host.Path}/pools/{host.Townships[0]}/decision", wrong);
        Assert.Equal(["$.attendees", "$.minutes", "$.adjustments[0].reason"], (await Problem.OfAsync(refused, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));

        using HttpResponseMessage unknown = await host.SendAsync(
            $"meeting:{host.Townships[0]}", HttpMethod.Put, $"{host.Path}/pools/{host.Townships[0]}/decision",
            CycleHost.Approval() with { Kind = ResolutionKind.Adjust, Adjustments = [new() { Subject = fair, Grade = GradeId.Of("superb"), Reason = "好" }] });
        Assert.Contains("superb", Assert.Single((await Problem.OfAsync(unknown, ProblemType.Unacceptable)).Errors!).Message.ToString(), StringComparison.Ordinal);
        Assert.Equal(PoolPhase.Deciding, (await host.ProgressAsync()).Pools[0].Pool.Phase);
    }

    [Fact]
    public async Task Decision_ByAnotherTownshipsMeeting_IsForbidden()
    {
        await using CycleHost host = await DecidingAsync();

        using HttpResponseMessage other = await host.SendAsync("meeting:county", HttpMethod.Put, $"{host.Path}/pools/{host.Townships[0]}/decision", CycleHost.Approval());

        await Problem.OfAsync(other, ProblemType.Forbidden);
    }

    private async Task<CycleHost> DecidingAsync()
    {
        CycleHost host = await CycleHost.StartAsync(fixture);
        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        await host.UntilStepAsync(PoolPhase.Deciding);
        return host;
    }

    private static async Task<SubjectId> SubjectAsync(CycleHost host, string grade)
    {
        JsonElement proposal = await host.GetAsync("county", $"{host.Path}/pools/{host.Townships[0]}/proposal");
        JsonElement subject = proposal.GetProperty("outcomes").EnumerateArray().First(outcome => outcome.TryGetProperty("grade", out JsonElement has) && has.GetString() == grade && outcome.TryGetProperty("rank", out _));
        return SubjectId.Of(subject.GetProperty("subject").GetProperty("id").GetString()!);
    }
}
