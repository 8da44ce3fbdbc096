using Yuekao.App.Tests.Cycle;

namespace Yuekao.App.Tests.Platform.Access;

/// <summary>Has a county's townships judged, step by step without orchestrations: a tour that is over and published, and a ballot.</summary>
internal sealed class JudgedCounty(IServiceProvider services, string county, IReadOnlyList<FrozenTownship> townships)
{
    public const string Judge = "j1";
    public const string Stranger = "j9";

    private static readonly DateTimeOffset Opened = new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A tour of October 2026, with points and the county's topic.</summary>
    /// <param name="put">Puts a body at a path under the county, in a role.</param>
    public async Task<CycleKey> JudgeAsync(Func<string, string, object, Task> put)
    {
        CycleContext context = await OpenAsync("judged", Contest.JudgedBy(new MeanSheets { Least = 1 }, Contest.TwoPoints with { Topic = Tier.County }), put, Contest.Panel);
        await ShowAsync(context.Key);
        SheetPlace place = (await services.GetRequiredService<SheetPlaces>().OfAsync(context, Cancel))[0];
        await ScoreAsync(place);
        await PublishAsync(context);
        return context.Key;
    }

    /// <summary>A ballot of October 2026.</summary>
    public async Task<CycleKey> VoteAsync(Func<string, string, object, Task> put) => (await OpenAsync("voted", Voted, put, Contest.Roll)).Key;

    private async Task<CycleContext> OpenAsync(string name, Func<SchemeDocument, SchemeDocument> change, Func<string, string, object, Task> put, string panel)
    {
        SchemeDocument document = change(SchemeCatalog.Latest(SchemeId.Of("haixing.double-point-tour"))!.Document) with { Id = SchemeId.Of($"{county}.{name}"), Period = PeriodKind.Month };
        Scheme scheme = Scheme.From(document).Required();
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(scheme.ToJson());
        var key = new CycleKey(CountyId.Of(county), document.Id, Period.Of("2026-10"));
        await services.GetRequiredService<SchemeStore>().AddAsync(key.County, scheme, bytes, AuditActor.System("test"), Cancel);
        await put("county", $"schemes/{document.Id}/panels/{panel}", new Panel([Contest.Seat(Judge)]));
        var context = new CycleContext(scheme, await services.GetRequiredService<FrozenCycles>().FreezeAsync(new FrozenCycle
        {
            Key = key,
            SchemeVersion = document.Version,
            SchemeDigest = Digest.Of(bytes).ToString(),
            At = Opened,
            Townships = [.. townships.Select(township => new FrozenTownship(
                township.Id, township.Name, township.Villages, [new FrozenSubject(new RosterEntry { Subject = SubjectId.Of(township.Id.Value), Township = township.Id }, township.Name)]))],
        }, Cancel));
        await services.GetRequiredService<CollectedPools>().OpenAsync(context, before: null, since: 1, Cancel);
        CycleStore cycles = services.GetRequiredService<CycleStore>();
        Assert.True(await cycles.TryAddAsync(new CycleRecord { Key = key, Phase = CyclePhase.Open, StartedAt = Opened, StartedBy = "test", SchemeVersion = document.Version, OpenedAt = Opened }, Cancel));
        Assert.True(await cycles.TryReplaceAsync((await cycles.FindAsync(key, Cancel))!, [PoolOf(context)], Cancel));
        return context;
    }

    private async Task ShowAsync(CycleKey key)
    {
        CompetitionStore competitions = services.GetRequiredService<CompetitionStore>();
        var somebody = new Caller("somebody", "某人", county, []);
        foreach (PointId point in (PointId[])[Contest.Party, Contest.Team])
            Assert.True(await competitions.TryWriteAsync(key, Nomination.Of(townships[0].Id, point, new NominationRequest(townships[0].Villages[0].Id, "示范点", "阵地"), null, somebody, Opened), Cancel));
        Assert.True(await competitions.TryWriteAsync(key, VisitPlan.Of(new VisitPlanRequest([new Visit(townships[0].Id, Contest.Party, Opened)], Publish: true), null, somebody, Opened), Cancel));
        await competitions.BeginAsync(key, PoolId.County, Cancel);
    }

    private async Task ScoreAsync(SheetPlace place)
    {
        (SheetStore sheets, SheetCloser closer) = (services.GetRequiredService<SheetStore>(), services.GetRequiredService<SheetCloser>());
        Pool pool = place.Context.Pools[0];
        (JudgeId judge, SheetKey key) = (JudgeId.Of(Judge), place.KeyOf(pool));
        foreach (RosterEntry entry in pool.Roster)
        {
            var sheet = new JudgeSheet { Judge = judge, Subject = entry.Subject, Values = [.. place.Items.Select(item => new GivenValue(item.Id, ReadingValue.Of(1m)))], At = Opened, By = "somebody", ByName = "某人" };
            JudgeHead? head = (await sheets.OfJudgeAsync(key, judge, Cancel)).HeadOf(judge);
            Assert.True(await sheets.TryWriteAsync(key, head ?? new JudgeHead(judge, IsOpen: true, IsFinal: false), head is null, sheet, Cancel));
        }

        var cause = new SheetsCause(AuditActor.System("test"), nameof(JudgedCounty), "评委已评完");
        (ClosedSheets? closed, _) = await closer.CloseAsync(place, pool, evenMissing: true, cause, Cancel);
        Assert.True(await closer.SubmitAsync(place, pool, closed!, cause, Cancel));
    }

    private async Task PublishAsync(CycleContext context)
    {
        CycleStore cycles = services.GetRequiredService<CycleStore>();
        CycleRecord cycle = (await cycles.FindAsync(context.Key, Cancel))!;
        PoolRecord pool = PoolOf(context) with { Phase = PoolPhase.Published, PublishedAt = SampleCycle.PublishedAt };
        Assert.True(await cycles.TryReplaceAsync(cycle with { PublishedAt = SampleCycle.PublishedAt, ETag = cycle.ETag }, [pool], Cancel));
    }

    private static PoolRecord PoolOf(CycleContext context) => new()
    {
        Pool = PoolId.County,
        Phase = PoolPhase.Collecting,
        Since = Opened,
        Round = 1,
        CollectingDue = context.Times.CollectingDue,
        DecisionDue = context.Times.DecisionDue,
        Subjects = context.Pools[0].Roster.Count,
    };

    private static SchemeDocument Voted(SchemeDocument scheme) => scheme with
    {
        Sources = [new SourceDeclaration { Id = SourceId.Of(Contest.Roll), Title = new LocalText { ZhCn = "班子成员" }, Sheets = new BallotSheets { Least = 1 } }],
        Items = [.. scheme.Items.Select(item => new LevelItem
        {
            Id = item.Id, Title = item.Title, Source = SourceId.Of(Contest.Roll), Provenance = Provenance.Example,
            Levels = [new Level { Id = LevelId.Of("good"), Title = new LocalText { ZhCn = "良好" }, Points = Points.Of(10) }],
        })],
        Components = [.. scheme.Components.Select(component => component with { Raters = [] })],
        Competition = null,
    };
}
