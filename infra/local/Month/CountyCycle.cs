namespace Yuekao.Local.Month;

/// <summary>A cycle of a county over HTTP: started, decided and waited for, whatever its scheme.</summary>
/// <param name="api">The app.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="period">The period.</param>
internal class CountyCycle(CountyApi api, SchemeId scheme, Period period)
{
    /// <summary>The county organizer's role.</summary>
    public const string CountyRole = "county";

    private static readonly string[] Attendees = ["党委书记", "乡镇长", "组织委员"];
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>The app.</summary>
    public CountyApi Api => api;

    /// <summary>The cycle's path under the county.</summary>
    public string Path => $"schemes/{scheme}/cycles/{period}";

    /// <summary>Starts the cycle.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="dates">Its dates, where they are not the scheme's.</param>
    public Task StartAsync(CancellationToken cancellation, object? dates = null) =>
        api.SendAsync(CountyRole, HttpMethod.Post, $"schemes/{scheme}/cycles", dates is null ? new { period } : new { period, dates }, cancellation);

    /// <summary>Records the decision of a township's meeting on its own pool.</summary>
    /// <param name="township">The township.</param>
    /// <param name="adjustments">What it changes: empty for approval.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<JsonElement> DecideAsync(TownshipId township, IReadOnlyList<object> adjustments, CancellationToken cancellation) =>
        DecideAsync(township.Value, township.Value, adjustments, cancellation);

    /// <summary>Has the county's meeting approve what is proposed in a pool: a township's, or the county's.</summary>
    public Task<JsonElement> ApproveAsync(string pool, CancellationToken cancellation) => DecideAsync("county", pool, [], cancellation);

    /// <summary>Waits until the cycle says that it is so far.</summary>
    /// <exception cref="LocalAppException">It stopped on the way: with its reason.</exception>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> condition, CancellationToken cancellation)
    {
        while (true)
        {
            JsonElement progress = await api.GetAsync(CountyRole, Path, cancellation);
            foreach (JsonElement part in progress.GetProperty("pools").EnumerateArray().Append(progress))
            {
                if (part.TryGetProperty("failure", out JsonElement failure))
                    throw new LocalAppException($"The cycle stopped: {failure.GetString()}");
            }

            if (condition(progress))
                return progress;
            await Task.Delay(Poll, cancellation);
        }
    }

    /// <summary>Waits until every pool, or every one but some, is at a step.</summary>
    public Task<JsonElement> UntilPoolsAsync(string step, CancellationToken cancellation, params IReadOnlyList<TownshipId> but) =>
        UntilAsync(
            progress => StepsOf(progress) is { Count: > 0 } steps && steps.All(pool => pool.Step == step || but.Any(one => one.Value == pool.Pool)),
            cancellation);

    /// <summary>Waits until the cycle is at a phase.</summary>
    public Task<JsonElement> UntilPhaseAsync(string phase, CancellationToken cancellation) => UntilAsync(progress => PhaseOf(progress) == phase, cancellation);

    /// <summary>Lets the appeals' time pass; returns when the cycle is sealed.</summary>
    public async Task SealAsync(IStoryTime time, CancellationToken cancellation)
    {
        JsonElement progress = await api.GetAsync(CountyRole, Path, cancellation);
        await time.MoveToAsync(progress.GetProperty("cycle").GetProperty("appealsUntil").GetDateTimeOffset().AddMinutes(1), cancellation);
        await UntilPhaseAsync("sealed", cancellation);
    }

    /// <summary>The phase that a cycle's progress names.</summary>
    public static string? PhaseOf(JsonElement progress) =>
        progress.TryGetProperty("status", out JsonElement status) ? status.GetProperty("phase").GetString() : null;

    /// <summary>The step that a cycle's progress names for each pool.</summary>
    public static IReadOnlyList<(string Pool, string? Step)> StepsOf(JsonElement progress) =>
    [
        .. progress.GetProperty("pools").EnumerateArray().Select(pool => (
            pool.GetProperty("pool").GetProperty("pool").GetString()!,
            pool.TryGetProperty("status", out JsonElement status) ? status.GetProperty("phase").GetString() : null)),
    ];

    /// <summary>The role that a source of a township reports in.</summary>
    public static string RoleOf(TownshipId township, SourceId source) => source == SourceId.Township || source == SourceId.Committee ? $"{source}:{township}" : source.Value;

    private Task<JsonElement> DecideAsync(string meeting, string pool, IReadOnlyList<object> adjustments, CancellationToken cancellation)
    {
        string kind = adjustments.Count == 0 ? "approve" : "adjust";
        var decision = new { kind, round = 1, attendees = Attendees, minutes = $"党政联席会〔{period}〕1号", adjustments };
        return api.SendAsync($"meeting:{meeting}", HttpMethod.Put, $"{Path}/pools/{pool}/decision", decision, cancellation);
    }
}
