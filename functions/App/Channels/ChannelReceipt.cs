namespace Yuekao.App.Channels;

/// <summary>What a channel answered.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Result">What became of the message.</param>
/// <param name="Detail">Why it was refused, in a line without secrets; null when it was sent.</param>
public sealed record ChannelReceipt(string Channel, ChannelResult Result, string? Detail = null);

/// <summary>What became of a message.</summary>
public enum ChannelResult
{
    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>The channel will not take it, however often it is sent: a bad key, an address that does not exist, a message too long.</summary>
    Refused,
}
