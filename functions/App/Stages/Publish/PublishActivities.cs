namespace Yuekao.App.Stages.Publish;

/// <summary>Input of <see cref="PublishActivities.PublishPool"/>.</summary>
/// <param name="At">When its results come out.</param>
public sealed record PoolPublication(CycleKey Key, PoolId Pool, DateTimeOffset At);

/// <summary>Lets results out.</summary>
public sealed class PublishActivities(CycleStore cycles, YuekaoTelemetry telemetry)
{
    /// <summary>From now on whom a pool's results concern may read them. The audit trail has the recorded results; their coming out follows.</summary>
    [Function(nameof(PublishPool))]
    public async Task PublishPool([ActivityTrigger] PoolPublication publication, CancellationToken cancellation)
    {
        Spans.Describe(publication.Key, publication.Pool);
        if (await cycles.ChangeAsync(publication.Key, publication.Pool, Publish, cancellation) is { } before)
            telemetry.Cycles.Ended(publication.Key, CyclePhases.Feedback, before.Since, publication.At);

        PoolRecord? Publish(PoolRecord pool) =>
            pool.Phase == PoolPhase.Published ? null : pool with { Phase = PoolPhase.Published, Since = publication.At, PublishedAt = publication.At };
    }

    /// <summary>All pools are out, and the boards are public.</summary>
    [Function(nameof(PublishCycle))]
    public async Task PublishCycle([ActivityTrigger] CycleMoment publication, CancellationToken cancellation)
    {
        CycleRecord record = (await cycles.FindAsync(publication.Key, cancellation))!;
        if (record.PublishedAt is null)
            await cycles.PutAsync(record with { PublishedAt = publication.At }, cancellation);
    }
}
