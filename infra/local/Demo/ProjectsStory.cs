namespace Yuekao.Local.Demo;

/// <summary>A month of projects: dispatch, inspection, publicity, the ranking that is computed from them, the circular, and who is supervised on site.</summary>
/// <param name="teller">The time, and who hears the story.</param>
/// <param name="api">The app.</param>
/// <param name="county">The county, with its list of projects.</param>
/// <param name="month">The month.</param>
internal sealed class ProjectsStory(Teller teller, CountyApi api, SampleCountyData county, Period month)
{
    private const string Supervision = "supervision";

    private static readonly Scheme Ranking = SchemeCatalog.Latest(SchemeId.Of("haixing.work-ranking"))!;

    private readonly CountyCycle cycle = new(api, Ranking.Key.Scheme, month);

    /// <summary>The month's ranking.</summary>
    public CountyCycle Cycle => cycle;

    // One township is late with all, another with a part; who they are goes round.
    private SampleTownship Silent => county.Townships[month.Number % county.Townships.Count];

    private SampleTownship Slow => county.Townships[(month.Number + 3) % county.Townships.Count];

    /// <summary>Opens the month's ranking and, with it, its dispatch; the supervision office inspects, and what it finds is rectified in one township, in another not.</summary>
    public async Task DispatchAsync(CancellationToken cancellation)
    {
        await cycle.StartAsync(cancellation);
        await cycle.UntilPoolsAsync("collecting", cancellation);
        await UntilOpenAsync(cancellation);
        teller.Tell($"the dispatch of {month} is open: {county.Projects.Count} projects, every township is asked how far it is with its own");
        await InspectAsync(cancellation);
        int reports = 0;
        foreach (SampleTownship township in county.Townships.Where(one => one != Silent))
            reports += await ReportAsync(township, cancellation);
        teller.Tell($"{county.Townships.Count - 1} townships reported on {reports} projects with evidence; {Silent.Name} is silent, and is reminded");
        await api.ReplaceAsync(CountyCycle.CountyRole, $"publicity/{month}", CountyLoader.Content(JsonSerializer.SerializeToUtf8Bytes(new { items = Published() }, AssessmentJson.Options), "application/json"), cancellation);
    }

    /// <summary>The dispatch closes and the ranking's readings are computed; departments report the rest, and the county's meeting decides.</summary>
    public async Task RankAsync(CancellationToken cancellation)
    {
        await teller.UntilAsync(month.LastDay, 19, cancellation);
        await new CycleReporter(cycle, Ranking.Document, new SampleValues(month, MonthGenerator.DemoSeed)).ReportAsync(county.Townships.Select(one => one.Id), cancellation);
        await teller.UntilAsync(month.LastDay.AddDays(1), 9, cancellation);
        await cycle.UntilPoolsAsync("deciding", cancellation);
        IReadOnlyList<JsonElement> readings = await api.ListAsync(CountyCycle.CountyRole, $"{cycle.Path}/dispatch/readings", cancellation);
        int computed = readings.Sum(one => one.GetProperty("readings").GetArrayLength());
        teller.Tell($"the dispatch closed: {computed} readings of the ranking are computed from reports, findings and publicity, each with what gave or took its points");
        await cycle.ApproveAsync("county", cancellation);
        await cycle.UntilPhaseAsync("appeals", cancellation);
        JsonElement circular = await api.GetAsync(CountyCycle.CountyRole, $"circulars/{Ranking.Key.Scheme}/{month}", cancellation);
        JsonElement[] ranks = [.. circular.GetProperty("ranking").EnumerateArray()];
        teller.Tell($"the circular is out: first {ranks[0].GetProperty("name").GetString()}, last {ranks[^1].GetProperty("name").GetString()}");
        await DissectAsync(cancellation);
    }

    /// <summary>The ranking is sealed once its appeals are over.</summary>
    public async Task SealAsync(CancellationToken cancellation) => await cycle.SealAsync(teller.Time, cancellation);

    private async Task UntilOpenAsync(CancellationToken cancellation)
    {
        while ((await api.GetAsync(CountyCycle.CountyRole, $"{cycle.Path}/dispatch", cancellation)).GetProperty("round").GetProperty("state").GetString() != "open")
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
    }

    private async Task<int> ReportAsync(SampleTownship township, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(teller.Now.DateTime);
        SampleProject[] projects = [.. county.Projects.Where(project => project.Township is null || project.Township == township.Id)];
        // Who is slow leaves a few projects for later.
        SampleProject[] told = township == Slow ? projects[..^5] : projects;
        foreach (SampleProject project in told)
        {
            var report = new
            {
                progress = $"{project.Title}：按{month.Number}月计划推进",
                evidence = new[] { $"{township.Name}{month.Number}月工作台账" },
                done = project.Milestones.Where(one => month.Contains(one.Due)).Select(one => new { milestone = one.Id, on = one.Due < today ? one.Due : today }),
            };
            await api.SendAsync($"township:{township.Id}", HttpMethod.Put, $"{cycle.Path}/dispatch/townships/{township.Id}/projects/{project.Id}", report, cancellation);
        }

        return told.Length;
    }

    private async Task InspectAsync(CancellationToken cancellation)
    {
        string inspection = $"inspections/{month}";
        (SampleTownship mended, SampleTownship open) = (Slow, Silent);
        await api.SendAsync(Supervision, HttpMethod.Put, inspection, new { kind = "comprehensive", title = $"{month.Number}月全面督察", from = month.FirstDay.AddDays(21), to = month.FirstDay.AddDays(24) }, cancellation);
        foreach ((string id, SampleTownship township) in new[] { ("f1", mended), ("f2", open) })
        {
            var finding = new { project = county.Projects[0].Id, township = township.Id, what = "台账与现场不符", due = teller.Now.AddDays(5) };
            await api.SendAsync(Supervision, HttpMethod.Put, $"{inspection}/findings/{id}", finding, cancellation);
        }

        await api.SendAsync($"township:{mended.Id}", HttpMethod.Put, $"{inspection}/findings/f1/report", new { done = "已逐户核对台账并补录" }, cancellation);
        await api.SendAsync(Supervision, HttpMethod.Put, $"{inspection}/findings/f1/verification", new { accepted = true }, cancellation);
        teller.Tell($"the supervision office found fault with two townships: {mended.Name} put it right and that is verified, {open.Name} has five days");
    }

    private IEnumerable<object> Published() => county.Townships.Index().SelectMany(one => Enumerable.Range(0, 1 + (one.Index % 3)), (one, number) => new
    {
        title = $"{one.Item.Name}党建工作纪实（{month.Number}月之{number + 1}）",
        channel = number == 0 ? "publicAccount" : "newspaper",
        level = number == 0 ? "county" : "city",
        township = one.Item.Id,
        on = month.FirstDay.AddDays(5 + number),
    });

    private async Task DissectAsync(CancellationToken cancellation)
    {
        IReadOnlyList<JsonElement> dissections = await api.ListAsync(Supervision, "dissections", cancellation);
        JsonElement[] here = [.. dissections.Where(one => one.TryGetProperty("cycle", out JsonElement of) && of.GetProperty("period").GetString() == month.Value)];
        foreach (JsonElement one in here)
        {
            (string id, string township) = (one.GetProperty("id").GetString()!, one.GetProperty("township").GetString()!);
            var visit = new { on = DateOnly.FromDateTime(teller.Now.DateTime), people = new[] { "韩树林" }, holes = "项目进展报送不及时", causes = "无专人负责", remedies = "定人定责，五日内补报" };
            await api.SendAsync(Supervision, HttpMethod.Put, $"dissections/{id}/visit", visit, cancellation);
            await api.SendAsync($"township:{township}", HttpMethod.Put, $"dissections/{id}/report", new { done = "已明确专人，逐项补报" }, cancellation);
            await api.SendAsync(Supervision, HttpMethod.Put, $"dissections/{id}/verification", new { accepted = true }, cancellation);
        }

        teller.Tell($"{here.Length} townships that ranked low were supervised on site: holes, causes and remedies are on record, and checked");
    }
}
