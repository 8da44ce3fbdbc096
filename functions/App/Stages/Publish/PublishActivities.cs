namespace Yuekao.App.Stages.Publish;

public sealed record PoolPublication(CycleKey Key, PoolId Pool, DateTimeOffset At);

public sealed class PublishActivities(CycleContexts contexts, CycleStore cycles, PoolResults decided, BoardDocuments boards, AuditTrail audit, CycleMetrics metrics)
{
    /// <summary>From now on whom a pool's results concern may read them. The audit trail has the recorded results; their coming out follows.</summary>
    [Function(nameof(PublishPool))]
    public async Task PublishPool([ActivityTrigger] PoolPublication publication, CancellationToken cancellation)
    {
        CycleSpans.Describe(publication.Key, publication.Pool);
        if (await cycles.ChangeAsync(publication.Key, publication.Pool, Publish, cancellation) is { } before)
            metrics.Ended(publication.Key, CyclePhases.Feedback, before.Since, publication.At);

        PoolRecord? Publish(PoolRecord pool) =>
            pool.Phase == PoolPhase.Published ? null : pool with { Phase = PoolPhase.Published, Since = publication.At, PublishedAt = publication.At };
    }

    /// <summary>All pools are out: makes the board of the recorded results, and publishes it.</summary>
    /// <returns>When that was first.</returns>
    [Function(nameof(PublishCycle))]
    public async Task<DateTimeOffset> PublishCycle([ActivityTrigger] CycleMoment publication, CancellationToken cancellation)
    {
        (CycleKey key, DateTimeOffset at) = publication;
        CycleRecord record = (await cycles.FindAsync(key, cancellation))!;
        if (record.PublishedAt is { } before)
            return before;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        PoolResult[] results = await Task.WhenAll(context.Pools.Select(pool => decided.ReadAsync(key, pool.Id, cancellation)));
        Board board = Board.Of(context, results, at);
        var entry = new AuditEntry(key.County.Value, AuditActor.System(nameof(PublishCycle)), nameof(PublishCycle), $"{key.Resource}/board", Before: null, Digest.OfJson(board));
        return await audit.RecordAsync(entry, WriteAsync, cancellation);

        async Task<DateTimeOffset> WriteAsync(CancellationToken stop)
        {
            DateTimeOffset first = (await boards.PublishAsync(key, board, stop)).At;
            await cycles.PutAsync(record with { PublishedAt = first }, stop);
            return first;
        }
    }
}
