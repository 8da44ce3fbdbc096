namespace Yuekao.App.Tell;

/// <summary>A way for messages to leave the app, beside the portal's inbox. It is there when settings configure it for some county.</summary>
public interface INoticeChannel
{
    /// <summary>What it is called in receipts and logs: <c>wecom</c>, <c>smtp</c>.</summary>
    string Name { get; }

    /// <summary>Whether a whole group reads what it brings: then it is given nothing that names a person.</summary>
    bool IsGroup { get; }

    /// <summary>How many messages one of its addresses takes in any minute; null for as many as come.</summary>
    int? MostPerMinute { get; }

    /// <summary>By which lane messages to a place of a county go; null where it serves none there.</summary>
    /// <param name="township">Null for the county's own offices.</param>
    Lane? LaneTo(string county, string? township);

    /// <summary>Sends a message to a place that it serves, once. Called again, it sends again: the message's id is the same.</summary>
    /// <returns>What the channel answered, for good.</returns>
    /// <exception cref="ChannelUnavailableException">It answered nothing final: the message may have left or not, and trying again later helps.</exception>
    Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation);
}

/// <summary>A message to one recipient.</summary>
/// <param name="Id">The same however often it is sent, and told in the message, so that a repeat can be recognized. To a group it is a number that says nothing.</param>
/// <param name="Township">The recipient's township; null for the county's own offices.</param>
/// <param name="Recipient">Who it is for: the id of a cadre or a village, or a role such as <c>township:gaowan</c>.</param>
/// <param name="Text">All of it, for who it is for alone.</param>
/// <param name="GroupMarkdown">What a group may read of it, with its heading: it names nobody. Null where it is no group's business.</param>
public sealed record ChannelMessage(string Id, string County, string? Township, string Recipient, string RecipientName, string Subject, string Text, string? GroupMarkdown);

/// <summary>What a channel answered: sent or refused.</summary>
/// <param name="Detail">Why it was refused, in a line without secrets; null when it was sent.</param>
public sealed record ChannelReceipt(string Channel, DeliveryResult Result, string? Detail = null);

/// <summary>A channel cannot take a message at the moment. It carries no inner exception: what HTTP and proxies report may hold secrets.</summary>
/// <param name="detail">What happened, in a line without secrets.</param>
/// <param name="wait">How long it wants to be left alone; null where it does not say.</param>
public sealed class ChannelUnavailableException(string channel, string detail, TimeSpan? wait = null)
    : Exception($"The channel '{channel}' is not available: {detail}.")
{
    public string Channel => channel;

    public string Detail => detail;

    public TimeSpan? Wait => wait;
}

/// <summary>Text for a place that holds one line, such as a mail header: what would end the line there becomes a space.</summary>
internal static class OneLine
{
    public static string Of(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)).Trim();
}
