using System.Net.Http.Headers;
using Yuekao.Local.Host.Durable;
using Yuekao.Local.Issuer;
using Yuekao.Local.SampleCounty;
using Yuekao.Local.SampleCounty.Month;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Cycle;

/// <summary>A host of its own with a clock of its own, and a county in it: everything over HTTP, in everybody's own role.</summary>
internal sealed class CycleHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly DrivenClock clock;
    private readonly IssuerKey key;
    private readonly IssuerServer issuer;
    private readonly AppHost app;

    private readonly Lazy<SampleMonth> month;

    private CycleHost(DrivenClock clock, IssuerKey key, IssuerServer issuer, AppHost app, SampleCountyData data, Scheme scheme, Period period)
    {
        (this.clock, this.key, this.issuer, this.app, Data, Scheme, Period) = (clock, key, issuer, app, data, scheme, period);
        month = new Lazy<SampleMonth>(() => MonthGenerator.Generate(data, scheme, period, seed: 11));
    }

    public SampleCountyData Data { get; }

    public Scheme Scheme { get; }

    public Period Period { get; private set; }

    /// <summary>What is reported, for a scheme of cadres.</summary>
    public SampleMonth Month => month.Value;

    public AppHost App => app;

    public CycleKey Key => new(Data.County, Scheme.Key.Scheme, Period);

    /// <summary>The cycle's path under the county.</summary>
    public string Path => Key.Resource;

    public CycleTimes Times => CycleTimes.Of(Scheme.Document.Calendar, Period);

    public IReadOnlyList<TownshipId> Townships => [.. Data.Townships.Select(township => township.Id)];

    /// <summary>The sources that read items.</summary>
    public IReadOnlyList<SourceId> RequiredSources => [.. Month.Townships[0].Submissions.Select(submission => submission.Source)];

    /// <summary>Starts a host whose clock stands at the opening of the period's cycle, with the sample county, or some of its townships, loaded.</summary>
    public static async Task<CycleHost> StartAsync(AppFixture fixture, int townships = 1, string scheme = "village-monthly", string period = "2026-10", Func<SchemeDocument, SchemeDocument>? change = null, int? load = null, Action<IServiceCollection>? services = null,
        Func<CountyId, IReadOnlyList<KeyValuePair<string, string?>>>? settings = null)
    {
        SampleCountyData data = HaixingCounty.Committed();
        data = data with { Townships = [.. data.Townships.Take(townships)] };
        return await StartAsync(fixture, $"haixing.{scheme}", data, period, change, load, services, settings);
    }

    /// <summary>Starts a host whose clock stands at the opening of the period's cycle, with a county loaded.</summary>
    /// <param name="embedded">The scheme that it runs, for its own county.</param>
    public static async Task<CycleHost> StartAsync(
        AppFixture fixture, string embedded, SampleCountyData data, string period, Func<SchemeDocument, SchemeDocument>? change = null, int? load = null, Action<IServiceCollection>? services = null,
        Func<CountyId, IReadOnlyList<KeyValuePair<string, string?>>>? settings = null)
    {
        CountyId county = CountyId.Of(AzuriteFixture.UniqueName("county"));
        SchemeDocument document = SchemeCatalog.Latest(SchemeId.Of(embedded))!.Document with { Id = SchemeId.Of($"{county}.{embedded.Split('.')[1]}") };
        Scheme loaded = Scheme.From(change?.Invoke(document) ?? document).Required();
        data = data with
        {
            County = county,
            Postings = [.. data.Postings.Where(posting => data.Townships.Any(township => township.Villages.Any(village => village.Id == posting.Village)))],
        };

        var time = TestClock.Create(CycleTimes.Of(loaded.Document.Calendar, Period.Of(period)).Opens);
        IssuerKey signing = IssuerKey.Create();
        IssuerServer server = await IssuerServer.StartAsync(signing, time, port: 0);
        AppHost started = await AppHost.StartAsync(fixture.ConnectionString, server.Issuer.Address, services ?? (_ => { }), time, settings?.Invoke(county) ?? []);
        var host = new CycleHost(time, signing, server, started, data, loaded, Period.Of(period));
        await host.LoadAsync(load ?? data.Townships.Count);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
        key.Dispose();
        clock.Dispose();
    }

    /// <summary>The same county in the period after, its clock at the opening of that period's cycle. It ends with this host.</summary>
    public CycleHost Next()
    {
        var next = new CycleHost(clock, key, issuer, app, Data, Scheme, Period.Plus(1));
        next.MoveTo(next.Times.Opens);
        return next;
    }

    /// <summary>Goes on with another period of the scheme: moves time on to its opening.</summary>
    public void GoOn(string period)
    {
        Period = Period.Of(period);
        MoveTo(Times.Opens);
    }

    /// <summary>The same county under another scheme that comes with the app, its clock at the opening of the period's cycle. It ends with this host.</summary>
    public async Task<CycleHost> UnderAsync(string embedded, string period)
    {
        SchemeDocument document = SchemeCatalog.Latest(SchemeId.Of(embedded))!.Document with { Id = SchemeId.Of($"{Data.County}.{embedded.Split('.')[1]}") };
        var other = new CycleHost(clock, key, issuer, app, Data, Scheme.From(document).Required(), Period.Of(period));
        await other.PutSchemeAsync();
        other.MoveTo(other.Times.Opens);
        return other;
    }

    /// <summary>Moves time on.</summary>
    public void MoveTo(DateTimeOffset time) => clock.MoveTo(time);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Sends in a role.</summary>
    public async Task<HttpResponseMessage> SendAsync(string role, HttpMethod method, string path, object? body = null, string? accept = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"counties/{Data.County}/{path}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Issuer.Issue(new TokenRequest { County = Data.County.Value, Roles = role.Split(' ') }));
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body, options: ApiJson.Options));
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends what must succeed, and reads the answer.</summary>
    public async Task<JsonElement> DoAsync(string role, HttpMethod method, string path, object? body = null)
    {
        using HttpResponseMessage response = await SendAsync(role, method, path, body);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} as {role}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public Task<JsonElement> GetAsync(string role, string path) => DoAsync(role, HttpMethod.Get, path);

    /// <summary>Asks for the cycle to be started.</summary>
    public Task<HttpResponseMessage> AskAsync(CycleDates? dates = null) =>
        SendAsync("county", HttpMethod.Post, $"schemes/{Scheme.Key.Scheme}/cycles", new CycleRequest(Period) { Dates = dates ?? CycleDates.None });

    /// <summary>Starts the cycle and waits until it collects.</summary>
    public async Task OpenAsync(CycleDates? dates = null)
    {
        using HttpResponseMessage started = await AskAsync(dates);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Open && progress.Pools.All(pool => pool.Status?.Phase == PoolPhase.Collecting));
    }

    /// <summary>Submits what a source reports for a township, as its last word unless told otherwise.</summary>
    public Task<JsonElement> SubmitAsync(TownshipId township, SourceId source, Func<Reading, bool>? only = null, bool isFinal = true) => DoAsync(
        SourceRole.Of(township, source), HttpMethod.Put, $"{Path}/townships/{township}/submissions/{source}{(isFinal ? "?final=true" : "")}", Body(ReadingsOf(township, source).Where(only ?? (_ => true))));

    /// <summary>Says that a source is done for a township.</summary>
    public Task<JsonElement> FinishAsync(TownshipId township, SourceId source) =>
        DoAsync(SourceRole.Of(township, source), HttpMethod.Put, $"{Path}/townships/{township}/submissions/{source}/final");

    /// <summary>Notes every observation, submits what every source reports, and has all of them say that they are done unless told otherwise.</summary>
    public async Task SubmitAllAsync(Func<TownshipId, SourceId, bool>? but = null, bool isFinal = true)
    {
        foreach (SampleTownshipMonth township in Month.Townships)
        {
            foreach (Observation one in township.Observations)
                await DoAsync(SourceRole.Of(township.Township, one.Source), HttpMethod.Put, $"{Path}/townships/{township.Township}/observations/{one.Source}/{one.Id}", new { one.Rule, one.Subject, one.On, one.Level, one.Points, one.Evidence });
            foreach (SampleSubmission submission in township.Submissions.Where(submission => but?.Invoke(township.Township, submission.Source) != true))
                await SubmitAsync(township.Township, submission.Source, isFinal: isFinal);
            foreach (SourceId observer in isFinal ? Scheme.Document.Sources.Select(source => source.Id).Except(RequiredSources) : [])
                await FinishAsync(township.Township, observer);
        }
    }

    public IReadOnlyList<Reading> ReadingsOf(TownshipId township, SourceId source) =>
        Month.Townships.Single(one => one.Township == township).Submissions.Single(one => one.Source == source).Readings;

    public static object Body(IEnumerable<Reading> readings) => new { readings = readings.Select(reading => new { reading.Item, reading.Subject, reading.Village, reading.Value }) };

    /// <summary>The meeting of a pool approves, or does what is given.</summary>
    public Task<JsonElement> DecideAsync(string pool, DecisionRequest? decision = null, string? meeting = null) =>
        DoAsync($"meeting:{meeting ?? pool}", HttpMethod.Put, $"{Path}/pools/{pool}/decision", decision ?? Approval());

    public static DecisionRequest Approval(int round = 1) => new(ResolutionKind.Approve, round, ["赵书记", "钱乡长"], "党政联席会〔2026〕21号");

    /// <summary>Collects and has every meeting approve; returns when the results are out.</summary>
    public async Task PublishAsync()
    {
        await OpenAsync();
        await SubmitAllAsync();
        MoveTo(Times.PeriodEnds.AddHours(9));
        await UntilStepAsync(PoolPhase.Deciding);
        foreach (PoolProgress pool in (await ProgressAsync()).Pools)
            await DecideAsync(pool.Pool.Pool.Value);
        await UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
    }

    /// <summary>Lets the appeals window pass; returns when the cycle is sealed.</summary>
    public async Task SealAsync()
    {
        MoveTo((await ProgressAsync()).Cycle.AppealsUntil!.Value.AddMinutes(1));
        await UntilAsync(progress => progress.Cycle.Phase == CyclePhase.Sealed);
    }

    public async Task<CycleProgress> ProgressAsync()
    {
        JsonElement answer = await GetAsync("county", Path);
        return answer.Deserialize<CycleProgress>(ApiJson.Options)!;
    }

    public Task UntilStepAsync(PoolPhase step) => UntilAsync(progress => progress.Pools.Count > 0 && progress.Pools.All(pool => pool.Status?.Phase == step));

    /// <summary>Waits until the cycle is so far; a stop on the way fails the test with its reason.</summary>
    public Task<CycleProgress> UntilAsync(Func<CycleProgress, bool> condition) => WaitAsync(condition, mayStop: false);

    /// <summary>Waits until the cycle is so far, a stop on the way or not.</summary>
    public async Task<CycleProgress> WaitAsync(Func<CycleProgress, bool> condition, bool mayStop = true)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        CycleProgress? progress = null;
        try
        {
            while (true)
            {
                progress = await ProgressAsync();
                Assert.True(mayStop || (progress.Failure is null && progress.Pools.All(pool => pool.Failure is null)), $"{progress.Failure} {string.Join(' ', progress.Pools.Select(pool => pool.Failure))}");
                if (condition(progress))
                    return progress;
                await Task.Delay(Poll, limit.Token);
            }
        }
        catch (OperationCanceledException late) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The cycle stays at {JsonSerializer.Serialize(progress, ApiJson.Options)}", late);
        }
    }

    /// <summary>The messages in a role's inbox, the newest first, as their kinds.</summary>
    public async Task<IReadOnlyList<string>> InboxAsync(string role) =>
        [.. (await GetAsync(role, "messages")).GetProperty("items").EnumerateArray().Select(message => message.GetProperty("kind").GetString()!)];

    private async Task LoadAsync(int rosters)
    {
        var places = new CountyPlaces([.. Data.Townships.Select(township => new Township(township.Id, township.Name, [.. township.Villages.Select(village => new Village(village.Id, village.Name))]))]);
        await DoAsync("county", HttpMethod.Put, "villages", places);
        foreach (SampleTownship township in Data.Townships.Take(rosters))
            await this.LoadRosterAsync(township.Id);
        if (Scheme.Document.Dispatch is not null)
            await this.LoadProjectsAsync();
        await PutSchemeAsync();
    }

    private async Task PutSchemeAsync()
    {
        var scheme = new StringContent(Scheme.ToJson(), new MediaTypeHeaderValue("application/json"));
        await DoAsync("county", HttpMethod.Put, $"schemes/{Scheme.Key.Scheme}/versions/{Scheme.Key.Version}", scheme);
    }
}
