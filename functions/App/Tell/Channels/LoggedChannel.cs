namespace Yuekao.App.Tell;

/// <summary>A channel whose failures are logged, a line each.</summary>
internal sealed class LoggedChannel(INoticeChannel channel, ILogger<LoggedChannel> logger) : INoticeChannel
{
    public string Name => channel.Name;

    public bool Serves(ChannelMessage message) => channel.Serves(message);

    public async Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation)
    {
        try
        {
            ChannelReceipt receipt = await channel.SendAsync(message, cancellation);
            if (receipt.Result == ChannelResult.Refused)
                logger.LogWarning("Channel {Channel} refuses message {Message} to {Recipient}: {Detail}.", Name, OneLine.Of(message.Id), OneLine.Of(message.Recipient), receipt.Detail);
            return receipt;
        }
        catch (ChannelUnavailableException failure)
        {
            logger.LogWarning("Channel {Channel} cannot take message {Message} to {Recipient} now: {Detail}.", Name, OneLine.Of(message.Id), OneLine.Of(message.Recipient), failure.Detail);
            throw;
        }
    }
}
