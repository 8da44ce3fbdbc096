namespace Yuekao.App.Platform;

/// <summary>
/// The tags that metrics and spans carry, all of them: places, rules and outcomes, never a person's name or id. Names follow the OpenTelemetry semantic
/// conventions where there is one: https://opentelemetry.io/docs/specs/semconv/.
/// </summary>
internal static class TelemetryTags
{
    /// <summary>The county.</summary>
    public const string County = "yuekao.county";

    /// <summary>The scheme, such as <c>haixing.village-monthly</c>.</summary>
    public const string Scheme = "yuekao.scheme";

    /// <summary>The cycle's period; on spans only, for every month would be a time series of its own.</summary>
    public const string Period = "yuekao.period";

    /// <summary>The pool, a township's id or <c>county</c>; on spans only.</summary>
    public const string Pool = "yuekao.pool";

    /// <summary>The source of readings: <c>township</c> or <c>department:&lt;id&gt;</c>.</summary>
    public const string Source = "yuekao.source";

    /// <summary>The phase of a cycle: see <see cref="CyclePhases"/>.</summary>
    public const string Phase = "yuekao.phase";

    /// <summary>The channel: <c>wecom</c>, <c>smtp</c>.</summary>
    public const string Channel = "yuekao.channel";

    /// <summary>What goes out by a channel: <c>notices</c> or <c>messages</c>.</summary>
    public const string Outgoing = "yuekao.outgoing";

    /// <summary>How something ended.</summary>
    public const string Outcome = "yuekao.outcome";

    /// <summary>What storage is called: <c>table</c> or <c>blob</c>.</summary>
    public const string StorageKind = "yuekao.storage.kind";

    /// <summary>The kind of problem, such as <c>rule-broken</c>; on spans an exception's type.</summary>
    public const string ErrorType = "error.type";

    /// <summary>The status of a problem's answer.</summary>
    public const string StatusCode = "http.response.status_code";

    /// <summary>The function, by its name.</summary>
    public const string Function = "faas.name";

    /// <summary>What set the function off: <c>http</c>, <c>timer</c>, <c>other</c>.</summary>
    public const string Trigger = "faas.trigger";

    /// <summary>The invocation, as problems and logs tell it.</summary>
    public const string Invocation = "faas.invocation_id";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [County, Scheme, Period, Pool, Source, Phase, Channel, Outgoing, Outcome, StorageKind, ErrorType, StatusCode, Function, Trigger, Invocation];
}

/// <summary>The phases whose durations are measured.</summary>
internal static class CyclePhases
{
    /// <summary>From the freeze, or the return to sources, to the proposal.</summary>
    public const string Collecting = "collecting";

    /// <summary>From the proposal to the meeting's resolution.</summary>
    public const string Deciding = "deciding";

    /// <summary>From the resolution to the pool's results coming out.</summary>
    public const string Feedback = "feedback";

    /// <summary>From the publication of all pools to the seal.</summary>
    public const string Appeals = "appeals";
}
