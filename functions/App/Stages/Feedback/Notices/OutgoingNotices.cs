namespace Yuekao.App.Stages.Feedback;

/// <summary>Tells recipients by the channels that their notice is out, and where to read it. What it says stays in the portal: a group chat is no place for a grade.</summary>
internal sealed class OutgoingNotices(CycleContexts contexts, NoticeStore notices, PortalSettings portal) : IOutgoing
{
    public OutgoingKind Kind => OutgoingKind.Notices;

    public async Task<ChannelMessage?> ComposeAsync(CycleKey key, PoolId? pool, string item, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        if (await notices.FindAsync(key, TownshipOf(context, item), item, cancellation) is not { } notice)
            return null;
        string title = $"{key.Period} {context.Scheme.Document.Title.ZhCn}";
        string subject = $"{title}反馈通知";
        string where = portal.Address is { } address ? $"请登录 {address} 查阅并确认。" : "请登录考核平台查阅并确认。";
        string text = $"{notice.Name}：{title}的{(notice.Revision > 1 ? "申诉结果" : "考核结果")}已经公布，{where}如有异议，可在申诉期内提出申诉。";
        return new ChannelMessage(notice.Id, key.County.Value, notice.Township.Value, item.Split('.', 2)[1], notice.Name, subject, $"### {subject}\n{text}", text);
    }

    public async Task RecordAsync(CycleKey key, PoolId? pool, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        foreach (var township in deliveries.GroupBy(delivery => TownshipOf(context, delivery.Item)))
        {
            ILookup<string, Delivery> made = township.ToLookup(delivery => delivery.Item);
            IReadOnlyList<NoticeRecord> issued = await notices.OfCycleAsync(key, township.Key, acknowledged: null, after: null, int.MaxValue, cancellation);
            IEnumerable<NoticeRecord> told = issued.Where(notice => made.Contains(notice.Recipient));
            await notices.DeliverAsync([.. told.Select(notice => (notice, (IReadOnlyList<Delivery>)[.. made[notice.Recipient]]))], cancellation);
        }
    }

    private static TownshipId TownshipOf(CycleContext context, string item)
    {
        string id = item.Split('.', 2)[1];
        bool isOfVillage = item.StartsWith("village.", StringComparison.Ordinal);
        return context.Frozen.Townships.First(township => isOfVillage
            ? township.Villages.Any(village => village.Id.Value == id)
            : township.Subjects.Any(subject => subject.Entry.Subject.Value == id)).Id;
    }
}

/// <param name="Address"><c>Portal:Address</c>: where people read their notices; null when it is not told.</param>
internal sealed record PortalSettings(Uri? Address)
{
    public static PortalSettings Read(SettingsReader settings) => new(settings.Address("Portal:Address", settings.Optional("Portal:Address") ?? string.Empty));
}
