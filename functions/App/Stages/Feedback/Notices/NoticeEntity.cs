namespace Yuekao.App.Stages.Feedback;

/// <summary>
/// Notices as table rows. Partition <c>county|township|year</c>, row <c>recipient|scheme|period</c>: so a recipient's notices lie together, and an issue is few
/// transactions. What comes later has columns of its own, each with one writer's part, which are merged: no writer overwrites another's.
/// </summary>
internal static class NoticeEntity
{
    public const string Cycle = "Cycle";
    public const string Acknowledged = "Acknowledged";

    private const string ReadAt = "ReadAt";
    private const string Acknowledgement = "Acknowledgement";
    private const string Deliveries = "Deliveries";

    public static string Partition(CountyId county, TownshipId township, int year) => $"{county}|{township}|{year:0000}";

    public static string Row(string recipient, CycleKey key) => $"{recipient}|{key.Scheme}|{key.Period}";

    public static TableEntity Of(NoticeRecord notice)
    {
        NoticeRecord issued = notice with { ReadAt = null, Acknowledgement = null, Deliveries = [] };
        TableEntity entity = JsonRow.Of(Partition(notice.Cycle.County, notice.Township, notice.Cycle.Period.Year), Row(notice.Recipient, notice.Cycle), issued);
        entity[Cycle] = notice.Cycle.InstanceId;
        entity[Acknowledged] = notice.Acknowledgement is not null;
        if (notice.ReadAt is { } at)
            entity[ReadAt] = at;
        if (notice.Acknowledgement is { } acknowledgement)
            entity[Acknowledgement] = Json(acknowledgement);
        if (notice.Deliveries.Count > 0)
            entity[Deliveries] = Json(notice.Deliveries);
        return entity;
    }

    public static NoticeRecord Read(TableEntity entity) => JsonRow.Read<NoticeRecord>(entity) with
    {
        ReadAt = entity.GetDateTimeOffset(ReadAt),
        Acknowledgement = Part<Acknowledgement>(entity, Acknowledgement),
        Deliveries = Part<Delivery[]>(entity, Deliveries) ?? [],
        ETag = entity.ETag,
    };

    public static TableEntity WhenRead(NoticeRecord notice, DateTimeOffset at) => Keys(notice, (ReadAt, at));

    public static TableEntity WhenAcknowledged(NoticeRecord notice, Acknowledgement acknowledgement) => Keys(notice, (Acknowledgement, Json(acknowledgement)), (Acknowledged, true));

    public static TableEntity WhenDelivered(NoticeRecord notice, IReadOnlyList<Delivery> deliveries) => Keys(notice, (Deliveries, Json(deliveries)));

    private static TableEntity Keys(NoticeRecord notice, params ReadOnlySpan<(string Name, object Value)> parts)
    {
        var entity = new TableEntity(Partition(notice.Cycle.County, notice.Township, notice.Cycle.Period.Year), Row(notice.Recipient, notice.Cycle));
        foreach ((string name, object value) in parts)
            entity[name] = value;
        return entity;
    }

    private static string Json<T>(T part) => JsonSerializer.Serialize(part, DocumentJson.Options);

    private static T? Part<T>(TableEntity entity, string name)
        where T : class => entity.GetString(name) is { } json ? JsonSerializer.Deserialize<T>(json, DocumentJson.Options) : null;
}
