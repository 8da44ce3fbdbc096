namespace Yuekao.App.Channels;

/// <summary>A channel cannot take a message at the moment. It carries no inner exception: what HTTP and proxies report may hold secrets.</summary>
/// <param name="channel">The channel's name.</param>
/// <param name="detail">What happened, in a line without secrets.</param>
/// <param name="retryAfter">How long the channel asks to be left alone; null when it does not say.</param>
public sealed class ChannelUnavailableException(string channel, string detail, TimeSpan? retryAfter = null)
    : Exception($"The channel '{channel}' is not available: {detail}.")
{
    /// <summary>The channel's name.</summary>
    public string Channel => channel;

    /// <summary>What happened.</summary>
    public string Detail => detail;

    /// <summary>How long the channel asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
