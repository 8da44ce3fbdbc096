using Azure.Storage.Blobs;
using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Stages.Seal;

public sealed class SealingTests(AppFixture app) : CountyTest(app)
{
    private readonly IServiceProvider services = app.App.Services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ArchiveStore Archives => services.GetRequiredService<ArchiveStore>();

    [Fact]
    public async Task Get_BeforeTheSeal_IsNotThere()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);

        foreach (string path in (string[])["archive", "verification"])
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"{cycle.Path}/{path}", county: cycle.County);
            await Problem.OfAsync(response, ProblemType.NotFound);
        }
    }

    [Fact]
    public async Task Seal_OfAPublishedCycle_IsWhatIsServedAndVerified()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        await SealedArchive.PublishAsync(services, cycle, appeals: true);

        SealedCycle seal = await SealedArchive.SealAsync(services, cycle.Key);

        CycleRecord record = (await services.GetRequiredService<CycleStore>().FindAsync(cycle.Key, Cancellation))!;
        Assert.Equal((CyclePhase.Sealed, seal.SealedAt, seal.Seal), (record.Phase, record.SealedAt, record.Seal));
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"{cycle.Path}/archive", county: cycle.County);
        using HttpResponseMessage known = await SendAsync(HttpMethod.Get, $"{cycle.Path}/archive", county: cycle.County, ifNoneMatch: $"\"{seal.Seal}\"");
        Assert.Equal(("application/zip", $"\"{seal.Seal}\""), (response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.Tag));
        Assert.Equal(await Archives.FindAsync(cycle.Key, Cancellation), await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        ArchiveVerification verified = await VerifyAsync(cycle);
        Assert.True(verified.Valid, string.Join('\n', verified.Differences));
        Assert.Equal((seal.Seal, 0, 1, cycle.Pool.Roster.Count), (verified.Seal, verified.Found, verified.Checked.Appeals, verified.Checked.LedgerLines));
    }

    [Theory]
    [InlineData("county pool")]
    [InlineData("pooled reward")]
    [InlineData("thresholds")]
    [InlineData("ranking without subsidy")]
    public async Task Seal_OfAnyScheme_IsVerified(string kind)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services, townships: 2, change: scheme => Scheme(scheme, kind));
        await SealedArchive.PublishAsync(services, cycle, appeals: true);
        await SealedArchive.SealAsync(services, cycle.Key);

        ArchiveVerification verified = await VerifyAsync(cycle);

        Assert.True(verified.Valid, string.Join('\n', verified.Differences));
        int subjects = cycle.Context.Pools.Sum(pool => pool.Roster.Count);
        Assert.Equal((subjects, cycle.Context.Scheme.Document.Subsidy is null ? 0 : subjects, 1), (verified.Checked.Subjects, verified.Checked.LedgerLines, verified.Checked.Appeals));
    }

    [Fact]
    public async Task Seal_AfterAReturnAndAnAdjustment_HasEveryRound()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        PoolProposal first = await cycle.ProposeAsync(cycle.Pool);
        PoolProposal second = await services.GetRequiredService<Proposals>().KeepAsync(cycle.Key, first with { Round = 2 }, Cancellation);
        SubjectId demoted = second.Proposal.Outcomes.First(outcome => outcome.Grade?.Value == "excellent").Entry.Subject;
        var adjustment = new Adjustment { Subject = demoted, Grade = GradeId.Of("fair"), Reason = "被通报" };
        Decided decided = Assert.IsType<Decided>(Meeting.Decide(cycle.Context.Scheme, second.Proposal, new MeetingDecision { Adjustments = [adjustment] }));
        await services.GetRequiredService<PoolResults>().KeepAsync(
            cycle.Key,
            new PoolResult(
                cycle.Pool.Id, 2, second.At, new Resolution { Kind = ResolutionKind.Adjust, Round = 2, Attendees = ["赵书记"], Minutes = "12号", Adjustments = [adjustment], At = second.At, By = "chair", ByName = "赵书记" },
                decided,
                Assessment.Subsidies.Subsidy.Compute(cycle.Context.Scheme, decided),
                Assessment.Aftermath.ConsequenceRules.Evaluate(cycle.Context.Scheme, decided, new Dictionary<SubjectId, IReadOnlyList<Assessment.Standings.PeriodGrade>>())),
            Cancellation);
        var returned = new Resolution
        {
            Kind = ResolutionKind.Return,
            Round = 1,
            Attendees = ["赵书记"],
            Minutes = "11号",
            At = first.At,
            By = "chair",
            ByName = "赵书记",
            Returns = [new ReturnedSource(cycle.Pool.Townships[0].Id, SourceId.Township, "请核实")],
        };
        Assert.True(await services.GetRequiredService<Resolutions>().TryAddAsync(cycle.Key, cycle.Pool.Id, returned, Cancellation));
        await cycle.PublishAsync(cycle.Pool);
        await SealedArchive.SealAsync(services, cycle.Key);

        byte[] archive = (await Archives.FindAsync(cycle.Key, Cancellation))!;
        string earlier = ArchivePaths.Decision(cycle.Pool.Id, 1);
        IReadOnlyList<ArchiveDifference> approved = ArchiveVerifier.Verify(new ArchiveEditor(archive).Change(earlier, json => json["kind"] = "approve").Cover().Zip()).Differences;
        Assert.Contains(approved, difference => difference.Where == $"{earlier} $.kind");
        string lost = ArchivePaths.Proposal(cycle.Pool.Id, 2);
        IReadOnlyList<ArchiveDifference> without = ArchiveVerifier.Verify(new ArchiveEditor(archive).Remove(lost).Cover().Zip()).Differences;

        Assert.Empty(ArchiveVerifier.Verify(archive).Differences);
        Assert.Contains(ArchivePaths.Proposal(cycle.Pool.Id, 1), new ArchiveEditor(archive).Paths);
        Assert.Contains(without, difference => difference.Where == $"{ArchivePaths.Result(cycle.Pool.Id)} $.round");
    }

    [Fact]
    public async Task Seal_AgainAfterACrash_KeepsTheFirstArchive()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        await SealedArchive.PublishAsync(services, cycle, appeals: false);

        SealedCycle first = await SealedArchive.SealAsync(services, cycle.Key);
        SealedCycle repeated = await SealedArchive.SealAsync(services, cycle.Key);
        await cycle.PutAsync(record => record);
        await cycle.PublishAsync(cycle.Pool);
        SealedCycle recovered = await SealedArchive.SealAsync(services, cycle.Key, new ManualClock(first.SealedAt.AddHours(1)));

        Assert.Equal((first, first), (repeated, recovered));
    }

    [Fact]
    public async Task Seal_HoweverOftenItIsTried_NotesTheDigestOfTheStoredArchive()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        await SealedArchive.PublishAsync(services, cycle, appeals: false);
        SealedCycle first = await SealedArchive.SealAsync(services, cycle.Key);
        await cycle.PutAsync(record => record);
        await cycle.PublishAsync(cycle.Pool);
        await SealedArchive.SealAsync(services, cycle.Key, new ManualClock(first.SealedAt.AddHours(1)));

        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"audit?resource={ArchivePaths.Resource(cycle.Key)}", county: cycle.County);
        Page<AuditRecord> trail = (await response.Content.ReadFromJsonAsync<Page<AuditRecord>>(ApiJson.Options, Cancellation))!;

        string stored = Digest.Of((await Archives.FindAsync(cycle.Key, Cancellation))!).ToString();
        Assert.Equal([stored, stored], trail.Items.Select(entry => entry.After));
    }

    [Fact]
    public async Task Verification_OfAnotherFileWithTheSameManifest_SaysSo()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        await SealedArchive.PublishAsync(services, cycle, appeals: false);
        await SealedArchive.SealAsync(services, cycle.Key);
        byte[] archive = (await Archives.FindAsync(cycle.Key, Cancellation))!;
        await Blob(cycle).UploadAsync(BinaryData.FromBytes([.. archive, 0]), overwrite: true, Cancellation);

        ArchiveVerification verified = await VerifyAsync(cycle);

        Assert.Contains(verified.Differences, difference => difference is { Where: "archive", Expected: { } noted } && noted == Digest.Of(archive).ToString());
    }

    [Fact]
    public async Task Seal_OfTheSameInputs_DiffersOnlyInTimes()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        await SealedArchive.PublishAsync(services, cycle, appeals: true);

        ArchiveEditor first = await SealAnewAsync(cycle, hours: 0);
        ArchiveEditor second = await SealAnewAsync(cycle, hours: 1);
        string[] times = [ArchivePaths.Audit, ArchivePaths.Manifest];

        Assert.Equal(first.Paths, second.Paths);
        Assert.All(first.Paths.Except(times), path => Assert.Equal(first.Text(path), second.Text(path)));
        second.Put(ArchivePaths.Audit, first.Text(ArchivePaths.Audit)).Cover();
        second.Change(ArchivePaths.Manifest, json => json["sealedAt"] = first.Json(ArchivePaths.Manifest)["sealedAt"]!.DeepClone());
        first.Change(ArchivePaths.Manifest, _ => { });
        Assert.Equal(first.Zip(), second.Zip());
    }

    [Fact]
    public async Task Seal_WithAppealsOpenOrUnsettledOrPoolsUnpublished_Fails()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        var store = services.GetRequiredService<AppealStore>();
        await cycle.DecideAsync(cycle.Pool);
        InvalidOperationException unpublished = await Assert.ThrowsAsync<InvalidOperationException>(() => SealedArchive.SealAsync(services, cycle.Key));
        await cycle.PublishAsync(cycle.Pool);
        await store.OpenAsync(cycle.Context, TimeProvider.System.GetUtcNow().AddDays(1), Cancellation);
        await store.FileAsync(
            cycle.Context,
            new AppealRecord(
                cycle.Pool.Roster[0].Subject, cycle.Pool.Id, cycle.Pool.Roster[0].Township, new AppealRequest("计分有误"), cycle.Context.Frozen.At, "somebody", FiledByName: "某人"),
            Cancellation);
        InvalidOperationException open = await Assert.ThrowsAsync<InvalidOperationException>(() => SealedArchive.SealAsync(services, cycle.Key));
        await store.CloseAsync(cycle.Key, Cancellation);
        InvalidOperationException unsettled = await Assert.ThrowsAsync<InvalidOperationException>(() => SealedArchive.SealAsync(services, cycle.Key));

        Assert.Contains("is not published", unpublished.Message, StringComparison.Ordinal);
        Assert.Contains("still let into", open.Message, StringComparison.Ordinal);
        Assert.Contains("is not settled", unsettled.Message, StringComparison.Ordinal);
        Assert.Null(await Archives.FindAsync(cycle.Key, Cancellation));
    }

    [Fact]
    public async Task Verification_OfAnotherManifestOrNoArchive_SaysSo()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        await SealedArchive.PublishAsync(services, cycle, appeals: false);
        SealedCycle seal = await SealedArchive.SealAsync(services, cycle.Key);
        BlobClient blob = Blob(cycle);
        byte[] changed = new ArchiveEditor((await Archives.FindAsync(cycle.Key, Cancellation))!).Change(ArchivePaths.Manifest, json => json["sealedAt"] = "2026-01-01T00:00:00+00:00").Zip();
        await blob.UploadAsync(BinaryData.FromBytes(changed), overwrite: true, Cancellation);

        ArchiveVerification resealed = await VerifyAsync(cycle);
        await blob.DeleteAsync(cancellationToken: Cancellation);
        ArchiveVerification gone = await VerifyAsync(cycle);

        Assert.Equal([ArchivePaths.Manifest, "archive"], resealed.Differences.Select(difference => difference.Where));
        Assert.Equal(seal.Seal, resealed.Differences[0].Expected);
        Assert.False(resealed.Valid || gone.Valid);
        Assert.Contains(gone.Differences, difference => difference.Where == "archive");
    }

    [Fact]
    public async Task Verification_AfterTheAuditTrailWasCut_SaysSo()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services);
        await SealedArchive.PublishAsync(services, cycle, appeals: true);
        await SealedArchive.SealAsync(services, cycle.Key);
        TableClient trail = services.GetRequiredService<TableServiceClient>().GetTableClient(AuditTable.Name);
        AuditAnchor end = (await services.GetRequiredService<AuditTrail>().AnchorAsync(cycle.County, Cancellation))!;
        await trail.DeleteEntityAsync(AuditKeys.Partition(cycle.County, end.Month), AuditKeys.Entry(1), Azure.ETag.All, Cancellation);

        ArchiveVerification verified = await VerifyAsync(cycle);

        Assert.False(verified.Valid);
        Assert.All(verified.Differences, difference => Assert.StartsWith("audit trail", difference.Where, StringComparison.Ordinal));
    }

    private async Task<ArchiveEditor> SealAnewAsync(SampleCycle cycle, int hours)
    {
        await Blob(cycle).DeleteIfExistsAsync(cancellationToken: Cancellation);
        await cycle.PutAsync(record => record);
        await SealedArchive.SealAsync(services, cycle.Key, new ManualClock(cycle.Context.Frozen.At.AddHours(hours)));
        return new ArchiveEditor((await Archives.FindAsync(cycle.Key, Cancellation))!);
    }

    private BlobClient Blob(SampleCycle cycle) =>
        services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(ArchiveStore.Container).GetBlobClient($"{cycle.County}/{cycle.Key.Scheme}/{cycle.Key.Period}.zip");

    private async Task<ArchiveVerification> VerifyAsync(SampleCycle cycle)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"{cycle.Path}/verification", county: cycle.County);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return (await response.Content.ReadFromJsonAsync<ArchiveVerification>(ApiJson.Options, Cancellation))!;
    }

    private static SchemeDocument Scheme(SchemeDocument scheme, string kind) => kind switch
    {
        "county pool" => scheme with { Pool = Tier.County, DecidedBy = Tier.County },
        "pooled reward" => scheme with { Pool = Tier.County, DecidedBy = Tier.County, Subsidy = scheme.Subsidy! with { Reward = new PooledReward() } },
        "thresholds" => scheme with
        {
            Grading = new ThresholdGrading { Grades = [.. scheme.Grading.AllGrades.Select((grade, index) => new ThresholdGrade { Id = grade.Id, Title = grade.Title, From = Points.Of(index == 2 ? 0 : 90 - (30 * index)) })] },
        },
        _ => scheme with
        {
            Gate = scheme.Gate! with { Outcome = null },
            Vetoes = [],
            Grading = new RankingGrading { Selects = 5 },
            Subsidy = null,
            Standing = null,
            Consequences = [scheme.Consequences[0] with { When = new BottomTrigger { Places = 3 } }],
        },
    };
}
