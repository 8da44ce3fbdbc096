namespace Yuekao.App.Stages.Seal;

public sealed class ArchiveActivities(
    ArchiveStore archives, CycleStore cycles, CycleContexts contexts, SchemeStore schemes, Proposals proposals, Resolutions resolutions, PoolResults results,
    AppealOutcomes appeals, DispatchRounds dispatches, SheetPlaces places, ClosedSheetDocuments sheets, AuditTrail audit, CycleMetrics metrics, TimeProvider clock)
{
    private static readonly AuditActor Actor = AuditActor.System("archives");

    /// <summary>Writes a cycle's archive and marks the cycle as sealed. Run again, it goes on with the archive that is there.</summary>
    /// <exception cref="InvalidOperationException">A pool is not published, an appeal is open, or the money does not reconcile: nothing is sealed.</exception>
    [Function(nameof(SealCycle))]
    public async Task<SealedCycle> SealCycle([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        CycleSpans.Describe(key);
        var (cycle, pools) = await cycles.FindWithPoolsAsync(key, cancellation) ?? throw new InvalidOperationException($"The cycle {key} has no record.");
        if (cycle is { Phase: CyclePhase.Sealed, SealedAt: { } at, Seal: { } seal })
            return new SealedCycle(at, seal);
        if (pools.FirstOrDefault(pool => pool.Phase != PoolPhase.Published) is { } unpublished)
            throw new InvalidOperationException($"The pool '{unpublished.Pool}' of {key} is not published: the cycle cannot be sealed.");

        // What was packed by a run that was cut off is the archive: its time, and the digest that the trail has, are those of the first one.
        byte[] archive = await archives.FindAsync(key, cancellation)
            ?? await archives.WriteOnceAsync(key, ArchivePacker.Pack(await GatherAsync(key, cancellation), clock.GetUtcNow()), cancellation);
        SealedCycle done = ArchivePacker.SealOf(archive);
        var entry = new AuditEntry(key.County.Value, Actor, nameof(SealCycle), ArchivePaths.Resource(key), Before: null, Digest.Of(archive));
        await audit.RecordAsync(entry, WriteAsync, cancellation);
        metrics.Closed(key);
        if (cycle.PublishedAt is { } published)
            metrics.Ended(key, CyclePhases.Appeals, published, done.SealedAt);
        return done;

        async Task<SealedCycle> WriteAsync(CancellationToken stop)
        {
            await cycles.PutAsync(cycle with { Phase = CyclePhase.Sealed, SealedAt = done.SealedAt, Seal = done.Seal }, stop);
            return done;
        }
    }

    private async Task<ArchiveContent> GatherAsync(CycleKey key, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        var version = await schemes.FindAsync(key.County, new SchemeKey(key.Scheme, context.Frozen.SchemeVersion), cancellation)
            ?? throw new InvalidOperationException($"The scheme of {key} is missing.");
        ILookup<PoolId, Resolution> decisions = (await resolutions.OfCycleAsync(key, cancellation)).ToLookup(one => one.Pool, one => one.Resolution);
        var pools = new List<ArchivedPool>();
        foreach (Pool pool in context.Pools)
            pools.Add(await GatherAsync(key, pool.Id, [.. decisions[pool.Id].OrderBy(one => one.Round)], cancellation));
        byte[] scheme = await schemes.ReadDocumentAsync(key.County, version, cancellation);
        IReadOnlyList<ArchivedAppeal> settled = [.. (await appeals.AllAsync(key, cancellation)).Select(one => new ArchivedAppeal(one.Appeal, one.Outcome))];
        ClosedDispatch? dispatch = context.Scheme.Document.Dispatch is null ? null : await dispatches.FindClosedAsync(
            key, (facts, township) => DispatchVerifier.IsOf(facts, context, township, pools.Select(pool => pool.Proposals[^1].Input)), cancellation);
        var content = new ArchiveContent(scheme, context.Frozen, pools, settled, dispatch, await GatherSheetsAsync(context, pools, cancellation), await audit.AnchorAsync(key.County.Value, cancellation));
        if (ArchivedLedger.Of(pools.Select(pool => pool.Result.Ledger), []) is not { Reconciliation: { Balances: false } sums })
            return content;
        IEnumerable<string> differences = sums.Differences.Select(one => $"{one.Township?.Value ?? "county"}: {one.Difference} fen");
        throw new InvalidOperationException($"The money of {key} does not reconcile: {string.Join("; ", differences)}.");
    }

    private async Task<IReadOnlyList<ClosedSheets>> GatherSheetsAsync(CycleContext context, IReadOnlyList<ArchivedPool> pools, CancellationToken cancellation)
    {
        var gathered = new List<ClosedSheets>();
        foreach (SheetPlace place in await places.OfAsync(context, cancellation))
        {
            foreach ((Pool pool, ArchivedPool archived) in context.Pools.Zip(pools))
            {
                if (await sheets.FindAsync(place.KeyOf(pool), facts => SheetVerifier.IsOf(facts, context.Scheme, archived.Proposals[^1].Input), cancellation) is { } closed)
                    gathered.Add(closed);
            }
        }

        return gathered;
    }

    private async Task<ArchivedPool> GatherAsync(CycleKey key, PoolId pool, IReadOnlyList<Resolution> decisions, CancellationToken cancellation)
    {
        PoolResult result = await results.ReadAsync(key, pool, cancellation);
        var rounds = new List<PoolProposal>();
        for (int round = 1; round <= result.Round; round++)
            rounds.Add(await proposals.ReadAsync(key, pool, round, cancellation));
        return new ArchivedPool(rounds, [.. decisions.Where(one => one.Round < result.Round), result.Resolution], result);
    }
}

/// <param name="Seal">The SHA-256 of the archive's manifest, in hexadecimal.</param>
public sealed record SealedCycle(DateTimeOffset SealedAt, string Seal);
