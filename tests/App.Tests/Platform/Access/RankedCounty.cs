namespace Yuekao.App.Tests.Platform.Access;

/// <summary>Ranks a county's townships by their projects, step by step without orchestrations: a list, an inspection, a dissection, a dispatch that closed, and the board.</summary>
internal sealed class RankedCounty(IServiceProvider services, string county)
{
    public const string Office = "department:civil-affairs";
    public const string Project = "party-day";
    public const string Inspection = "i1";
    public const string Supervised = "i2";
    public const string Finding = "f1";
    public const string Dissection = "d1";

    private static readonly DateTimeOffset Opened = new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Ranks them for October 2026.</summary>
    /// <param name="put">Puts a body at a path under the county, in a role.</param>
    public async Task<CycleKey> RankAsync(IReadOnlyList<FrozenTownship> townships, Func<string, string, object, Task> put)
    {
        TownshipId one = townships[0].Id;
        DateTimeOffset due = DateTimeOffset.UtcNow.AddDays(30);
        await put("county", "projects", new ProjectList([new Project
        {
            Id = ProjectId.Of(Project), Title = "主题党日", Kind = ProjectKind.Listed, Department = SourceId.Of(Office), Person = "张三", Due = new DateOnly(2026, 12, 1),
        }]));
        await put("county", "publicity/2026-10", new PublicityMonth([]));
        foreach ((string id, string role) in ((string, string)[])[(Inspection, Office), (Supervised, "supervision")])
        {
            await put(role, $"inspections/{id}", new InspectionRequest(InspectionKind.Special, "专项督察", new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 2)));
            await put(role, $"inspections/{id}/findings/{Finding}", new FindingRequest(ProjectId.Of(Project), one, "台账不实", due));
        }

        await put("county", $"dissections/{Dissection}", new DissectionRequest(one, ProjectId.Of(Project), due));

        SchemeDocument document = SchemeCatalog.Latest(SchemeId.Of("haixing.work-ranking"))!.Document with { Id = SchemeId.Of($"{county}.work-ranking") };
        Scheme scheme = Scheme.From(document).Required();
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(scheme.ToJson());
        var key = new CycleKey(CountyId.Of(county), document.Id, Period.Of("2026-10"));
        await services.GetRequiredService<SchemeStore>().AddAsync(key.County, scheme, bytes, AuditActor.System("test"), Cancel);
        var context = new CycleContext(scheme, await services.GetRequiredService<FrozenCycles>().FreezeAsync(new FrozenCycle
        {
            Key = key,
            SchemeVersion = document.Version,
            SchemeDigest = Digest.Of(bytes).ToString(),
            At = Opened,
            Townships = [.. townships.Select(township => new FrozenTownship(
                township.Id, township.Name, township.Villages, [new FrozenSubject(new RosterEntry { Subject = SubjectId.Of(township.Id.Value), Township = township.Id }, township.Name)]))],
        }, Cancel));
        await DispatchAsync(key, document, townships, one);
        await PublishAsync(context);
        return key;
    }

    private async Task DispatchAsync(CycleKey key, SchemeDocument scheme, IReadOnlyList<FrozenTownship> townships, TownshipId one)
    {
        (DispatchRounds rounds, DispatchStore dispatches) = (services.GetRequiredService<DispatchRounds>(), services.GetRequiredService<DispatchStore>());
        var round = DispatchRound.Of(key, scheme, scheme.Dispatch!, opens: null, due: null, AuditActor.System("test"), Opened);
        await rounds.TryAddAsync(round with { OpenedAt = Opened, ListVersion = 1, From = key.Period.FirstDay, Townships = [.. townships.Select(township => new DispatchTownship(township.Id, township.Name))] }, Cancel);
        await dispatches.OpenAsync(key, townships.Select(township => township.Id), Cancel);
        var report = new DispatchReport { Township = one, Project = ProjectId.Of(Project), Progress = "已开展", Done = [], Evidence = ["照片"], At = Opened, By = "somebody", ByName = "某人" };
        Assert.True(await dispatches.TryReportAsync(key, (await dispatches.FindHeadAsync(key, one, Cancel))!, report, Cancel));
        await services.GetRequiredService<DispatchCloser>().CloseAsync(key, Cancel);
    }

    private async Task PublishAsync(CycleContext context)
    {
        SchemeDocument scheme = context.Scheme.Document;
        var cycle = new CycleRecord
        {
            Key = context.Key,
            Phase = CyclePhase.Open,
            StartedAt = Opened,
            StartedBy = "test",
            SchemeVersion = scheme.Version,
            OpenedAt = Opened,
            PublishedAt = SampleCycle.PublishedAt,
        };
        var pool = new PoolRecord
        {
            Pool = PoolId.County,
            Phase = PoolPhase.Published,
            Since = SampleCycle.PublishedAt,
            Round = 1,
            CollectingDue = context.Times.CollectingDue,
            DecisionDue = context.Times.DecisionDue,
            Subjects = context.Pools[0].Roster.Count,
            PublishedAt = SampleCycle.PublishedAt,
        };
        CycleStore cycles = services.GetRequiredService<CycleStore>();
        Assert.True(await cycles.TryAddAsync(cycle, Cancel));
        Assert.True(await cycles.TryReplaceAsync((await cycles.FindAsync(cycle.Key, Cancel))!, [pool], Cancel));
        var board = new Board(context.Scheme.Key, scheme.Title, context.Key.Period, SampleCycle.PublishedAt, [new BoardPool(PoolId.County, context.Pools[0].Roster.Count, [], [])]);
        await services.GetRequiredService<BoardDocuments>().PublishAsync(context.Key, board, Cancel);
    }
}
