namespace Yuekao.App.Tell;

/// <summary>A county's robots: the settings under <c>Channels:county:WeCom</c>. Whoever knows a robot's address can post to its group: addresses are secrets.</summary>
/// <param name="Webhook"><c>Webhook</c>: the robot for townships without their own and for the county; null for none.</param>
/// <param name="Townships"><c>Townships:id</c>: the townships' own robots, by township id.</param>
/// <param name="Timeout"><c>TimeoutSeconds</c>: how long to wait for an answer, 10 seconds unless set.</param>
internal sealed record WeComSettings(Uri? Webhook, IReadOnlyDictionary<string, Uri> Townships, TimeSpan Timeout)
{
    /// <returns>Null when no robot is set.</returns>
    public static WeComSettings? Read(SettingsReader settings, string section)
    {
        Uri? webhook = settings.SecretAddress($"{section}:Webhook");
        var townships = new Dictionary<string, Uri>();
        foreach (string township in settings.Names($"{section}:Townships"))
        {
            string key = $"{section}:Townships:{township}";
            if (!TownshipId.TryOf(township, out _))
                settings.Wrong(key, $"named by a township's id, {TownshipId.Expected}");
            else if (settings.SecretAddress(key) is { } own)
                townships.Add(township, own);
        }
        int seconds = settings.Number($"{section}:TimeoutSeconds", otherwise: 10, minimum: 1, maximum: 100);
        return webhook is null && townships.Count == 0 ? null : new WeComSettings(webhook, townships, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>The robot that messages go to: a township's, or the county's own offices', which are of none; null for none.</summary>
    public Uri? RobotOf(string? township) => township is not null && Townships.TryGetValue(township, out Uri? own) ? own : Webhook;

    /// <summary>Tells no address.</summary>
    public override string ToString() => nameof(WeComSettings);
}
