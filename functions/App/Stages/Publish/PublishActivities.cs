namespace Yuekao.App.Stages.Publish;

public sealed record PoolPublication(CycleKey Key, PoolId Pool, DateTimeOffset At);

public sealed class PublishActivities(
    CycleContexts contexts, CycleStore cycles, PoolResults decided, RecordedResults recorded, BoardDocuments boards, AuditTrail audit, CycleMetrics metrics)
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

    /// <summary>After an appeal that corrected a result: lets the board follow, and says on it that something was corrected. Again, nothing changes.</summary>
    [Function(nameof(CorrectBoard))]
    public async Task CorrectBoard([ActivityTrigger] SubjectRef appellant, CancellationToken cancellation)
    {
        (CycleKey key, SubjectId subject) = appellant;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        if (await recorded.FindAsync(context, subject, cancellation) is not { Current: { Revision: > 1 } now } history || !IsPublic(context, history.First, now))
            return;
        CycleRecord record = (await cycles.FindAsync(key, cancellation))!;
        Board board = await boards.FindAsync(key, record.BoardRevision, cancellation) ?? throw new InvalidOperationException($"The cycle {key} has no board.");
        Pool pool = context.RequirePoolOf(now.Township);
        IReadOnlyList<ResultHistory> all = await recorded.OfCycleAsync(context, pool.Townships.Select(township => township.Id), cancellation);
        RecordedResult[] corrected = [.. all.Select(one => one.Current).Where(one => one.Revision > 1)];
        Board next = board.Correct(context, pool, await decided.ReadAsync(key, pool.Id, cancellation), corrected, now.At);
        if (next.Revision == board.Revision)
            return;
        var entry = new AuditEntry(key.County.Value, key.Actor, nameof(CorrectBoard), $"{key.Resource}/board", Digest.OfJson(board), Digest.OfJson(next));
        await audit.RecordAsync(entry, WriteAsync, cancellation);

        async Task<Board> WriteAsync(CancellationToken stop)
        {
            Board kept = await boards.PublishAsync(key, next, stop);
            await cycles.PutAsync(record with { BoardRevision = kept.Revision }, stop);
            return kept;
        }
    }

    // Only a ranking that selects nobody shows ranks and scores.
    private static bool IsPublic(CycleContext context, RecordedResult before, RecordedResult after) =>
        before.Grade != after.Grade || before.Selected != after.Selected || context.Scheme.Document.Grading is RankingGrading { Selects: null };
}
