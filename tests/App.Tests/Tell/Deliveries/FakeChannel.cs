using System.Collections.Concurrent;

namespace Yuekao.App.Tests.Tell.Deliveries;

/// <summary>A channel that keeps what it is given, and answers as it is told. Its address is its own: lanes stand in the storage that tests share.</summary>
internal sealed class FakeChannel(string name, bool isGroup = false, int? mostPerMinute = null) : INoticeChannel
{
    private int now;
    private int most;

    /// <summary>What it answers to a message that comes for the n-th time; null where it is not available.</summary>
    public Func<ChannelMessage, int, DeliveryResult?> Answers { get; set; } = (_, _) => DeliveryResult.Sent;

    /// <summary>What its answer waits for.</summary>
    public Func<ChannelMessage, Task> Waits { get; set; } = _ => Task.CompletedTask;

    /// <summary>Which townships it serves; null for the county's offices.</summary>
    public Func<string?, bool> Served { get; set; } = _ => true;

    public string Address { get; set; } = Guid.NewGuid().ToString();

    /// <summary>Every message that came, as often as it came.</summary>
    public ConcurrentQueue<ChannelMessage> Came { get; } = new();

    /// <summary>How many came at the same time at most.</summary>
    public int Most => Volatile.Read(ref most);

    public string Name => name;

    public bool IsGroup => isGroup;

    public int? MostPerMinute => mostPerMinute;

    public Lane? LaneTo(string county, string? township) => Served(township) ? Lane.Of(name, Address) : null;

    public async Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation)
    {
        int together = Interlocked.Increment(ref now);
        for (int seen = Most; seen < together; seen = Most)
            Interlocked.CompareExchange(ref most, together, seen);
        await Task.Yield();
        Came.Enqueue(message);
        await Waits(message);
        Interlocked.Decrement(ref now);
        return Answers(message, Came.Count(one => one.Id == message.Id)) is { } result
            ? new ChannelReceipt(name, result, result == DeliveryResult.Refused ? "no such address" : null)
            : throw new ChannelUnavailableException(name, "busy");
    }
}
