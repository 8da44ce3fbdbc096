namespace Yuekao.App.Messages;

/// <summary>Where a recipient goes on from a message.</summary>
internal static class MessageLinks
{
    /// <summary>The API resource for a request's recipient.</summary>
    public static string Of(MessageRequest request, string recipient)
    {
        string county = $"counties/{request.Key.County}";
        string cycle = $"{county}/{request.Key.Resource}";
        string? township = request.Pool is { } pool && pool != Cycles.PoolId.County ? pool.Value : recipient.StartsWith("township:", StringComparison.Ordinal) ? recipient["township:".Length..] : null;
        return request.Kind switch
        {
            MessageKind.CollectingOpened or MessageKind.ReadingsMissing or MessageKind.CollectingOverdue or MessageKind.ReadingsReturned when township is not null =>
                $"{cycle}/townships/{township}/submissions",
            MessageKind.AppealFiled or MessageKind.AppealsOverdue when request.Pool is { } appealed => $"{cycle}/pools/{appealed}/appeals",
            MessageKind.RectificationsDue or MessageKind.RectificationsOverdue when township is not null => $"{county}/townships/{township}/rectifications",
            _ => cycle,
        };
    }
}
