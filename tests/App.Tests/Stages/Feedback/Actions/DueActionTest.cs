using Yuekao.App.Tests.Records.Rosters;

namespace Yuekao.App.Tests.Stages.Feedback.Actions;

/// <summary>A test about what the results of a month ask people to do, in a county of its own.</summary>
public abstract class DueActionTest(AppFixture app) : CountyTest(app)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IServiceProvider Services { get; } = app.App.Services;

    private protected DueActionActivities Activities { get; } = ActivatorUtilities.CreateInstance<DueActionActivities>(app.App.Services);

    /// <summary>Consequences for a month: a talk for the poor, an adjustment for the last one, training for the last two.</summary>
    private protected static SchemeDocument WithActions(SchemeDocument scheme) => scheme with
    {
        Consequences =
        [
            .. scheme.Consequences,
            Consequence("talk", new GradeTrigger { Grade = GradeId.Of("poor") }, ConsequenceAction.AdmonitionTalk),
            Consequence("adjust", new GradeTrigger { Grade = GradeId.Of("poor") }, ConsequenceAction.RecommendAdjustment),
            Consequence("train", new BottomTrigger { Places = 2 }, ConsequenceAction.Training),
            Consequence("file", new EveryoneTrigger(), ConsequenceAction.PersonnelFile),
        ],
    };

    /// <summary>A month whose first pool's results are out, with what they ask for.</summary>
    private protected async Task<SampleCycle> OpenAsync(int townships = 1, Func<SchemeDocument, SchemeDocument>? change = null)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships, county: County, change: change ?? WithActions);
        foreach (Pool pool in cycle.Context.Pools)
        {
            await cycle.DecideAsync(pool);
            await cycle.PublishAsync(pool);
            await Activities.OpenDueActions(new PoolPublication(cycle.Key, pool.Id, SampleCycle.PublishedAt), Cancellation);
        }

        return cycle;
    }

    private protected async Task<IReadOnlyList<DueAction>> AllAsync(string query = "") => (await GetAsync<Page<DueAction>>($"actions?top=1000{query}")).Items;

    private protected async Task<DueAction> FirstAsync(ConsequenceAction action) => (await AllAsync()).First(one => one.Action == action);

    private protected Task<HttpResponseMessage> ReportAsync(DueAction one, DueActionReportBody body, string role = "county", string? ifMatch = null) =>
        SendAsync(HttpMethod.Put, $"actions/{one.Id}/report", Json(body), role, ifMatch);

    private protected static DueActionReportBody Body(bool? adjusted = null) => new()
    {
        On = CountyDays.Of(TimeProvider.System.GetUtcNow()),
        HeldBy = ["李芳", "赵书记"],
        Minutes = "谈话两项：履职、纪律。",
        Adjusted = adjusted,
    };

    private protected static async Task<DueAction> EnsureAsync(Task<HttpResponseMessage> sending)
    {
        using HttpResponseMessage response = await sending;
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancellation)}");
        return (await response.Content.ReadFromJsonAsync<DueAction>(ApiJson.Options, Cancellation))!;
    }

    private protected static Consequence Consequence(string id, Trigger when, ConsequenceAction action) => new() { Id = ConsequenceId.Of(id), Title = new() { ZhCn = id }, When = when, Action = action };
}
