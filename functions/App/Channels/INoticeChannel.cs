namespace Yuekao.App.Channels;

/// <summary>A way for messages to leave the app, beside the portal's inbox. It is there when settings configure it.</summary>
public interface INoticeChannel
{
    /// <summary>What it is called in receipts and logs: <c>wecom</c>, <c>smtp</c>.</summary>
    string Name { get; }

    /// <summary>Whether messages to this recipient leave by it.</summary>
    bool Serves(ChannelMessage message);

    /// <summary>Sends a message that it serves, once. Called again, it sends again: the message's id is the same.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellation">Gives up; whether the message left is then unknown.</param>
    /// <returns>What the channel answered, for good.</returns>
    /// <exception cref="ChannelUnavailableException">It answered nothing final: the message may have left or not, and trying again later helps.</exception>
    Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation);
}
