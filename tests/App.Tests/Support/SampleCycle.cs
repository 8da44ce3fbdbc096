using Yuekao.Local.SampleCounty;
using Yuekao.Local.SampleCounty.Month;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Support;

/// <summary>A cycle in a county of its own, put into storage step by step without its orchestrations, so that one capability can be tested by itself.</summary>
internal sealed class SampleCycle
{
    private const int Seed = 7;

    /// <summary>When <see cref="PublishAsync"/> lets results out.</summary>
    public static readonly DateTimeOffset PublishedAt = new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero);

    private readonly IServiceProvider services;
    private readonly SampleMonth month;

    private SampleCycle(IServiceProvider services, CycleContext context, SampleMonth month) => (this.services, Context, this.month) = (services, context, month);

    /// <summary>The cycle.</summary>
    public CycleContext Context { get; }

    public CycleKey Key => Context.Key;

    public string County => Key.County.Value;

    /// <summary>The first pool.</summary>
    public Pool Pool => Context.Pools[0];

    /// <summary>The cycle's path under <c>counties/{county}/</c>.</summary>
    public string Path => Key.Resource;

    /// <summary>The places of its townships, as the county stores them.</summary>
    public CountyPlaces Places => new([.. Context.Frozen.Townships.Select(township => new Township(township.Id, township.Name, township.Villages))]);

    private CycleStore Store => services.GetRequiredService<CycleStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a cycle that collects.</summary>
    /// <param name="services">The app's.</param>
    /// <param name="townships">How many of the sample county's townships take part.</param>
    /// <param name="scheme">The scheme whose copy is run, its id without the county.</param>
    /// <param name="period">The period.</param>
    /// <param name="change">Changes the scheme.</param>
    /// <param name="county">The county; null for a new one.</param>
    /// <param name="freeze">Changes what is frozen: people who move, say.</param>
    public static async Task<SampleCycle> OpenAsync(
        IServiceProvider services, int townships = 1, string scheme = "village-monthly", string period = "2026-10", Func<SchemeDocument, SchemeDocument>? change = null, string? county = null,
        Func<FrozenCycle, FrozenCycle>? freeze = null)
    {
        CountyId id = CountyId.Of(county ?? AzuriteFixture.UniqueName("county"));
        SchemeDocument document = SchemeCatalog.Latest(SchemeId.Of($"haixing.{scheme}"))!.Document with { Id = SchemeId.Of($"{id}.{scheme}") };
        Scheme loaded = Scheme.From(change?.Invoke(document) ?? document).Required();
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(loaded.ToJson());
        await services.GetRequiredService<SchemeStore>().AddAsync(id, loaded, bytes, AuditActor.System("test"), Cancellation);

        SampleCountyData data = HaixingCounty.Committed();
        data = data with { County = id, Townships = [.. data.Townships.Take(townships)] };
        SampleMonth reported = MonthGenerator.Generate(data, loaded, Period.Of(period), Seed);
        var frozen = new FrozenCycle
        {
            Key = new CycleKey(id, loaded.Key.Scheme, Period.Of(period)),
            SchemeVersion = loaded.Key.Version,
            SchemeDigest = Digest.Of(bytes).ToString(),
            At = new DateTimeOffset(2026, 10, 25, 0, 0, 0, TimeSpan.Zero),
            Townships = [.. data.Townships.Select(township => Freeze(data, township, Period.Of(period)))],
        };
        var context = new CycleContext(loaded, await services.GetRequiredService<FrozenCycles>().FreezeAsync(freeze?.Invoke(frozen) ?? frozen, Cancellation));
        var cycle = new SampleCycle(services, context, reported);
        await cycle.Store.TryAddAsync(cycle.Record(), Cancellation);
        await cycle.Store.TryReplaceAsync((await cycle.Store.FindAsync(cycle.Key, Cancellation))!, [.. context.Pools.Select(pool => cycle.Record(pool, PoolPhase.Collecting))], Cancellation);
        return cycle;
    }

    /// <summary>A township's roster, with everybody whom the cycle assesses in post since 2021.</summary>
    public static Roster RosterOf(FrozenTownship township) => new([
        .. township.Subjects.Select(subject => new Posting
        {
            Village = subject.Entry.Village, Cadre = subject.Entry.Subject, Name = subject.Name, Post = subject.Post!.Value, From = new DateOnly(2021, 3, 1), BaseSubsidyFen = subject.Entry.BaseSubsidy,
        }),
    ]);

    /// <summary>What the sources report for a pool.</summary>
    public PoolInput InputOf(Pool pool) => new()
    {
        Period = Key.Period,
        Roster = pool.Roster,
        Readings = [.. month.Townships.SelectMany(one => one.Submissions).SelectMany(one => one.Readings).Where(reading => IsOf(pool, reading))],
        Observations = [.. month.Townships.SelectMany(one => one.Observations).Where(one => pool.Roster.Any(entry => entry.Subject == one.Subject))],
    };

    /// <summary>What one source reports for a township.</summary>
    public IReadOnlyList<Reading> ReadingsOf(TownshipId township, SourceId source) =>
        [.. month.Townships.Single(one => one.Township == township).Submissions.Single(one => one.Source == source).Readings.Where(IsOfRoster)];

    /// <summary>Puts a pool's proposal before the meeting.</summary>
    public async Task<PoolProposal> ProposeAsync(Pool pool)
    {
        PoolInput input = InputOf(pool);
        AssessmentResult result = Assessor.Assess(Context.Scheme, input);
        Proposal proposal = Assert.IsType<Proposal>(result);
        await Store.ChangeAsync(Key, pool.Id, _ => Record(pool, PoolPhase.Deciding), Cancellation);
        return await services.GetRequiredService<Proposals>().KeepAsync(Key, new PoolProposal(pool.Id, 1, new DateTimeOffset(2026, 11, 4, 1, 0, 0, TimeSpan.Zero), input, proposal), Cancellation);
    }

    /// <summary>Approves a pool's proposal, or what the meeting made of it; nothing is published yet.</summary>
    public async Task<PoolResult> DecideAsync(Pool pool, MeetingDecision? decision = null, IReadOnlyList<RevisitedPeriod>? revisited = null)
    {
        PoolProposal proposal = await ProposeAsync(pool);
        Decided decided = Assert.IsType<Decided>(Meeting.Decide(Context.Scheme, proposal.Proposal, decision ?? MeetingDecision.Approval));
        Ledger? ledger = PoolLedger.Compute(Context.Scheme, decided, revisited ?? []);
        ConsequenceReport consequences = ConsequenceRules.Evaluate(Context.Scheme, decided, new Dictionary<SubjectId, IReadOnlyList<Yuekao.Assessment.Standings.PeriodGrade>>());
        var at = new DateTimeOffset(2026, 11, 5, 2, 0, 0, TimeSpan.Zero);
        var resolution = new Resolution
        {
            Kind = decision is null ? ResolutionKind.Approve : ResolutionKind.Adjust,
            Round = 1,
            Attendees = ["赵书记"],
            Minutes = "〔2026〕10号",
            Adjustments = decision?.Adjustments ?? [],
            OverrideReason = decision?.OverrideReason,
            At = at,
            By = "chair",
            ByName = "赵书记",
        };
        await Store.ChangeAsync(Key, pool.Id, _ => Record(pool, PoolPhase.Settling), Cancellation);
        return await services.GetRequiredService<PoolResults>().KeepAsync(
            Key, new PoolResult(pool.Id, 1, at, resolution, decided, ledger, consequences) { Revisited = revisited ?? [] }, Cancellation);
    }

    /// <summary>Says that a pool's results are out, which <see cref="DecideAsync"/> made before.</summary>
    public Task PublishAsync(Pool pool) => Store.ChangeAsync(Key, pool.Id, _ => Record(pool, PoolPhase.Published) with { PublishedAt = PublishedAt }, Cancellation);

    /// <summary>Replaces the cycle's record.</summary>
    public Task PutAsync(Func<CycleRecord, CycleRecord> change) => Store.PutAsync(change(Record()), Cancellation);

    private CycleRecord Record() => new()
    {
        Key = Key,
        Phase = CyclePhase.Open,
        StartedAt = Context.Frozen.At,
        StartedBy = "test",
        SchemeVersion = Context.Frozen.SchemeVersion,
        OpenedAt = Context.Frozen.At,
    };

    private PoolRecord Record(Pool pool, PoolPhase phase) => new()
    {
        Pool = pool.Id,
        Phase = phase,
        Since = Context.Frozen.At,
        Round = 1,
        CollectingDue = Context.Times.CollectingDue,
        DecisionDue = Context.Times.DecisionDue,
        Subjects = pool.Roster.Count,
    };

    private static bool IsOf(Pool pool, Reading reading) =>
        pool.Roster.Any(entry => reading.Subject is { } subject ? entry.Subject == subject : entry.Village == reading.Village);

    private bool IsOfRoster(Reading reading) =>
        reading.Subject is not { } subject ? Context.Frozen.Townships.Any(one => one.Subjects.Any(other => other.Entry.Village == reading.Village)) : Context.TryFind(subject, out _, out _);

    private static FrozenTownship Freeze(SampleCountyData data, SampleTownship township, Period period) => new(
        township.Id,
        township.Name,
        [.. township.Villages.Select(village => new Village(village.Id, village.Name))],
        [
            .. data.PostingsIn(township.Id).Where(posting => posting.IsInPost(period.LastDay)).Select(posting => new FrozenSubject(
                new RosterEntry
                {
                    Subject = posting.Cadre, Township = township.Id, Village = posting.Village, BaseSubsidy = posting.BaseSubsidy, DaysServed = posting.DaysServed(period),
                    Status = posting.Absence is { } absence && posting.DaysServed(period) < 15 ? (absence.Kind == "suspended" ? PostStatus.Suspended : PostStatus.OnLeave) : PostStatus.Serving,
                },
                posting.Name,
                Enum.Parse<Post>(posting.Post, ignoreCase: true))),
        ]);
}
