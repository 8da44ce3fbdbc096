using System.Collections.Concurrent;

namespace Yuekao.App.Tests.Tell.Deliveries;

/// <summary>A channel that keeps what it is given, and answers as it is told.</summary>
internal sealed class FakeChannel(string name) : INoticeChannel
{
    private int now;
    private int most;

    /// <summary>What it answers to a message that comes for the n-th time.</summary>
    public Func<ChannelMessage, int, DeliveryResult?> Answers { get; set; } = (_, _) => DeliveryResult.Sent;

    /// <summary>Whom it serves.</summary>
    public Func<ChannelMessage, bool> Served { get; set; } = _ => true;

    /// <summary>Every message that came, as often as it came.</summary>
    public ConcurrentQueue<ChannelMessage> Came { get; } = new();

    /// <summary>How many came at the same time at most.</summary>
    public int Most => Volatile.Read(ref most);

    public string Name => name;

    public bool Serves(ChannelMessage message) => Served(message);

    public async Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation)
    {
        int together = Interlocked.Increment(ref now);
        for (int seen = Most; seen < together; seen = Most)
            Interlocked.CompareExchange(ref most, together, seen);
        await Task.Yield();
        Came.Enqueue(message);
        Interlocked.Decrement(ref now);
        return Answers(message, Came.Count(one => one.Id == message.Id)) is { } result
            ? new ChannelReceipt(name, result, result == DeliveryResult.Refused ? "no such address" : null)
            : throw new ChannelUnavailableException(name, "busy");
    }
}
