namespace Yuekao.App.Stages.Seal;

/// <summary>Seals cycles.</summary>
public sealed class ArchiveActivities(
    ArchiveStore archives, CycleStore cycles, CycleDocuments documents, CycleContexts contexts, SchemeStore schemes, AppealStore appeals, IAuditTrail audit, CycleMetrics metrics, TimeProvider clock)
{
    private static readonly AuditActor Actor = AuditActor.System("archives");

    /// <summary>Writes a cycle's archive and marks the cycle as sealed. Run again, it goes on with the archive that is there.</summary>
    /// <exception cref="InvalidOperationException">A pool is not published, appeals are still let in or not settled, or the money does not reconcile: nothing is sealed.</exception>
    [Function(nameof(SealCycle))]
    public async Task<SealedCycle> SealCycle([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        CycleSpans.Describe(key);
        (CycleRecord cycle, IReadOnlyList<PoolRecord> pools) =
            await cycles.FindWithPoolsAsync(key, cancellation) ?? throw new InvalidOperationException($"The cycle {key} has no record.");
        if (cycle is { Phase: CyclePhase.Sealed, SealedAt: { } at, Seal: { } seal })
            return new SealedCycle(at, seal);
        if (pools.FirstOrDefault(pool => pool.Phase != PoolPhase.Published) is { } unpublished)
            throw new InvalidOperationException($"The pool '{unpublished.Pool}' of {key} is not published: the cycle cannot be sealed.");

        byte[] archive = ArchivePacker.Pack(await GatherAsync(key, cancellation), clock.GetUtcNow());
        var entry = new AuditEntry(key.County.Value, Actor, nameof(SealCycle), $"{key.Resource}/archive", Before: null, Digest.Of(archive));
        SealedCycle written = await audit.RecordAsync(entry, WriteAsync, cancellation);
        metrics.Closed(key);
        if (cycle.PublishedAt is { } published)
            metrics.Ended(key, CyclePhases.Appeals, published, written.SealedAt);
        return written;

        async Task<SealedCycle> WriteAsync(CancellationToken stop)
        {
            SealedCycle done = ArchivePacker.SealOf(await archives.WriteOnceAsync(key, archive, stop));
            await cycles.PutAsync(cycle with { Phase = CyclePhase.Sealed, SealedAt = done.SealedAt, Seal = done.Seal }, stop);
            return done;
        }
    }

    private async Task<ArchiveContent> GatherAsync(CycleKey key, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        var version = await schemes.FindAsync(key.County, new SchemeKey(key.Scheme, context.Frozen.SchemeVersion), cancellation)
            ?? throw new InvalidOperationException($"The scheme of {key} is missing.");
        var pools = new List<ArchivedPool>();
        foreach (Pool pool in context.Pools)
            pools.Add(await GatherAsync(key, pool.Id, cancellation));
        var content = new ArchiveContent
        {
            Scheme = await schemes.ReadDocumentAsync(key.County, version, cancellation),
            Frozen = context.Frozen,
            Pools = pools,
            Appeals = await SettledAsync(key, cancellation),
            Anchor = await audit.AnchorAsync(key.County.Value, cancellation),
        };
        return ArchivedLedger.Of(pools.Select(pool => pool.Result.Ledger), []) is { Reconciliation: { Balances: false } sums }
            ? throw new InvalidOperationException($"The money of {key} does not reconcile: {string.Join("; ", sums.Differences.Select(one => $"{one.Township?.Value ?? "county"}: {one.Difference} fen"))}.")
            : content;
    }

    private async Task<ArchivedPool> GatherAsync(CycleKey key, PoolId pool, CancellationToken cancellation)
    {
        PoolResult result = await documents.ResultAsync(key, pool, cancellation);
        var proposals = new List<PoolProposal>();
        for (int round = 1; round <= result.Round; round++)
            proposals.Add(await documents.ProposalAsync(key, pool, round, cancellation));
        return new ArchivedPool(proposals, result);
    }

    private async Task<IReadOnlyList<ArchivedAppeal>> SettledAsync(CycleKey key, CancellationToken cancellation)
    {
        (AppealGate? gate, IReadOnlyList<AppealRecord> filed) = await appeals.ListAsync(key, cancellation);
        if (gate is { IsClosed: false })
            throw new InvalidOperationException($"Appeals are still let into {key}: the cycle cannot be sealed.");
        var settled = new List<ArchivedAppeal>();
        foreach (AppealRecord appeal in filed)
        {
            settled.Add(appeal.Settlement is not null && await documents.FindAppealAsync(key, appeal.Subject, cancellation) is { } outcome
                ? new ArchivedAppeal(appeal, outcome)
                : throw new InvalidOperationException($"The appeal of '{appeal.Subject}' in {key} is not settled: the cycle cannot be sealed."));
        }

        return settled;
    }
}

/// <summary>That a cycle is sealed.</summary>
/// <param name="SealedAt">When.</param>
/// <param name="Seal">The SHA-256 of the archive's manifest, in hexadecimal.</param>
public sealed record SealedCycle(DateTimeOffset SealedAt, string Seal);
