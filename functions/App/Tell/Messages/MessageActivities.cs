namespace Yuekao.App.Tell;

/// <summary>Tells people who work on a cycle, in the inbox of their role and by the channels.</summary>
public sealed class MessageActivities(MessageStore messages, CycleContexts contexts, SchemeStore schemes, DeliveryStarter deliveries, TimeProvider clock)
{
    /// <summary>Tells what there is to tell on one occasion: requests of one cycle, pool and kind, each to other recipients. Again, nothing is told again.</summary>
    [Function(nameof(PostMessages))]
    public async Task PostMessages([ActivityTrigger] IReadOnlyList<MessageRequest> requests, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        IReadOnlyList<string> posted = await PostAsync(requests, cancellation);
        await deliveries.StartAsync(client, $"{requests[0].Kind}-{requests[0].Occasion}", new DeliveryPlan(requests[0].Key, requests[0].Pool, OutgoingKind.Messages, posted), cancellation);
    }

    /// <summary>
    /// Posts a message to each recipient: one storage call for up to 50. They tell of writes that the audit trail has, and are their own record; they stay as
    /// they were posted first.
    /// </summary>
    internal async Task<IReadOnlyList<string>> PostAsync(IReadOnlyList<MessageRequest> requests, CancellationToken cancellation)
    {
        MessageScene scene = await SceneAsync(requests[0].Key, cancellation);
        DateTimeOffset at = clock.GetUtcNow();
        Message[] posted = [.. requests.SelectMany(request => request.Recipients.Distinct(), (request, recipient) => MessageOf(request, recipient, scene, at))];
        await messages.AddAsync(requests[0].Key.County, posted, cancellation);
        return [.. posted.Select(message => message.Id)];
    }

    private static Message MessageOf(MessageRequest request, string recipient, MessageScene scene, DateTimeOffset at)
    {
        (LocalText title, LocalText text) = MessageTexts.Of(request, scene);
        return new Message
        {
            Id = MessageIds.Of(request, recipient),
            Recipient = recipient,
            RecipientName = scene.Recipient(recipient),
            Kind = request.Kind,
            At = at,
            Cycle = request.Key.Resource,
            Pool = request.Pool,
            Title = title,
            Text = text,
            Link = MessageLinks.Of(request, recipient),
            Due = request.Due,
            Count = request.Count,
        };
    }

    private async Task<MessageScene> SceneAsync(CycleKey key, CancellationToken cancellation)
    {
        if (await contexts.FindAsync(key, cancellation) is { } context)
            return new MessageScene(key, context.Scheme.Document.Title, context);
        // What could not be frozen is called as the scheme is.
        IReadOnlyList<SchemeVersion> versions = await schemes.ListAsync(key.County, key.Scheme, after: null, most: 1, cancellation);
        return new MessageScene(key, versions is [var version, ..] ? version.Title : new LocalText { ZhCn = key.Scheme.Value }, context: null);
    }
}

/// <summary>Messages as they leave by the channels. What became of them stays in the task hub: the inbox has them in any case.</summary>
public sealed class OutgoingMessages(MessageStore messages) : IOutgoing
{
    public OutgoingKind Kind => OutgoingKind.Messages;

    /// <summary>A message for channels: in Chinese, what somebody wrote being free of markup already.</summary>
    /// <param name="item">The key of a message that <see cref="MessageActivities.PostMessages"/> gave.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<ChannelMessage?> ComposeAsync(CycleKey key, PoolId? pool, string item, CancellationToken cancellation) =>
        MessageIds.RecipientOf(item) is { } recipient && await messages.FindAsync(key.County, recipient, item, cancellation) is { } message
            ? new ChannelMessage(
                message.Id,
                key.County.Value,
                TownshipOf(message.Recipient),
                message.Recipient,
                message.RecipientName,
                message.Title.ZhCn,
                $"### {message.Title.ZhCn}\n{message.Text.ZhCn}",
                $"{message.Title.ZhCn}\n\n{message.Text.ZhCn}")
            : throw new InvalidOperationException($"There is no message '{item}'.");

    public Task RecordAsync(CycleKey key, PoolId? pool, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) => Task.CompletedTask;

    // The county's meeting, departments and offices have no township.
    private static string? TownshipOf(string recipient) =>
        recipient.Split(':', 2) is ["township" or "meeting", var id] && id != PoolId.County.Value ? id : null;
}
