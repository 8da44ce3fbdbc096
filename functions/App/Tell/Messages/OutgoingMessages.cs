namespace Yuekao.App.Tell;

/// <summary>Messages as they leave by the channels. What became of them stays in the task hub: the inbox has them in any case.</summary>
public sealed class OutgoingMessages(MessageStore messages) : IOutgoing
{
    public OutgoingKind Kind => OutgoingKind.Messages;

    public async Task<ChannelMessage?> ComposeAsync(CycleKey key, PoolId? pool, string item, CancellationToken cancellation) => await FindAsync(key.County, item, cancellation);

    public Task RecordAsync(CycleKey key, PoolId? pool, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The message of a key that <see cref="MessageActivities.PostMessages"/> gave.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<ChannelMessage> FindAsync(CountyId county, string key, CancellationToken cancellation) =>
        MessageIds.RecipientOf(key) is { } recipient && await messages.FindAsync(county, recipient, key, cancellation) is { } message
            ? Of(county, message)
            : throw new InvalidOperationException($"There is no message '{key}'.");

    /// <summary>A message for channels: in Chinese, what somebody wrote being free of markup already.</summary>
    internal static ChannelMessage Of(CountyId county, Message message) => new(
        message.Id,
        county.Value,
        TownshipOf(message.Recipient),
        message.Recipient,
        message.RecipientName,
        message.Title.ZhCn,
        $"### {message.Title.ZhCn}\n{message.Text.ZhCn}",
        $"{message.Title.ZhCn}\n\n{message.Text.ZhCn}");

    // The county's meeting, departments and offices have no township.
    private static string? TownshipOf(string recipient) =>
        recipient.Split(':', 2) is ["township" or "meeting", var id] && id != PoolId.County.Value ? id : null;
}
