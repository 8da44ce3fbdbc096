using Microsoft.Azure.Functions.Worker;
using Yuekao.App.AuditTrail;
using Yuekao.App.Cycles.Storage;

namespace Yuekao.App.Cycles;

/// <summary>Input of <see cref="PublishActivities.PublishPool"/>.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="Pool">The pool.</param>
/// <param name="At">When its results come out.</param>
public sealed record PoolPublication(CycleKey Key, PoolId Pool, DateTimeOffset At);

/// <summary>Lets results out.</summary>
public sealed class PublishActivities(CycleStore cycles, IAuditTrail audit)
{
    /// <summary>From now on whom a pool's results concern may read them.</summary>
    [Function(nameof(PublishPool))]
    public async Task PublishPool([ActivityTrigger] PoolPublication publication, CancellationToken cancellation)
    {
        CycleKey key = publication.Key;
        PoolRecord record = (await cycles.FindAsync(key, publication.Pool, cancellation))!;
        if (record.Phase == PoolPhase.Published)
            return;
        await audit.AppendAsync(new AuditEntry(key.County.Value, CycleActor.Of(key), nameof(PublishPool), $"{key.Resource}/pools/{publication.Pool}/results", Before: null, After: null), cancellation);
        await cycles.PutAsync(key, record with { Phase = PoolPhase.Published, PublishedAt = publication.At }, cancellation);
    }

    /// <summary>All pools are out, and the boards are public.</summary>
    [Function(nameof(PublishCycle))]
    public async Task PublishCycle([ActivityTrigger] CycleMoment publication, CancellationToken cancellation)
    {
        CycleRecord record = (await cycles.FindAsync(publication.Key, cancellation))!;
        if (record.PublishedAt is not null)
            return;
        await cycles.PutAsync(record with { PublishedAt = publication.At }, cancellation);
    }
}
