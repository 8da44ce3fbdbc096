namespace Yuekao.App.Tell;

/// <summary>Tells people who work on a cycle, in the inbox of their role and by the channels.</summary>
public sealed class MessageActivities(MessageStore messages, CycleContexts contexts, SchemeStore schemes, PlacesStore places, Outbox outbox, TimeProvider clock)
{
    /// <summary>Tells what there is to tell on one occasion: requests of one cycle, pool and kind, each to other recipients. Again, only those are told who were not.</summary>
    [Function(nameof(PostMessages))]
    public async Task PostMessages([ActivityTrigger] IReadOnlyList<MessageRequest> requests, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        IReadOnlyList<string> posted = await PostAsync(requests, cancellation);
        PlannedItem[] items = [.. posted.Select(id => new PlannedItem(id, OutgoingMessages.TownshipOf(id)))];
        await outbox.SendAsync(client, new DeliveryPlan(requests[0].Key, requests[0].Pool, OutgoingKind.Messages, MessageKinds.UrgencyOf(requests[0].Kind), items), cancellation);
    }

    /// <summary>
    /// Posts a message to each recipient: one storage call for up to 50. They tell of writes that the audit trail has, and are their own record; they stay as
    /// they were posted first.
    /// </summary>
    internal async Task<IReadOnlyList<string>> PostAsync(IReadOnlyList<MessageRequest> requests, CancellationToken cancellation)
    {
        MessageScene scene = await SceneAsync(requests[0], cancellation);
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
            Cycle = MessageKinds.IsOfDevelopment(request.Kind) ? null : request.Key.Resource,
            Pool = request.Pool,
            Title = title,
            Text = text,
            Link = MessageLinks.Of(request, recipient),
            Due = request.Due,
            Count = request.Count,
        };
    }

    private async Task<MessageScene> SceneAsync(MessageRequest request, CancellationToken cancellation)
    {
        CycleKey key = request.Key;
        if (MessageKinds.IsOfDevelopment(request.Kind))
            return new MessageScene(key, new LocalText { ZhCn = "选育和后备力量培养", En = "Development of cadres" }, context: null, (await places.FindAsync(key.County, cancellation))?.Document);
        if (await contexts.FindAsync(key, cancellation) is { } context)
            return new MessageScene(key, context.Scheme.Document.Title, context);
        // What could not be frozen is called as the scheme is.
        IReadOnlyList<SchemeVersion> versions = await schemes.ListAsync(key.County, key.Scheme, after: null, most: 1, cancellation);
        return new MessageScene(key, versions is [var version, ..] ? version.Title : new LocalText { ZhCn = key.Scheme.Value }, context: null);
    }
}
