namespace Yuekao.App.Records;

/// <summary>External event to a cycle's orchestration.</summary>
public interface ICycleEvent;

/// <summary>External event to a pool's orchestration. What came in, was waived or extended stands in storage; the event only wakes.</summary>
public interface IPoolEvent;

/// <param name="Township">Null for the whole pool.</param>
public sealed record CollectingChanged(CollectingChange Kind, TownshipId? Township = null, SourceId? Source = null) : IPoolEvent;

/// <summary>A withdrawn observation or waiver is a change as well.</summary>
public enum CollectingChange
{
    /// <summary>A source said that it has nothing more to report.</summary>
    Finished,

    /// <summary>A source took that back, or submitted what nothing is missing of although readings were due.</summary>
    Submitted,

    /// <summary>An item was waived, or a waiver withdrawn.</summary>
    Waived,
    Extended,
}

/// <summary>The meeting's resolution on a round is recorded.</summary>
public sealed record DecisionRecorded(int Round) : IPoolEvent;

public sealed record AppealFiled(SubjectId Subject, PoolId Pool) : ICycleEvent;

/// <summary>The meeting's ruling on a subject's appeal is recorded.</summary>
public sealed record AppealRuled(SubjectId Subject) : ICycleEvent;

/// <summary>A cycle that could not freeze: try again.</summary>
public sealed record FreezeAgain : ICycleEvent;

/// <summary>What was wrong may be mended: go on.</summary>
public sealed record TakeUp : ICycleEvent, IPoolEvent;

internal static class CycleEvents
{
    public static Task RaiseAsync<TEvent>(this DurableTaskClient client, CycleKey key, TEvent happened, CancellationToken cancellation)
        where TEvent : ICycleEvent => client.WakeAsync(key.InstanceId, typeof(TEvent).Name, happened, cancellation);

    public static Task RaiseAsync<TEvent>(this DurableTaskClient client, CycleKey key, PoolId pool, TEvent happened, CancellationToken cancellation)
        where TEvent : IPoolEvent => client.WakeAsync(key.PoolInstanceId(pool), typeof(TEvent).Name, happened, cancellation);
}
