namespace Yuekao.App.Stages.Feedback;

/// <summary>
/// Tells by the channels that notices are out, and where to read them: each recipient of their own, a group only of how many there are in its township. What they
/// say stays in the portal.
/// </summary>
internal sealed class OutgoingNotices(CycleContexts contexts, NoticeStore notices, PortalSettings portal) : IOutgoing
{
    public OutgoingKind Kind => OutgoingKind.Notices;

    public async Task<ChannelMessage?> ComposeAsync(CycleKey key, string item, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        string title = $"{key.Period} {context.Scheme.Document.Title.ZhCn}";
        string where = portal.Address is { } address ? $"请登录 {address} 查阅并确认。" : "请登录考核平台查阅并确认。";
        const string Appeal = "如有异议，可在申诉期内提出申诉。";
        return NoticeItems.TownshipOf(item) is { } township ? await OfTownshipAsync(township) : await OfRecipientAsync();

        async Task<ChannelMessage?> OfTownshipAsync(TownshipId id)
        {
            int count = (await ListAsync(key, id, cancellation)).Count;
            string subject = $"{context.RequireTownship(id).Name}{title}反馈通知";
            string text = $"{count} 份反馈通知已发出，{where}{Appeal}";
            return new ChannelMessage($"{key}.{item}", key.County.Value, id.Value, id.Value, subject, subject, text, GroupMarkdown: $"### {subject}\n{text}");
        }

        async Task<ChannelMessage?> OfRecipientAsync()
        {
            (string recipient, int revision) = NoticeItems.Read(item);
            // One that was issued anew tells of itself.
            if (await notices.FindAsync(key, TownshipOf(context, recipient), recipient, cancellation) is not { } notice || notice.Revision != revision)
                return null;
            string text = $"{notice.Name}：{title}的{(revision > 1 ? "申诉结果" : "考核结果")}已经公布，{where}{Appeal}";
            return new ChannelMessage(notice.Id, key.County.Value, notice.Township.Value, recipient.Split('.', 2)[1], notice.Name, $"{title}反馈通知", text, GroupMarkdown: null);
        }
    }

    /// <summary>Keeps what became of notices with each; of a township's digest with all of its notices.</summary>
    public async Task RecordAsync(CycleKey key, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        var told = new List<(TownshipId Township, string Recipient, Delivery Delivery)>();
        foreach (Delivery delivery in deliveries)
        {
            if (NoticeItems.TownshipOf(delivery.Item) is { } township)
            {
                // One that was issued anew is its recipient's alone.
                IEnumerable<NoticeRecord> issued = (await ListAsync(key, township, cancellation)).Where(notice => notice.Revision == 1);
                told.AddRange(issued.Select(notice => (township, notice.Recipient, delivery with { Item = NoticeItems.Of(notice) })));
            }
            else
            {
                string recipient = NoticeItems.Read(delivery.Item).Recipient;
                told.Add((TownshipOf(context, recipient), recipient, delivery));
            }
        }

        await Task.WhenAll(told.GroupBy(one => one.Township).Select(township =>
            notices.DeliverAsync(key, township.Key, [.. township.Select(one => (one.Recipient, one.Delivery))], cancellation)));
    }

    private Task<IReadOnlyList<NoticeRecord>> ListAsync(CycleKey key, TownshipId township, CancellationToken cancellation) =>
        notices.OfCycleAsync(key, township, acknowledged: null, after: null, int.MaxValue, cancellation);

    private static TownshipId TownshipOf(CycleContext context, string recipient)
    {
        string id = recipient.Split('.', 2)[1];
        bool isOfVillage = recipient.StartsWith("village.", StringComparison.Ordinal);
        return context.Frozen.Townships.First(township => isOfVillage
            ? township.Villages.Any(village => village.Id.Value == id)
            : township.Subjects.Any(subject => subject.Entry.Subject.Value == id)).Id;
    }
}

/// <summary>The keys by which notices go out: each for itself, and for groups a township's as one.</summary>
internal static class NoticeItems
{
    private const string OfATownship = "township.";

    /// <summary>A notice, and another when it is issued anew: <c>subject.c0001.1</c>.</summary>
    public static string Of(NoticeRecord notice) => string.Create(CultureInfo.InvariantCulture, $"{notice.Recipient}.{notice.Revision}");

    public static string Of(TownshipId township) => $"{OfATownship}{township}";

    /// <summary>The township whose notices an item is; null where it is one notice.</summary>
    public static TownshipId? TownshipOf(string item) => item.StartsWith(OfATownship, StringComparison.Ordinal) ? TownshipId.Of(item[OfATownship.Length..]) : null;

    public static (string Recipient, int Revision) Read(string item)
    {
        int dot = item.LastIndexOf('.');
        return (item[..dot], int.Parse(item[(dot + 1)..], CultureInfo.InvariantCulture));
    }
}

/// <param name="Address"><c>Portal:Address</c>: where people read their notices; null when it is not told.</param>
internal sealed record PortalSettings(Uri? Address)
{
    public static PortalSettings Read(SettingsReader settings) => new(settings.Address("Portal:Address", settings.Optional("Portal:Address") ?? string.Empty));
}
