using System.Text;
using System.Text.RegularExpressions;

namespace Yuekao.App.Tell;

/// <summary>A message to each recipient. The same request again leaves the same messages.</summary>
/// <param name="Recipients">Roles as tokens have them: <c>county</c>, <c>township:gaowan</c>, <c>department:petitions</c>, <c>meeting:gaowan</c>.</param>
/// <param name="Occasion">Tells requests of one kind and pool apart, whichever run of an orchestration makes them: one of <see cref="Tell.Occasion"/>.</param>
/// <param name="Count">How many it is about: missing readings, unacknowledged notices; null where that says nothing.</param>
/// <param name="Detail">What else the recipient must know, such as the reason of a return; null for nothing.</param>
public sealed record MessageRequest(
    CycleKey Key, PoolId? Pool, MessageKind Kind, IReadOnlyList<string> Recipients, string Occasion, DateTimeOffset? Due = null, int? Count = null, string? Detail = null);

/// <summary>On what occasion something is told: the last part of a message's id.</summary>
public static class Occasion
{
    /// <summary>There is one in a cycle, or in a pool.</summary>
    public const string Once = "once";

    public static string Round(int round) => $"round-{round}";

    /// <summary>There is one of each revision of what it tells.</summary>
    public static string Revision(int revision) => $"revision-{revision}";

    /// <summary>Somebody appeals. Who, the id does not spell out; groups are never shown it.</summary>
    public static string Appeal(SubjectId appellant) => $"appeal-{Digest.Of(Encoding.UTF8.GetBytes(appellant.Value)).ToString()[..16]}";

    /// <summary>It happened then: <c>at-2026-11-03T1000Z</c>.</summary>
    public static string At(DateTimeOffset time) => $"at-{Show(time)}";

    /// <summary>It began on that day: <c>day-2026-11-03</c>.</summary>
    public static string Day(DateTimeOffset time) => $"day-{time.UtcDateTime:yyyy-MM-dd}";

    /// <summary>Something is due: <c>due-2026-11-03T1000Z</c>.</summary>
    public static string Due(DateTimeOffset due) => $"due-{Show(due)}";

    /// <summary>Something will be due: <c>48h-before-2026-11-03T1000Z</c>.</summary>
    public static string Before(TimeSpan before, DateTimeOffset due) => $"{(int)before.TotalHours}h-before-{Show(due)}";

    // Without colons: fit for a URL, a table key and an orchestration's id.
    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HHmm'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Ids of messages: <c>township.gaowan~haixing.village-monthly~2026-10~gaowan~proposalReady~round-1</c>. Fit for a URL and a table key, and the recipient can be told from it.</summary>
internal static partial class MessageIds
{
    private const char Between = '~';

    public static string Of(MessageRequest request, string recipient) => string.Join(
        Between,
        recipient.Replace(':', '.'),
        request.Key.Scheme,
        request.Key.Run,
        request.Pool?.Value ?? "",
        JsonNamingPolicy.CamelCase.ConvertName(request.Kind.ToString()),
        request.Occasion);

    /// <summary>The recipient that an id tells; null where it is no message's id.</summary>
    public static string? RecipientOf(string id)
    {
        if (!Form().IsMatch(id))
            return null;
        // A role's name has no dot; what it is of may have some.
        string recipient = id[..id.IndexOf(Between, StringComparison.Ordinal)];
        int dot = recipient.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? recipient : $"{recipient[..dot]}:{recipient[(dot + 1)..]}";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}(~[A-Za-z0-9.-]{0,80}){5}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}

/// <summary>Where a recipient goes on from a message.</summary>
internal static class MessageLinks
{
    public static string Of(MessageRequest request, string recipient)
    {
        string county = $"counties/{request.Key.County}";
        string cycle = $"{county}/{request.Key.Resource}";
        string? township = request.Pool is { } pool && pool != PoolId.County ? pool.Value : recipient.Split(':') is ["township" or "committee", var own] ? own : null;
        return request.Kind switch
        {
            MessageKind.CollectingOpened or MessageKind.ReadingsMissing or MessageKind.CollectingOverdue or MessageKind.ReadingsReturned when township is not null =>
                $"{cycle}/townships/{township}/submissions",
            MessageKind.AppealFiled or MessageKind.AppealsOverdue when request.Pool is { } appealed => $"{cycle}/pools/{appealed}/appeals",
            MessageKind.ActionsDue or MessageKind.ActionsOverdue => township is null ? $"{county}/actions" : $"{county}/townships/{township}/actions",
            MessageKind.RectificationsDue or MessageKind.RectificationsOverdue when township is not null => $"{county}/townships/{township}/rectifications",
            MessageKind.DispatchOpened or MessageKind.DispatchReportsMissing or MessageKind.DispatchClosed => $"{cycle}/dispatch",
            MessageKind.DispatchBlocked => $"{county}/projects",
            MessageKind.TalksOverdue => $"{county}/mentoring?overdue=true",
            MessageKind.RotationsShort => $"{county}/rotations",
            MessageKind.ReviewsOverdue => $"{county}/reserve?reviewOverdue=true",
            MessageKind.CohortFilled or MessageKind.DevelopmentStopped => $"{county}/cohorts",
            MessageKind.VisitsPlanned => $"{cycle}/visits",
            _ => cycle,
        };
    }
}
