using System.Text;
using Yuekao.Assessment.Readings;

namespace Yuekao.Local.Month;

/// <summary>
/// One month of a sample county as its people live it, over HTTP and each in their role. Everything can be done again after a crash: what was done
/// before changes nothing.
/// </summary>
/// <param name="api">The app.</param>
/// <param name="county">The county.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="month">What is reported.</param>
internal sealed class CountyMonth(CountyApi api, SampleCountyData county, Scheme scheme, SampleMonth month)
{
    /// <summary>The county organizer's role.</summary>
    public const string CountyRole = "county";

    private static readonly string[] Attendees = ["党委书记", "乡镇长", "组织委员"];
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>The app.</summary>
    public CountyApi Api => api;

    /// <summary>What is reported.</summary>
    public SampleMonth Month => month;

    /// <summary>The townships.</summary>
    public IReadOnlyList<SampleTownship> Townships => county.Townships;

    /// <summary>The cycle's path under the county.</summary>
    public string Path => $"schemes/{scheme.Key.Scheme}/cycles/{month.Period}";

    /// <summary>Stores the county's places and rosters, and its scheme.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        await api.StoreAsync(county, cancellation);
        // The schemes that come with the app are there already, to the byte.
        string stored = $"schemes/{scheme.Key.Scheme}/versions/{scheme.Key.Version}";
        if ((await api.AnswerAsync(CountyRole, HttpMethod.Get, stored, body: null, "application/json", cancellation)).Status == HttpStatusCode.NotFound)
            await api.SendAsync(CountyRole, HttpMethod.Put, stored, CountyFiles.Content(Encoding.UTF8.GetBytes(scheme.ToJson()), "application/json"), cancellation);
    }

    /// <summary>Starts the month's cycle.</summary>
    public Task StartAsync(CancellationToken cancellation) =>
        api.SendAsync(CountyRole, HttpMethod.Post, $"schemes/{scheme.Key.Scheme}/cycles", new { month.Period }, cancellation);

    /// <summary>Notes a township's observations, each as the source that saw it. Sources that only observe are done then.</summary>
    public async Task ObserveAsync(SampleTownshipMonth township, CancellationToken cancellation)
    {
        foreach (Observation one in township.Observations)
        {
            await api.SendAsync(
                RoleOf(township.Township, one.Source), HttpMethod.Put, $"{Path}/townships/{township.Township}/observations/{one.Source}/{one.Id}",
                new { one.Rule, one.Subject, one.On, one.Level, one.Points, one.Evidence }, cancellation);
        }

        await FinishObservingAsync(township, cancellation);
    }

    /// <summary>Submits what a source reports for a township, as its last word.</summary>
    public Task<JsonElement> SubmitAsync(TownshipId township, SampleSubmission submission, CancellationToken cancellation) => api.SendAsync(
        RoleOf(township, submission.Source), HttpMethod.Put, $"{Path}/townships/{township}/submissions/{submission.Source}?final=true",
        new { readings = submission.Readings.Select(reading => new { reading.Item, reading.Subject, reading.Village, reading.Value }) }, cancellation);

    private async Task FinishObservingAsync(SampleTownshipMonth township, CancellationToken cancellation)
    {
        foreach (SourceId source in scheme.Document.Sources.Select(one => one.Id).Except(township.Submissions.Select(submission => submission.Source)))
            await api.SendAsync(RoleOf(township.Township, source), HttpMethod.Put, $"{Path}/townships/{township.Township}/submissions/{source}/final", body: null, cancellation);
    }

    /// <summary>Submits as every source of every township; those that are late only when told, and then those that only observe are done.</summary>
    public async Task SubmitAllAsync(bool late, CancellationToken cancellation)
    {
        foreach (SampleTownshipMonth township in month.Townships)
        {
            foreach (SampleSubmission submission in township.Submissions.Where(submission => submission.IsLate == late))
                await SubmitAsync(township.Township, submission, cancellation);
            if (late)
                await FinishObservingAsync(township, cancellation);
        }
    }

    /// <summary>Records a meeting's decision.</summary>
    /// <param name="township">The township.</param>
    /// <param name="adjustments">What it changes: empty for approval.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<JsonElement> DecideAsync(TownshipId township, IReadOnlyList<object> adjustments, CancellationToken cancellation)
    {
        string kind = adjustments.Count == 0 ? "approve" : "adjust";
        var decision = new { kind, round = 1, attendees = Attendees, minutes = $"党政联席会〔{month.Period}〕1号", adjustments };
        return api.SendAsync($"meeting:{township}", HttpMethod.Put, $"{Path}/pools/{township}/decision", decision, cancellation);
    }

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
}
