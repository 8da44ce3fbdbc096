namespace Yuekao.App.Tell;

/// <summary>
/// What a robot answers, always with HTTP 200. Only the code counts, for the message beside it may change
/// (developer.work.weixin.qq.com/document/path/90455, which lists the codes).
/// </summary>
/// <param name="Errcode">0 when the message is in the group.</param>
internal sealed record WeComAnswer(int? Errcode)
{
    private const int TooManyPerMinute = 45009;
    private const int SentTooFast = 130101;

    // The limit is 20 messages in a minute from one robot.
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <returns>Null when it is not one: a proxy's page, for example.</returns>
    public static WeComAnswer? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<WeComAnswer>(body, JsonSerializerOptions.Web) is { Errcode: not null } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public bool IsSent => Errcode == 0;

    /// <summary>Whether the same message may be taken later: busy, data in conflict, too many in a minute, too many at once, too fast.</summary>
    public bool IsTemporary => Errcode is -1 or 6000 or TooManyPerMinute or 45033 or SentTooFast;

    /// <summary>How long to leave the robot alone; null where that is not known.</summary>
    public TimeSpan? RetryAfter => Errcode is TooManyPerMinute or SentTooFast ? Minute : null;

    /// <summary>The code, and what it means where that is common.</summary>
    public string Detail => Errcode switch
    {
        TooManyPerMinute or SentTooFast => $"errcode {Errcode}, more messages in a minute than a robot may send",
        40058 => $"errcode {Errcode}, the content is not allowed or too long",
        93000 => $"errcode {Errcode}, the webhook's key is wrong or the robot was removed from its group",
        93004 => $"errcode {Errcode}, the robot is disabled",
        93008 => $"errcode {Errcode}, the robot is not in the group",
        _ => $"errcode {Errcode}",
    };
}
