namespace Yuekao.App.Records;

/// <summary>External event to a pool's orchestration: something came in, was waived or extended. What it was stands in storage; the event only wakes.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Township">The township it is about; null for the whole pool.</param>
/// <param name="Source">The source that reported.</param>
public sealed record CollectingChanged(CollectingChange Kind, TownshipId? Township = null, SourceId? Source = null);

/// <summary>What happened while a pool collects.</summary>
public enum CollectingChange
{
    /// <summary>A source submitted readings.</summary>
    Submitted,

    /// <summary>An item was waived, or a waiver withdrawn.</summary>
    Waived,

    /// <summary>The due time was extended.</summary>
    Extended,
}

/// <summary>External event to a pool's orchestration: the meeting's resolution on a round is recorded.</summary>
public sealed record DecisionRecorded(int Round);

/// <summary>External event to a cycle's orchestration: a subject appeals.</summary>
/// <param name="Subject">The appellant.</param>
/// <param name="Pool">The appellant's pool.</param>
public sealed record AppealFiled(SubjectId Subject, PoolId Pool);

/// <summary>External event to a cycle's orchestration: the meeting's decision on an appeal is recorded.</summary>
/// <param name="Subject">The appellant.</param>
public sealed record AppealRuled(SubjectId Subject);

/// <summary>External event to a cycle's orchestration that could not freeze: try again.</summary>
public sealed record FreezeAgain;

/// <summary>Raises the events.</summary>
internal static class CycleEvents
{
    public static Task RaiseAsync(this DurableTaskClient client, CycleKey key, PoolId pool, CollectingChanged change, CancellationToken cancellation) =>
        client.WakeAsync(key.PoolInstanceId(pool), nameof(CollectingChanged), change, cancellation);

    public static Task RaiseAsync(this DurableTaskClient client, CycleKey key, PoolId pool, DecisionRecorded decision, CancellationToken cancellation) =>
        client.WakeAsync(key.PoolInstanceId(pool), nameof(DecisionRecorded), decision, cancellation);

    public static Task RaiseAsync(this DurableTaskClient client, CycleKey key, AppealRuled decision, CancellationToken cancellation) =>
        client.WakeAsync(key.InstanceId, nameof(AppealRuled), decision, cancellation);

    public static Task RaiseAsync(this DurableTaskClient client, CycleKey key, AppealFiled filed, CancellationToken cancellation) =>
        client.WakeAsync(key.InstanceId, nameof(AppealFiled), filed, cancellation);

    public static Task RaiseAsync(this DurableTaskClient client, CycleKey key, FreezeAgain again, CancellationToken cancellation) =>
        client.WakeAsync(key.InstanceId, nameof(FreezeAgain), again, cancellation);
}
