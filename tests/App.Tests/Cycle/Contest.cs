namespace Yuekao.App.Tests.Cycle;

/// <summary>What tests of judges and ballots do, over HTTP in everybody's own role.</summary>
internal static class Contest
{
    public const string Panel = "judge:tour";
    public const string Roll = "vote:leadership";

    public static readonly PointId Party = PointId.Of("party-building");
    public static readonly PointId Team = PointId.Of("stationed-work");

    /// <summary>A tour with one panel for all items, of the rules given.</summary>
    public static Func<SchemeDocument, SchemeDocument> JudgedBy(SheetRules rules, CompetitionRules? competition) => scheme => scheme with
    {
        Sources = [new SourceDeclaration { Id = SourceId.Of(Panel), Title = new LocalText { ZhCn = "评委" }, Sheets = rules }],
        Items = [.. scheme.Items.Select(item => item with { Source = SourceId.Of(Panel) })],
        Components = [.. scheme.Components.Select(component => component with { Raters = [] })],
        Competition = competition,
    };

    public static CompetitionRules TwoPoints { get; } = new()
    {
        Points =
        [
            new CompetitionPoint { Id = Party, Title = new LocalText { ZhCn = "农村党建示范点" } },
            new CompetitionPoint { Id = Team, Title = new LocalText { ZhCn = "驻村管理示范点" } },
        ],
    };

    /// <summary>Shows judges what they must be shown before they score: the plan of visits, and the topics.</summary>
    public static async Task ShowAsync(CycleHost host)
    {
        CompetitionRules rules = host.Scheme.Document.Competition ?? new CompetitionRules();
        if (rules.Points.Count > 0)
            await PlanAsync(host);
        if (rules.Topic == Tier.County)
            await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/topics/county", new TopicRequest("抓党建促振兴"));
        foreach (TownshipId township in rules.Topic == Tier.Township ? host.Townships : [])
            await host.DoAsync($"township:{township}", HttpMethod.Put, $"{host.Path}/topics/{township}", new TopicRequest("抓党建促振兴"));
    }

    /// <summary>A voter's ballot.</summary>
    public static async Task VoteAsync(CycleHost host, string voter, string roll, Func<string, Item, string> levelOf)
    {
        JsonElement paper = await host.GetAsync($"judge:{voter}", $"{host.Path}/ballots/{roll}");
        LevelItem[] items = [.. paper.GetProperty("items").EnumerateArray().Select(item => host.Scheme.Document.Items.OfType<LevelItem>().Single(one => one.Id.Value == item.GetProperty("id").GetString()))];
        IEnumerable<string> subjects = paper.GetProperty("pools")[0].GetProperty("subjects").EnumerateArray().Select(one => one.GetProperty("id").GetString()!);
        object[] marks = [.. subjects.SelectMany(_ => items, (subject, item) => new { subject, item = item.Id.Value, level = levelOf(subject, item) })];
        await host.DoAsync($"judge:{voter}", HttpMethod.Put, $"{host.Path}/ballots/{roll}", new { marks });
    }

    public static Task SeatAsync(CycleHost host, string source, params IEnumerable<Judge> judges) =>
        host.DoAsync("county", HttpMethod.Put, $"schemes/{host.Scheme.Key.Scheme}/panels/{source}", new Panel([.. judges]));

    public static Judge Seat(string id, TownshipId? township = null) => new(JudgeId.Of(id), $"评委{id}", township);

    /// <summary>Each township nominates both of its points, and the county plans and publishes the visits.</summary>
    public static async Task PlanAsync(CycleHost host, bool publish = true)
    {
        foreach (TownshipId township in host.Townships)
        {
            foreach (PointId point in (PointId[])[Party, Team])
                await NominateAsync(host, township, point);
        }

        await host.DoAsync("county", HttpMethod.Put, $"{host.Path}/visits", new VisitPlanRequest(Visits(host), publish));
    }

    public static Task<JsonElement> NominateAsync(CycleHost host, TownshipId township, PointId point) => host.DoAsync(
        $"township:{township}", HttpMethod.Put, $"{host.Path}/nominations/{township}/{point}",
        new NominationRequest(VillageOf(host, township), $"{township}的{point}", "阵地建设和群众反响"));

    public static VillageId VillageOf(CycleHost host, TownshipId township) => host.Data.Townships.Single(one => one.Id == township).Villages[0].Id;

    /// <summary>The last township first, an hour apart.</summary>
    public static Visit[] Visits(CycleHost host) =>
    [
        .. host.Townships.Reverse().SelectMany(_ => (PointId[])[Party, Team], (township, point) => (township, point))
            .Select((one, index) => new Visit(one.township, one.point, host.Times.Opens.AddHours(index + 1))),
    ];

    public static Task<HttpResponseMessage> SendSheetAsync(CycleHost host, string judge, string subject, object values, bool isFinal = false, string source = Panel, string? ifMatch = null) =>
        host.SendAsync($"judge:{judge}", HttpMethod.Put, $"{host.Path}/sheets/{source}/{subject}{(isFinal ? "?final=true" : "")}", new { values }, ifMatch: ifMatch);

    /// <summary>A judge's sheets of everybody whom they have to score, the last of them final unless told otherwise.</summary>
    /// <param name="valueOf">What they give, by subject and item.</param>
    public static async Task ScoreAsync(CycleHost host, string judge, Func<string, PointsItem, decimal> valueOf, string source = Panel, bool isFinal = true)
    {
        JsonElement sheets = await host.GetAsync($"judge:{judge}", $"{host.Path}/sheets/{source}");
        foreach (JsonElement pool in sheets.GetProperty("pools").EnumerateArray())
        {
            string[] subjects = [.. SubjectsOf(pool)];
            foreach (string subject in subjects)
            {
                using HttpResponseMessage put = await SendSheetAsync(host, judge, subject, Values(host, source, item => valueOf(subject, item)), isFinal && subject == subjects[^1], source);
                Assert.True(put.StatusCode == HttpStatusCode.Created, await put.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    public static IEnumerable<string> SubjectsOf(JsonElement pool) => pool.GetProperty("subjects").EnumerateArray().Select(one => one.GetProperty("subject").GetProperty("id").GetString()!);

    public static object[] Values(CycleHost host, string source, Func<PointsItem, decimal> valueOf)
    {
        SchemeDocument scheme = host.Scheme.Document;
        HashSet<ItemId> rated = [.. scheme.Components.Where(component => component.Raters.Any(rater => rater.Source.Value == source)).SelectMany(component => component.Items)];
        return [.. scheme.Items.OfType<PointsItem>().Where(item => item.Source?.Value == source || rated.Contains(item.Id)).Select(item => new { item = item.Id, value = valueOf(item) })];
    }

    public static async Task SealedAsync(CycleHost host)
    {
        await host.SealAsync();
        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
    }

    public static async Task<JsonElement> ReadingAsync(CycleHost host, string subject, string item) =>
        (await host.GetAsync("county", $"{host.Path}/subjects/{subject}/explanation")).GetProperty("proposed").GetProperty("explanation").GetProperty("readings").EnumerateArray()
        .Select(line => line.GetProperty("reading")).Single(reading => reading.GetProperty("item").GetString() == item);
}
