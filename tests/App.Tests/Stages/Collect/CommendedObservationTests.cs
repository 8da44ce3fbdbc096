using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Stages.Collect;

public sealed class CommendedObservationTests(AppFixture app)
{
    private static readonly RuleId Honour = RuleId.Of("honour");

    private readonly CommendationStore store = app.App.Services.GetRequiredService<CommendationStore>();

    private readonly RosterStore rosters = app.App.Services.GetRequiredService<RosterStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_OfThePeriodsCommendations_IsAnObservationEach()
    {
        CycleContext cycle = Cycle(SubjectKind.Cadre);
        await AddAsync(cycle, "in", CommendedKind.Person, "c1", "2026-07-01");
        await AddAsync(cycle, "withdrawn", CommendedKind.Person, "c1", "2026-07-01", isWithdrawn: true);
        await AddAsync(cycle, "last-day", CommendedKind.Person, "c2", "2026-12-31");
        await AddAsync(cycle, "before", CommendedKind.Person, "c1", "2025-12-31");
        await AddAsync(cycle, "after", CommendedKind.Person, "c1", "2027-01-01");
        await AddAsync(cycle, "of-nobody-here", CommendedKind.Person, "c9", "2026-07-01");
        await AddAsync(cycle, "of-the-village", CommendedKind.Village, "v1", "2026-07-01");

        PoolInput joined = await JoinAsync(cycle);

        Assert.Equal(["commendation:in:c1", "commendation:last-day:c2"], joined.Observations.Select(one => one.Id));
        Assert.Equal(
            new Observation
            {
                Id = "commendation:in:c1",
                Rule = Honour,
                Subject = SubjectId.Of("c1"),
                Source = SourceId.Of("department:organization"),
                On = new DateOnly(2026, 7, 1),
                Level = LevelId.Of("city"),
                Evidence = "沧州市委：先进个人",
                At = joined.Observations[0].At,
            },
            joined.Observations[0]);
        Assert.Empty(Assessor.Check(cycle.Scheme, joined).Problems);
    }

    [Fact]
    public async Task Join_OfAVillagesCommendation_IsItsSecretarys()
    {
        CycleContext cycle = Cycle(SubjectKind.Secretary);
        await AddAsync(cycle, "of-the-village", CommendedKind.Village, "v1", "2026-07-01");

        Observation one = Assert.Single((await JoinAsync(cycle)).Observations);

        Assert.Equal(("commendation:of-the-village:c1", "c1"), (one.Id, one.Subject.Value));
    }

    [Fact]
    public async Task Join_OfAVillageThatHadTwoSecretaries_IsOneEach()
    {
        CycleContext cycle = Cycle(SubjectKind.Secretary, villages: 1);
        await AddAsync(cycle, "of-the-village", CommendedKind.Village, "v1", "2026-07-01");

        PoolInput joined = await JoinAsync(cycle);

        Assert.Equal(["c1", "c2"], joined.Observations.Select(one => one.Subject.Value));
        Assert.Empty(Assessor.Check(cycle.Scheme, joined).Problems);
    }

    [Fact]
    public async Task Join_OfAVillageWhoseSecretaryChanged_IsWhoWasThatOnTheDay()
    {
        CycleContext cycle = Cycle(SubjectKind.Secretary);
        var roster = new Roster([Post("c1", "2021-03-01", "2026-06-30"), Post("c2", "2026-07-01", to: null)]);
        await rosters.Of(cycle.Key.County, TownshipId.Of("t1")).AppendAsync(null, roster, Digest.OfJson(roster), new Caller("li", "李芳", cycle.Key.County.Value, []), Cancellation);
        await AddAsync(cycle, "in-june", CommendedKind.Village, "v1", "2026-06-30");
        await AddAsync(cycle, "in-july", CommendedKind.Village, "v1", "2026-07-01");

        Assert.Equal(["commendation:in-june:c1", "commendation:in-july:c2"], (await JoinAsync(cycle)).Observations.Select(one => one.Id));

        static Posting Post(string cadre, string from, string? to) => new()
        {
            Village = VillageId.Of("v1"),
            Cadre = SubjectId.Of(cadre),
            Name = cadre,
            Post = App.Records.Post.Secretary,
            From = CellValues.Day(from)!.Value,
            To = to is null ? null : CellValues.Day(to),
            BaseSubsidyFen = new Fen(100),
        };
    }

    [Fact]
    public async Task Join_OfALevelThatTheRuleDoesNotKnow_IsNothing()
    {
        CycleContext cycle = Cycle(SubjectKind.Cadre);
        await AddAsync(cycle, "county", CommendedKind.Person, "c1", "2026-07-01", CommendationLevel.County);

        Assert.Empty((await JoinAsync(cycle)).Observations);
    }

    [Fact]
    public async Task Join_WhereNoRuleTakesCommendations_IsWhatWasCollected()
    {
        CycleContext cycle = Cycle(SubjectKind.Cadre, takes: false);
        await AddAsync(cycle, "in", CommendedKind.Person, "c1", "2026-07-01");

        Assert.Empty((await JoinAsync(cycle)).Observations);
    }

    private Task<PoolInput> JoinAsync(CycleContext cycle) => new CommendedObservations(store, rosters)
        .JoinAsync(cycle, new PoolInput { Period = cycle.Key.Period, Roster = cycle.Pools[0].Roster, Readings = [] }, Cancellation);

    private Task<bool> AddAsync(CycleContext cycle, string id, CommendedKind kind, string recipient, string on, CommendationLevel level = CommendationLevel.City, bool isWithdrawn = false)
    {
        var content = new CommendationRequest { Kind = kind, Recipient = recipient, Level = level, Title = "先进个人", IssuedBy = "沧州市委", On = DateOnly.ParseExact(on, "yyyy-MM-dd", provider: null) };
        DateTimeOffset at = TimeProvider.System.GetUtcNow();
        return store.TryAddAsync(
            cycle.Key.County,
            new Commendation { Id = id, Content = content, Name = recipient, At = at, By = "li", ByName = "李芳", Withdrawn = isWithdrawn ? new Withdrawal("有误", at, "li", "李芳") : null },
            Cancellation);
    }

    /// <summary>A year of two subjects of two villages, under Dongguang's scheme with one level less.</summary>
    private static CycleContext Cycle(SubjectKind kind, bool takes = true, int villages = 2)
    {
        CountyId county = CountyId.Of(AzuriteFixture.UniqueName("county"));
        SchemeDocument document = SchemeCatalog.Latest(SchemeId.Of("dongguang.secretary-annual"))!.Document;
        var honour = (LevelObservationRule)document.Bonus!.Rules.Single(rule => rule.Id == Honour);
        Scheme scheme = Scheme.From(document with
        {
            Id = SchemeId.Of($"{county}.secretary-annual"),
            Subject = kind,
            Bonus = document.Bonus with { Rules = [honour with { Commendations = takes, Levels = [.. honour.Levels.SkipLast(1)] }] },
        }).Required();
        FrozenSubject[] subjects = [.. Enumerable.Range(1, 2).Select(number => new FrozenSubject(
            new RosterEntry { Subject = SubjectId.Of($"c{number}"), Township = TownshipId.Of("t1"), Village = VillageId.Of($"v{Math.Min(number, villages)}") }, $"某{number}", Post.Secretary))];
        return new CycleContext(scheme, new FrozenCycle
        {
            Key = new CycleKey(county, scheme.Key.Scheme, Period.Of("2026")),
            SchemeVersion = 1,
            SchemeDigest = "",
            At = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero),
            Townships = [new FrozenTownship(TownshipId.Of("t1"), "一镇", [new Village(VillageId.Of("v1"), "一村"), new Village(VillageId.Of("v2"), "二村")], subjects)],
        });
    }
}
