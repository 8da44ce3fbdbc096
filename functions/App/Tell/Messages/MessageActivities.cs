namespace Yuekao.App.Tell;

/// <summary>Puts messages into the inbox of roles.</summary>
public sealed class MessageActivities(MessageStore messages, CycleContexts contexts, SchemeStore schemes, TimeProvider clock)
{
    /// <summary>Posts a message to each recipient: one storage call for up to 50. They tell of writes that the audit trail has, and are their own record. Run again, it changes nothing: the messages stay as they were posted first.</summary>
    /// <returns>The keys of the messages, for a delivery plan: the same with every run.</returns>
    [Function(nameof(PostMessages))]
    public async Task<IReadOnlyList<string>> PostMessages([ActivityTrigger] MessageRequest request, CancellationToken cancellation)
    {
        MessageScene scene = await SceneAsync(request.Key, cancellation);
        (LocalText title, LocalText text) = MessageTexts.Of(request, scene);
        DateTimeOffset at = clock.GetUtcNow();
        Message[] posted =
        [
            .. request.Recipients.Distinct().Select(recipient => new Message
            {
                Id = MessageIds.Of(request, recipient), Recipient = recipient, RecipientName = scene.Recipient(recipient), Kind = request.Kind, At = at,
                Cycle = request.Key.Resource, Pool = request.Pool, Title = title, Text = text, Link = MessageLinks.Of(request, recipient), Due = request.Due, Count = request.Count,
            }),
        ];
        if (posted.Length == 0)
            return [];
        await messages.AddAsync(request.Key.County, posted, cancellation);
        return [.. posted.Select(message => message.Id)];
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
