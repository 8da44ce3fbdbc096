namespace Yuekao.App.Tell;

/// <summary>Messages as they leave by the channels, in Chinese, what somebody wrote being free of markup already.</summary>
public sealed class OutgoingMessages(MessageStore messages) : IOutgoing
{
    public OutgoingKind Kind => OutgoingKind.Messages;

    /// <summary>A message for channels. A group is not told what somebody wrote: it may name a person.</summary>
    /// <param name="item">The id of a message that <see cref="MessageActivities.PostMessages"/> posted.</param>
    public async Task<ChannelMessage?> ComposeAsync(CycleKey key, string item, CancellationToken cancellation)
    {
        if (MessageIds.RecipientOf(item) is not { } recipient || await messages.FindAsync(key.County, recipient, item, cancellation) is not { } message)
            return null;
        (string title, string text) = (message.Title.ZhCn, message.Text.ZhCn);
        string groupText = MessageKinds.MayNamePeople(message.Kind) ? text.Split('\n')[0] : text;
        return new ChannelMessage(
            message.Id, key.County.Value, TownshipOf(item), recipient, message.RecipientName, title, Text: $"{title}\n\n{text}", GroupMarkdown: $"### {title}\n{groupText}");
    }

    public Task RecordAsync(CycleKey key, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        messages.DeliverAsync(key.County, [.. deliveries.Select(one => (MessageIds.RecipientOf(one.Item)!, one))], cancellation);

    /// <summary>Whose channels a message goes by. The county's meeting, departments and offices have no township.</summary>
    internal static string? TownshipOf(string item) =>
        MessageIds.RecipientOf(item)?.Split(':', 2) is ["township" or "meeting", var id] && id != PoolId.County.Value ? id : null;
}
