using Yuekao.App.Channels;
using Yuekao.App.Cycles;

namespace Yuekao.App.Deliveries;

/// <summary>Something that goes out by the channels: composes its items, and keeps what became of them.</summary>
public interface IOutgoing
{
    /// <summary>What goes out.</summary>
    OutgoingKind Kind { get; }

    /// <summary>Composes an item, the same however often; null when it is not there any more.</summary>
    Task<ChannelMessage?> ComposeAsync(CycleKey key, PoolId? pool, string item, CancellationToken cancellation);

    /// <summary>Keeps what became of items, in batches. The same again changes nothing.</summary>
    Task RecordAsync(CycleKey key, PoolId? pool, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);
}
