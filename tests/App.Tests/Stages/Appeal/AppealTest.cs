using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Stages.Appeal;

/// <summary>A test about the appeals of a published cycle.</summary>
public abstract class AppealTest(AppFixture app) : CountyTest(app)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected AppealActivities Activities { get; } = ActivatorUtilities.CreateInstance<AppealActivities>(app.App.Services);

    private protected AppealStore Store { get; } = app.App.Services.GetRequiredService<AppealStore>();

    private protected IServiceProvider Services { get; } = app.App.Services;

    /// <summary>Decides and publishes every pool of a cycle, and opens its window.</summary>
    private protected async Task<IReadOnlyList<PoolResult>> PublishAsync(SampleCycle cycle, bool opens = true)
    {
        var results = new List<PoolResult>();
        foreach (Pool pool in cycle.Context.Pools)
        {
            results.Add(await cycle.DecideAsync(pool));
            await cycle.PublishAsync(pool);
        }

        if (opens)
            await Activities.OpenAppeals(new AppealWindow(cycle.Key, TimeProvider.System.GetUtcNow().AddDays(5)), Cancellation);
        return results;
    }

    private protected Task<HttpResponseMessage> FileAsync(SampleCycle cycle, SubjectId subject, string grounds = "计分有误", params IReadOnlyList<ItemId> items) => SendAsync(
        HttpMethod.Put, $"{cycle.Path}/subjects/{subject}/appeal", Json(new AppealRequest(grounds) { Items = items }), $"cadre:{subject}", county: cycle.County);

    private protected Task<HttpResponseMessage> RuleAsync(SampleCycle cycle, SubjectId subject, RulingRequest ruling, string? role = null) => SendAsync(
        HttpMethod.Put, $"{cycle.Path}/subjects/{subject}/appeal/ruling", Json(ruling), role ?? $"meeting:{cycle.Pool.Meeting}", county: cycle.County);

    /// <summary>Files, rules and settles.</summary>
    private protected async Task<AppealSettlement> SettleAsync(SampleCycle cycle, SubjectId subject, RulingRequest ruling)
    {
        await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, subject));
        await EnsureAsync(HttpStatusCode.Created, RuleAsync(cycle, subject, ruling));
        return await Activities.SettleAppeal(new SubjectRef(cycle.Key, subject), Cancellation);
    }

    protected static async Task<AppealRecord> EnsureAsync(HttpStatusCode expected, Task<HttpResponseMessage> sending)
    {
        using HttpResponseMessage response = await sending;
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return (await response.Content.ReadFromJsonAsync<AppealRecord>(ApiJson.Options, Cancellation))!;
    }

    protected static RulingRequest Upheld() => new(AppealRuling.Upheld, "经复核，原结果无误", Attendees: ["赵书记"], Minutes: "〔2026〕11号");

    protected static RulingRequest Corrected(params IReadOnlyList<CorrectedReading> readings) =>
        Upheld() with { Ruling = AppealRuling.Corrected, Reason = "原始读数登记错误", Readings = readings };

    private protected static RulingRequest Raised(SampleCycle cycle, SubjectOutcome outcome) => Corrected(AllPoints.Of(cycle, outcome));

    /// <summary>The best ranked of those who are not excellent.</summary>
    private protected static SubjectOutcome JustBelow(PoolResult result) => result.Decided.Outcomes
        .Where(outcome => outcome.Grade?.Value == "fair" && outcome.Proposed.Kind == OutcomeKind.Scored).Select(outcome => outcome.Proposed).MinBy(outcome => outcome.Rank)!;
}
