using System.Net.Http.Headers;
using System.Text;
using Yuekao.App.Tests.Cycle;
using Yuekao.App.Tests.Stages.Seal;
using Yuekao.App.Tests.Stages.Settle;
using Yuekao.Local.Issuer;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Platform.Access;

/// <summary>
/// A county that has all that can be asked for: a sealed cycle of two townships that each decide for themselves, with an appeal, notices and rectifications; one that is decided for
/// the county as a whole; a published ranking of its projects; and a tour and a ballot. So whoever is let in gets what they asked for, and a refusal is no accident.
/// </summary>
public sealed class AccessCounty(AppFixture app) : IAsyncLifetime
{
    private const string Elsewhere = "dongguang";

    private readonly string county = AzuriteFixture.UniqueName("county");
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private Dictionary<string, string> values = [];
    private Dictionary<string, IReadOnlyList<string>> people = [];

    /// <summary>Everybody who calls: how the table speaks of them, and their role.</summary>
    internal IReadOnlyDictionary<string, string> Callers { get; private set; } = new Dictionary<string, string>();

    /// <summary>The tokens that must not be believed, each with what it is sent as.</summary>
    internal IReadOnlyList<(ForgedTokens Forged, string Authorization)> Forged { get; } = [.. ForgedTokens.All.Select(forged => (forged, forged.Make(app)))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IServiceProvider Services => app.App.Services;

    public async ValueTask InitializeAsync()
    {
        SampleCycle own = await SampleCycle.OpenAsync(Services, townships: 2, county: county, change: WithCommittee);
        SampleCycle whole = await SampleCycle.OpenAsync(Services, townships: 2, county: county, change: scheme => ResultCases.OfCounty(scheme) with { Id = SchemeId.Of($"{county}.by-county") });
        TownshipId one = own.Context.Pools[0].Townships[0].Id;
        TownshipId other = own.Context.Pools[1].Townships[0].Id;
        await Services.GetRequiredService<CollectedPools>().OpenAsync(own.Context, before: null, since: 1, Cancel);
        await Services.GetRequiredService<CollectedPools>().OpenAsync(whole.Context, before: null, since: 1, Cancel);
        await PutAsync("county", "villages", own.Places);
        foreach (FrozenTownship township in own.Context.Frozen.Townships)
            await PutAsync("county", $"townships/{township.Id}/roster", SampleCycle.RosterOf(township));
        string village = own.Context.Frozen.Townships[0].Villages[0].Id.Value;
        var commendation = new CommendationRequest { Kind = CommendedKind.Village, Recipient = village, Level = CommendationLevel.City, Title = "文明村", IssuedBy = "市委", On = new DateOnly(2026, 7, 1) };
        await PutAsync("county", "commendations/c1", commendation);
        await SubmitAsync(own, one, SourceId.Township, $"township:{one}");
        await PutAsync($"committee:{one}", $"{own.Path}/townships/{one}/submissions/committee", new Submission([]));
        await SubmitAsync(own, one, SourceId.Of("department:civil-affairs"), "department:civil-affairs");

        IReadOnlyList<PoolResult> results = await PublishAsync(own);
        await PublishAsync(whole);
        IReadOnlyList<Rectification> open = await Services.GetRequiredService<RectificationStore>()
            .ListAsync(own.Key.County, one, new RectificationFilter(null, null, DateTimeOffset.UtcNow), null, 1000, Cancel);
        Rectification ofPerson = open.First(rectification => rectification.Owner.Kind == OwnerKind.Person);
        Rectification ofVillage = open.First(rectification => rectification.Owner.Kind == OwnerKind.Village && MembersOf(own, rectification.Owner.Id).Length > 2);
        FrozenSubject[] members = MembersOf(own, ofVillage.Owner.Id);
        FrozenSubject secretary = members.Single(member => member.Post is Post.Secretary or Post.SecretaryAndDirector);
        FrozenSubject[] others = [.. members.Where(member => member != secretary)];
        SubjectId subject = others[0].Entry.Subject;
        DueAction action = (await Services.GetRequiredService<DueActionStore>().ListAsync(own.Key.County, one, status: null, after: null, most: 1, Cancel))[0];
        await SealedArchive.AppealAsync(Services, own, results[0], subject);
        await Services.GetRequiredService<CycleStore>().PutAsync((await Services.GetRequiredService<CycleStore>().FindAsync(own.Key, Cancel))! with { PublishedAt = SampleCycle.PublishedAt }, Cancel);
        await SealedArchive.SealAsync(Services, own.Key);

        await new TrainedCounty(one, own.Key.Period.Year).TrainAsync(subject, PutAsync);
        CycleKey ranking = await new RankedCounty(Services, county).RankAsync(own.Context.Frozen.Townships, PutAsync);
        await DevelopedCounty.DevelopAsync(one, subject, PutAsync);
        var judging = new JudgedCounty(Services, county, own.Context.Frozen.Townships);
        (CycleKey judged, CycleKey voted) = (await judging.JudgeAsync(PutAsync), await judging.VoteAsync(PutAsync));
        values = new()
        {
            ["county"] = county,
            ["township"] = one.Value,
            ["pool"] = one.Value,
            ["scheme"] = own.Key.Scheme.Value,
            ["version"] = $"{own.Context.Scheme.Key.Version}",
            ["period"] = own.Key.Period.Value,
            ["year"] = $"{own.Key.Period.Year}",
            ["subject"] = subject.Value,
            ["cadre"] = subject.Value,
            ["village"] = ofVillage.Owner.Id,
            ["item"] = "household-visits",
            [$"id of {nameof(MessageEndpoints.PutMessageRead)}"] = await TellAsync(own, $"township:{one}"),
            [$"id of {nameof(DueActionEndpoints.GetDueAction)}"] = action.Id,
            [$"id of {nameof(DueActionEndpoints.PutDueActionReport)}"] = action.Id,
            [$"id of {nameof(PersonnelFileEndpoints.GetFileEntry)}"] = $"2021-03-01~posting~{one}~1",
            ["scheme=by-county"] = whole.Key.Scheme.Value,
            ["scheme=ranking"] = ranking.Scheme.Value,
            ["scheme=judged"] = judged.Scheme.Value,
            ["scheme=voted"] = voted.Scheme.Value,
            ["source"] = Contest.Panel,
            ["point"] = Contest.Party.Value,
            ["project"] = RankedCounty.Project,
            ["inspection"] = RankedCounty.Inspection,
            ["inspection=supervision"] = RankedCounty.Supervised,
            ["finding"] = RankedCounty.Finding,
            ["dissection"] = RankedCounty.Dissection,
            ["class"] = TrainedCounty.Class,
            ["cohort"] = DevelopedCounty.Cohort,
            ["talk"] = DevelopedCounty.Record,
            ["rotation"] = DevelopedCounty.Record,
            ["growth"] = DevelopedCounty.Record,
            ["source=township"] = "township",
            ["source=committee"] = "committee",
            ["source=department"] = "department:civil-affairs",
            ["owner=person"] = ofPerson.Id,
            ["owner=village"] = ofVillage.Id,
        };
        people = new()
        {
            ["recipient"] = [$"township:{one}"],
            ["township:{township}"] = [$"township:{one}"],
            ["committee:{township}"] = [$"committee:{one}"],
            ["township:{pool}"] = [$"township:{one}"],
            ["township:{cycle}"] = [$"township:{one}", $"township:{other}"],
            ["meeting:{township}"] = [$"meeting:{one}"],
            ["meeting:{pool}"] = [$"meeting:{one}"],
            ["meeting:{cycle}"] = [$"meeting:{one}", $"meeting:{other}"],
            ["scheme=by-county township:{pool}"] = [$"township:{one}", $"township:{other}"],
            ["scheme=by-county meeting:{pool}"] = ["meeting:county"],
            ["scheme=by-county meeting:{cycle}"] = ["meeting:county"],
            ["scheme=judged township:{pool}"] = [$"township:{one}", $"township:{other}"],
            ["scheme=judged meeting:{pool}"] = ["meeting:county"],
            ["judge:{panel}"] = [$"judge:{JudgedCounty.Judge}"],
            ["department:{source}"] = ["department:civil-affairs"],
            ["department:{office}"] = [RankedCounty.Office],
            ["department:{scheme}"] = ["department:civil-affairs", "department:petitions"],
            ["township:{subject}"] = [],
            ["county:{owner}"] = [],
            ["township:{owes}"] = [],
            ["county:{topic}"] = [],
            ["cadre:{judged}"] = [],
            ["cadre:{befallen}"] = [$"cadre:{action.Subject}"],
            ["cadre:{subject}"] = [$"cadre:{subject}"],
            ["cadre:{village}"] = [.. members.Select(member => $"cadre:{member.Entry.Subject}")],
            ["cadre:{secretary}"] = [$"cadre:{secretary.Entry.Subject}"],
            ["cadre:{owner}"] = [$"cadre:{ofPerson.Owner.Id}"],
        };
        Callers = new Dictionary<string, string>
        {
            ["the county"] = "county",
            ["the supervision office"] = "supervision",
            ["finance"] = "finance",
            ["a judge"] = $"judge:{JudgedCounty.Judge}",
            ["a judge of another panel"] = $"judge:{JudgedCounty.Stranger}",
            ["the township"] = $"township:{one}",
            ["another township"] = $"township:{other}",
            ["the township's committee"] = $"committee:{one}",
            ["another township's committee"] = $"committee:{other}",
            ["the township's meeting"] = $"meeting:{one}",
            ["another township's meeting"] = $"meeting:{other}",
            ["the county's meeting"] = "meeting:county",
            ["a department"] = "department:civil-affairs",
            ["another department"] = "department:petitions",
            ["a department that reads nothing"] = "department:tourism",
            ["a department by the name of township"] = "department:township",
            ["a department by the township's name"] = $"department:{one}",
            ["the cadre"] = $"cadre:{subject}",
            ["another of the village"] = $"cadre:{others[1].Entry.Subject}",
            ["the village's secretary"] = $"cadre:{secretary.Entry.Subject}",
            ["who owns the rectification"] = $"cadre:{ofPerson.Owner.Id}",
            ["who is to be talked to"] = $"cadre:{action.Subject}",
            ["a cadre of another township"] = $"cadre:{own.Context.Pools[1].Roster[0].Subject}",
        };
    }

    // The monthly scheme has no source of that kind: one that observes.
    private static SchemeDocument WithCommittee(SchemeDocument scheme) => scheme with
    {
        Sources = [.. scheme.Sources, new() { Id = SourceId.Committee, Title = new() { ZhCn = "乡镇党委班子" } }],
        Vetoes = [.. scheme.Vetoes.Select(veto => veto with { Sources = [.. veto.Sources, SourceId.Committee] })],
        Consequences = [.. scheme.Consequences, Consequence()],
    };

    private static Consequence Consequence() => new()
    {
        Id = ConsequenceId.Of("talk"),
        Title = new() { ZhCn = "约谈" },
        When = new GradeTrigger { Grade = GradeId.Of("poor") },
        Action = ConsequenceAction.AdmonitionTalk,
    };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The roles that a line's entry speaks of, among those who call.</summary>
    internal IEnumerable<string> Named(AccessLine line, string who)
    {
        if (who == "any role")
            return Callers.Values;
        if (who.EndsWith(":*", StringComparison.Ordinal))
            return Callers.Values.Where(role => role.StartsWith(who[..^1], StringComparison.Ordinal));
        return people.GetValueOrDefault($"{line.Case} {who}") ?? people.GetValueOrDefault(who) ?? (Callers.Values.Contains(who) ? [who] : throw new InvalidOperationException($"{line.Name}: who is '{who}'?"));
    }

    /// <summary>A request of a line.</summary>
    internal HttpRequestMessage Ask(AccessLine line, string? authorization)
    {
        string path = line.Path;
        if (line.Case?.Split('=') is [var name, _])
            path = path.Replace(name == "owner" ? "{id}" : $"{{{name}}}", values[line.Case], StringComparison.Ordinal);
        if (line.Case == "scheme=by-county")
            path = path.Replace("{pool}", PoolId.County.Value, StringComparison.Ordinal);
        if (line.Case == "scheme=voted")
            path = path.Replace("{source}", Contest.Roll, StringComparison.Ordinal);
        path = path.Replace("{id}", values.GetValueOrDefault($"id of {line.Function}", "o1"), StringComparison.Ordinal);
        foreach ((string parameter, string value) in values)
            path = path.Replace($"{{{parameter}}}", value, StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(line.Verb), new Uri(line.Query is null ? path : $"{path}?{line.Query}", UriKind.Relative));
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        return request;
    }

    /// <summary>A token for a role here, or for the same role in another county.</summary>
    internal string Token(string? role, bool here = true)
    {
        string key = $"{here} {role}";
        if (!tokens.TryGetValue(key, out string? token))
            tokens.Add(key, token = $"Bearer {app.Issuer.Issue(new TokenRequest { County = here ? county : Elsewhere, Roles = role is null ? [] : [role] })}");
        return token;
    }

    private static FrozenSubject[] MembersOf(SampleCycle cycle, string village) =>
        [.. cycle.Context.Frozen.Townships.SelectMany(township => township.Subjects).Where(one => one.Entry.Village?.Value == village)];

    private async Task<IReadOnlyList<PoolResult>> PublishAsync(SampleCycle cycle)
    {
        var results = new List<PoolResult>();
        foreach (Pool pool in cycle.Context.Pools)
        {
            results.Add(await cycle.DecideAsync(pool));
            await Activities<SettleActivities>().RecordResults(new PoolRef(cycle.Key, pool.Id), Cancel);
            await cycle.PublishAsync(pool);
            var publication = new PoolPublication(cycle.Key, pool.Id, SampleCycle.PublishedAt);
            await Activities<RectificationActivities>().OpenRectifications(publication, Cancel);
            await Activities<DueActionActivities>().OpenDueActions(publication, Cancel);
            await Activities<NoticeActivities>().IssueAsync(publication, Cancel);
        }

        Assert.Empty((await Activities<LedgerActivities>().CloseLedger(cycle.Key, Cancel)).Differences);
        await Activities<PublishActivities>().PublishCycle(new CycleMoment(cycle.Key, SampleCycle.PublishedAt), Cancel);
        return results;
    }

    private async Task<string> TellAsync(SampleCycle cycle, string recipient)
    {
        string id = MessageIds.Of(new MessageRequest(cycle.Key, cycle.Pool.Id, MessageKind.ResultsPublished, [recipient], Occasion.Once), recipient);
        var text = new LocalText { ZhCn = "结果已公布", En = "Results are out" };
        await Services.GetRequiredService<MessageStore>().AddAsync(cycle.Key.County, [new Message
        {
            Id = id, Recipient = recipient, RecipientName = recipient, Kind = MessageKind.ResultsPublished, At = SampleCycle.PublishedAt, Cycle = $"{cycle.Key}", Title = text, Text = text, Link = cycle.Path,
        }], Cancel);
        return id;
    }

    private Task SubmitAsync(SampleCycle cycle, TownshipId township, SourceId source, string role) => PutAsync(
        role,
        $"{cycle.Path}/townships/{township}/submissions/{source}",
        new Submission([.. cycle.ReadingsOf(township, source).Select(reading => new ReportedReading { Item = reading.Item, Subject = reading.Subject, Village = reading.Village, Value = ReportedValue.Of(reading.Value) })]));

    private async Task PutAsync<T>(string role, string path, T body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"counties/{county}/{path}", UriKind.Relative));
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(Token(role));
        request.Content = new StringContent(JsonSerializer.Serialize(body, ApiJson.Options), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await app.Http.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancel)}");
    }

    private T Activities<T>() => ActivatorUtilities.CreateInstance<T>(Services);
}
