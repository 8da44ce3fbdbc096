namespace Yuekao.App.Tell;

/// <summary>A way for messages to leave the app, beside the portal's inbox. It is there when settings configure it.</summary>
public interface INoticeChannel
{
    /// <summary>What it is called in receipts and logs: <c>wecom</c>, <c>smtp</c>.</summary>
    string Name { get; }

    /// <summary>Whether messages to this recipient leave by it.</summary>
    bool Serves(ChannelMessage message);

    /// <summary>Sends a message that it serves, once. Called again, it sends again: the message's id is the same.</summary>
    /// <returns>What the channel answered, for good.</returns>
    /// <exception cref="ChannelUnavailableException">It answered nothing final: the message may have left or not, and trying again later helps.</exception>
    Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation);
}

/// <summary>A message to one recipient.</summary>
/// <param name="Id">Its id: the same however often it is sent, and told in the message, so that a repeat can be recognized.</param>
/// <param name="Township">The recipient's township; null for the county's own offices.</param>
/// <param name="Recipient">Who it is for: the id of a cadre or a village, or a role such as <c>township:gaowan</c>.</param>
/// <param name="Markdown">All of it, with its heading, for channels that show Markdown.</param>
/// <param name="Text">All of it for channels that show plain text.</param>
public sealed record ChannelMessage(string Id, string County, string? Township, string Recipient, string RecipientName, string Subject, string Markdown, string Text);

/// <summary>What a channel answered: sent or refused.</summary>
/// <param name="Detail">Why it was refused, in a line without secrets; null when it was sent.</param>
public sealed record ChannelReceipt(string Channel, DeliveryResult Result, string? Detail = null);

/// <summary>A channel cannot take a message at the moment. It carries no inner exception: what HTTP and proxies report may hold secrets.</summary>
/// <param name="detail">What happened, in a line without secrets.</param>
public sealed class ChannelUnavailableException(string channel, string detail)
    : Exception($"The channel '{channel}' is not available: {detail}.")
{
    public string Channel => channel;

    public string Detail => detail;
}

/// <summary>Text for a place that holds one line, such as a mail header: what would end the line there becomes a space.</summary>
internal static class OneLine
{
    public static string Of(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)).Trim();
}
