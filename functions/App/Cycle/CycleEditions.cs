namespace Yuekao.App.Cycle;

/// <summary>
/// Ends the editions of cycles. One write ends an edition with all of its pools; whatever still runs of it finds that out where it stands, and ends. So nobody
/// need stop it, and nothing it does afterwards counts.
/// </summary>
public sealed class CycleEditions(CycleStore cycles, CycleContexts contexts, CycleFreezer freezer, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Freezes a cycle anew that collects; lets one try again that could not be frozen. Where nothing is otherwise nothing changes.</summary>
    /// <exception cref="ProblemException">It is past collecting: rule broken. It cannot be frozen as things are: unacceptable, with every reason.</exception>
    public async Task<CycleRecord> FreezeAsync(DurableTaskClient client, CycleKey key, FreezeRequest asked, AuditActor actor, CancellationToken cancellation)
    {
        CycleRecord cycle = await cycles.FindAsync(key, cancellation) ?? throw CycleEndpoints.NotStarted(key);
        ConfirmedRoster[] confirmed = [.. cycle.Confirmed.ExceptBy(asked.Confirmed.Select(one => one.Township), one => one.Township), .. asked.Confirmed];
        CycleRecord next = cycle with { Confirmed = confirmed };
        if (cycle.Phase == CyclePhase.Open)
            return await FreezeAnewAsync(client, next, asked.Reason, nameof(EditionEndpoints.FreezeCycleAgain), actor, cancellation);
        // A request that froze it anew was cut off.
        if (cycle is { Phase: CyclePhase.Scheduled, Past: [.., { End: EditionEnd.FrozenAnew }] })
        {
            await client.StartOnceAsync(nameof(CountyCycleOrchestrator), cycle.Key.InstanceId, new CycleStart(cycle.Key), cancellation);
            return cycle;
        }

        if (cycle.Phase != CyclePhase.Blocked)
            throw new ProblemException(ProblemType.RuleBroken, "Only a cycle that collects, or could not be frozen, can be frozen anew.");
        var entry = new AuditEntry(key.County.Value, actor, nameof(EditionEndpoints.FreezeCycleAgain), key.Resource, Digest.OfJson(cycle), Digest.OfJson(next), asked.Reason);
        await audit.RecordAsync(entry, async stop => await cycles.TryReplaceAsync(next, stop) ? next : throw WentOn(key), cancellation);
        await client.RaiseAsync(next.Key, new FreezeAgain(), cancellation);
        return next;
    }

    /// <summary>Begins the next edition of a cycle that collects, with what its pools were reported as far as it fits.</summary>
    /// <param name="wanted">The cycle with what is to be otherwise: special items, confirmed rosters.</param>
    /// <exception cref="ProblemException">A pool is past its first collecting: rule broken. It cannot be frozen as things are: unacceptable, with every reason.</exception>
    public async Task<CycleRecord> FreezeAnewAsync(
        DurableTaskClient client, CycleRecord wanted, string reason, string action, AuditActor actor, CancellationToken cancellation)
    {
        CycleKey key = wanted.Key;
        (CycleRecord cycle, IReadOnlyList<PoolRecord> pools) = await RequireAsync(key, cancellation);
        if (cycle.ETag != wanted.ETag || cycle.Phase != CyclePhase.Open)
            throw WentOn(key);
        if (pools.FirstOrDefault(pool => pool is not { Phase: PoolPhase.Collecting, Round: 1 }) is { } settled)
            throw new ProblemException(ProblemType.RuleBroken, $"Collecting has ended in '{settled.Pool}': what the cycle assesses is settled. It can be cancelled, and its period opened anew.");
        CycleRecord next = Next(wanted) with { Past = [.. cycle.Past, PastOf(key, EditionEnd.FrozenAnew, reason, actor)] };
        (FrozenCycle frozen, IReadOnlyList<ProblemError> problems) = await freezer.GatherAsync(next, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, problems);
        FrozenCycle now = (await contexts.RequireAsync(key, cancellation)).Frozen;
        if (Digest.OfJson(frozen with { Key = now.Key, At = now.At, Earlier = now.Earlier }) == Digest.OfJson(now))
            return cycle;

        await EndAsync(client, cycle, next, pools, reason, action, actor, cancellation);
        return next;
    }

    /// <summary>Cancels a cycle whose results are not out. Again changes nothing.</summary>
    /// <exception cref="ProblemException">Some results are out: rule broken.</exception>
    public async Task<CycleRecord> CancelAsync(DurableTaskClient client, CycleKey key, string reason, AuditActor actor, CancellationToken cancellation)
    {
        (CycleRecord cycle, IReadOnlyList<PoolRecord> pools) = await RequireAsync(key, cancellation);
        if (cycle.Phase != CyclePhase.Cancelled)
        {
            if (cycle.Phase == CyclePhase.Sealed || pools.FirstOrDefault(pool => pool.Phase >= PoolPhase.Settling) is not null)
                throw new ProblemException(ProblemType.RuleBroken, $"Results of '{key}' are out, or decided: they stand. Whoever is not content appeals.");
            CycleRecord next = cycle with { Phase = CyclePhase.Cancelled, Past = [.. cycle.Past, PastOf(cycle.Key, EditionEnd.Cancelled, reason, actor)] };
            await EndAsync(client, cycle, next, pools, reason, nameof(EditionEndpoints.CancelCycle), actor, cancellation);
            return next;
        }

        // An earlier request may have got no further.
        await FollowAsync(client, cycle.Key, cycle, pools);
        return cycle;
    }

    /// <summary>Opens the period of a cancelled cycle anew: nothing is reported yet.</summary>
    /// <param name="wanted">The cycle as it is to run.</param>
    public async Task<CycleRecord> ReopenAsync(CycleRecord cancelled, CycleRecord wanted, AuditActor actor, CancellationToken cancellation)
    {
        CycleRecord next = Next(wanted with { Key = cancelled.Key }) with { Past = cancelled.Past, ETag = cancelled.ETag };
        var entry = new AuditEntry(next.Key.County.Value, actor, nameof(CycleStarter), next.Key.Resource, Digest.OfJson(cancelled), Digest.OfJson(next));
        return await audit.RecordAsync(entry, async stop => await cycles.TryReplaceAsync(next, stop) ? next : throw WentOn(next.Key), cancellation);
    }

    private async Task EndAsync(
        DurableTaskClient client, CycleRecord cycle, CycleRecord next, IReadOnlyList<PoolRecord> pools, string reason, string action, AuditActor actor, CancellationToken cancellation)
    {
        var entry = new AuditEntry(cycle.Key.County.Value, actor, action, cycle.Key.Resource, Digest.OfJson(cycle), Digest.OfJson(next), reason);
        await audit.RecordAsync(entry, async stop => await cycles.TryEndAsync(cycle.Key, next, pools, stop) ? next : throw WentOn(cycle.Key), cancellation);
        await FollowAsync(client, cycle.Key, next, pools);
    }

    // What is written is followed, whether the caller still listens or not. Whatever the edition waits for, it looks; one that is gone from the hub tells nobody, so it runs once more.
    private static async Task FollowAsync(DurableTaskClient client, CycleKey key, CycleRecord next, IReadOnlyList<PoolRecord> pools)
    {
        CancellationToken cancellation = CancellationToken.None;
        await client.StartOnceAsync(nameof(CountyCycleOrchestrator), next.Key.InstanceId, new CycleStart(next.Key), cancellation);
        foreach (PoolRecord pool in pools)
        {
            await client.RaiseAsync(key, pool.Pool, new CollectingChanged(CollectingChange.Extended), cancellation);
            await client.RaiseAsync(key, pool.Pool, new DecisionRecorded(pool.Round), cancellation);
            await client.RaiseAsync(key, pool.Pool, new TakeUp(), cancellation);
        }

        await client.RaiseAsync(key, new FreezeAgain(), cancellation);
        await client.RaiseAsync(key, new TakeUp(), cancellation);
    }

    private async Task<(CycleRecord Cycle, IReadOnlyList<PoolRecord> Pools)> RequireAsync(CycleKey key, CancellationToken cancellation) =>
        await cycles.FindWithPoolsAsync(key, cancellation) ?? throw CycleEndpoints.NotStarted(key);

    private static CycleRecord Next(CycleRecord cycle) =>
        cycle with { Key = cycle.Key with { Edition = cycle.Key.Edition + 1 }, Phase = CyclePhase.Scheduled, OpenedAt = null, Problems = [] };

    private PastEdition PastOf(CycleKey key, EditionEnd end, string reason, AuditActor actor) => new(key.Edition, end, reason, clock.GetUtcNow(), actor.Name);

    private static ProblemException WentOn(CycleKey key) => new(ProblemType.PreconditionFailed, $"The cycle '{key}' went on at the same time: look at it and try again.");
}
