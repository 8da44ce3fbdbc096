namespace Yuekao.App.Tests.Cycle;

/// <summary>What is observed is noted by date, all through the period: its cycle takes it up when it opens.</summary>
public sealed class DailyObservationTests(AppFixture fixture)
{
    [Fact]
    public async Task Observation_OfThe10th_IsNotedBeforeTheCycleOpens_AndCounts()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        SubjectId subject = host.Data.PostingsIn(township).First(posting => posting.IsInPost(host.Period.LastDay)).Cadre;
        string path = $"{host.Path}/townships/{township}/observations";
        await host.DoAsync($"township:{township}", HttpMethod.Put, $"{path}/township/flood", Note(subject));
        await host.DoAsync($"township:{township}", HttpMethod.Put, $"{path}/township/slip", Note(subject) with { Evidence = "记错了人" });
        await host.DoAsync($"township:{township}", HttpMethod.Delete, $"{path}/township/slip?reason=记错");
        Assert.Equal(2, (await host.GetAsync($"township:{township}", path)).GetProperty("items").GetArrayLength());

        await host.OpenAsync();
        await host.SubmitAllAsync();
        host.MoveTo(host.Times.PeriodEnds);
        await host.UntilStepAsync(PoolPhase.Deciding);

        JsonElement proposal = await host.GetAsync("county", $"{host.Path}/pools/{township}/proposal?explanations=true");
        JsonElement explanation = proposal.GetProperty("outcomes").EnumerateArray().Single(one => one.GetProperty("subject").GetProperty("id").GetString() == subject.Value).GetProperty("explanation");
        Assert.Contains("flood", explanation.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("slip", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observation_OfSomebodyWhoMoves_GoesWithThem()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, townships: 2);
        (TownshipId first, TownshipId second) = (host.Townships[0], host.Townships[1]);
        Posting moved = null!;
        await host.ChangeRosterAsync(first, roster =>
        {
            moved = roster.Postings.First(posting => posting.From < host.Period.FirstDay && posting is { To: null, Absence: null });
            return roster;
        });
        await host.DoAsync($"township:{first}", HttpMethod.Put, $"{host.Path}/townships/{first}/observations/township/flood", Note(moved.Cadre));
        await host.ChangeRosterAsync(first, roster => new([.. roster.Postings.Select(posting => posting.Cadre == moved.Cadre ? posting with { To = new(2026, 10, 11) } : posting)]));
        await host.ChangeRosterAsync(second, roster => new([.. roster.Postings, moved with { Village = roster.Postings[0].Village, From = new(2026, 10, 12) }]));

        await host.OpenAsync();

        JsonElement[] noted = [.. (await host.GetAsync("county", $"{host.Path}/townships/{second}/observations")).GetProperty("items").EnumerateArray()];
        Assert.Equal((moved.Cadre.Value, $"{first}.flood"), (noted.Single().GetProperty("subject").GetString(), noted.Single().GetProperty("id").GetString()));
        await host.DoAsync($"township:{second}", HttpMethod.Delete, $"{host.Path}/townships/{second}/observations/township/{first}.flood?reason=不实");
    }

    [Fact]
    public async Task Observation_OfSomebodyWhoLeavesTheRoster_StopsNothing()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        SubjectId guest = SubjectId.Of("guest");
        await host.ChangeRosterAsync(township, roster => new Roster([.. roster.Postings, roster.Postings[0] with { Cadre = guest, From = new(2026, 10, 1) }]));
        await host.DoAsync($"township:{township}", HttpMethod.Put, $"{host.Path}/townships/{township}/observations/township/one", Note(guest));
        await host.ChangeRosterAsync(township, roster => new Roster([.. roster.Postings.Where(posting => posting.Cadre != guest)]));
        await host.OpenAsync();
        await host.SubmitAllAsync();

        host.MoveTo(host.Times.PeriodEnds);

        await host.UntilStepAsync(PoolPhase.Deciding);
    }

    [Fact]
    public async Task Observation_OutsideThePeriodOrOfAnother_IsRefused()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        SubjectId subject = host.Data.PostingsIn(township).First().Cadre;
        string schemes = $"schemes/{host.Scheme.Key.Scheme}/cycles";

        using HttpResponseMessage day = await host.SendAsync($"township:{township}", HttpMethod.Put, $"{host.Path}/townships/{township}/observations/township/one", Note(subject) with { On = new(2026, 9, 30) });
        using HttpResponseMessage source = await host.SendAsync("department:petitions", HttpMethod.Put, $"{host.Path}/townships/{township}/observations/township/one", Note(subject));
        using HttpResponseMessage quarter = await host.SendAsync($"township:{township}", HttpMethod.Put, $"{schemes}/2026-Q4/townships/{township}/observations/township/one", Note(subject));

        await Problem.OfAsync(day, ProblemType.Unacceptable);
        await Problem.OfAsync(source, ProblemType.Forbidden);
        await Problem.OfAsync(quarter, ProblemType.NotFound);
    }

    private static ObservationRequest Note(SubjectId subject) =>
        new() { Rule = RuleId.Of("urgent-task"), Subject = subject, On = new(2026, 10, 10), Points = Points.Of(1.5m), Evidence = "防汛值守" };
}
