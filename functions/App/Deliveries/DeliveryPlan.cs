using Yuekao.App.Cycles;

namespace Yuekao.App.Deliveries;

/// <summary>Input of the delivery orchestration: what goes out by the channels, by key.</summary>
/// <param name="Key">The cycle.</param>
/// <param name="Pool">The pool; null for the whole cycle.</param>
/// <param name="Kind">What goes out.</param>
/// <param name="Items">The keys of what goes out, each unique within the cycle and kind.</param>
public sealed record DeliveryPlan(CycleKey Key, PoolId? Pool, OutgoingKind Kind, IReadOnlyList<string> Items);

/// <summary>What goes out by the channels.</summary>
public enum OutgoingKind
{
    /// <summary>Feedback notices to cadres and villages.</summary>
    Notices,

    /// <summary>Messages to those who work on the cycle.</summary>
    Messages,
}
