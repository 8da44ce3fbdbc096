using Yuekao.App.Tests.Stages.Appeal;

namespace Yuekao.App.Tests.Stages.Seal;

/// <summary>Seals sample cycles; and one sealed cycle of two townships, with an adjustment and an appeal that was corrected, for all tests that only read it.</summary>
public sealed class SealedArchive(AppFixture app) : IAsyncLifetime
{
    private byte[]? bytes;

    /// <summary>The archive.</summary>
    public byte[] Bytes => bytes!;

    /// <summary>The cycle.</summary>
    internal SampleCycle Cycle { get; private set; } = null!;

    /// <summary>The period that the first pool's ledger makes good for.</summary>
    public static Period Before { get; } = Period.Of("2026-09");

    /// <summary>Who appealed.</summary>
    internal SubjectId Appellant { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        IServiceProvider services = app.App.Services;
        Cycle = await SampleCycle.OpenAsync(services, townships: 2, freeze: frozen => frozen with { Earlier = [new EarlierCycle(Before, frozen.SchemeVersion, [])] });
        Appellant = (await PublishAsync(services, Cycle, appeals: true, revisited: [Revisited()]))!.Value;
        await SealAsync(services, Cycle.Key);
        bytes = await services.GetRequiredService<ArchiveStore>().FindAsync(Cycle.Key, Cancellation);
    }

    // Two of the first pool were paid for too few days, or too many.
    private RevisitedPeriod Revisited()
    {
        SchemeDocument scheme = Cycle.Context.Scheme.Document;
        return new RevisitedPeriod(Before, scheme.Version, scheme.Subsidy!, [Subject(0, 10, 30), Subject(1, 30, 10)]);

        RevisitedSubject Subject(int place, int before, int after)
        {
            RosterEntry entry = Cycle.Pool.Roster[place];
            var pay = new RevisitedPay
            {
                Subject = entry.Subject,
                Township = entry.Township,
                Grade = GradeId.Of("fair"),
                Before = new TimeInPost(new Fen(before * 5_000), before, before),
                After = new TimeInPost(new Fen(after * 5_000), after, after),
                Booked = new Fen(before * 5_000),
            };
            return new RevisitedSubject(SubjectLabel.Of(Cycle.Context, entry.Subject), 1, pay);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Decides, publishes and settles everything of a cycle.</summary>
    /// <returns>The appellant; null for none.</returns>
    internal static async Task<SubjectId?> PublishAsync(
        IServiceProvider services, SampleCycle cycle, bool appeals, Func<PoolProposal, MeetingDecision?>? decide = null, IReadOnlyList<RevisitedPeriod>? revisited = null)
    {
        SubjectId? appellant = null;
        foreach (Pool pool in cycle.Context.Pools)
        {
            PoolResult result = await cycle.DecideAsync(pool, decide?.Invoke(await cycle.ProposeAsync(pool)), pool == cycle.Pool ? revisited : null);
            await cycle.PublishAsync(pool);
            if (!appeals || appellant is not null)
                continue;
            SubjectId one = Below(result).Proposed.Entry.Subject;
            await AppealAsync(services, cycle, result, one);
            appellant = one;
        }

        return appellant;
    }

    internal static Task<SealedCycle> SealAsync(IServiceProvider services, CycleKey key, TimeProvider? clock = null) =>
        ActivatorUtilities.CreateInstance<ArchiveActivities>(services, [.. clock is null ? Array.Empty<object>() : [clock]]).SealCycle(key, Cancellation);

    // Somebody who was scored, and is neither at the top nor at the bottom.
    private static DecidedOutcome Below(PoolResult result) => result.Decided.Outcomes.OrderBy(outcome => outcome.Proposed.Rank ?? int.MaxValue).ElementAt(result.Decided.Outcomes.Count / 2);

    internal static async Task AppealAsync(IServiceProvider services, SampleCycle cycle, PoolResult result, SubjectId subject)
    {
        var store = services.GetRequiredService<AppealStore>();
        var activities = ActivatorUtilities.CreateInstance<AppealActivities>(services);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await activities.OpenAppeals(new AppealWindow(cycle.Key, now.AddDays(1)), Cancellation);
        SubjectOutcome before = result.Decided.Outcomes.Single(outcome => outcome.Proposed.Entry.Subject == subject).Proposed;
        var ruling = new RulingRequest(AppealRuling.Corrected, "登记错误", Attendees: ["赵书记"], Minutes: "〔2026〕11号") { Readings = AllPoints.Of(cycle, before) };
        await store.FileAsync(cycle.Context, new AppealRecord(subject, result.Pool, before.Entry.Township, new AppealRequest("计分有误"), now, subject.Value, FiledByName: "某人"), Cancellation);
        AppealRecord filed = (await store.FindAsync(cycle.Key, subject, Cancellation))!;
        Assert.True(await store.TryReplaceAsync(cycle.Key, filed with { Ruling = new RecordedRuling(ruling, now, "chair", "赵书记") }, Cancellation));
        await activities.SettleAppeal(new SubjectRef(cycle.Key, subject), Cancellation);
        await activities.CloseAppeals(cycle.Key, Cancellation);
    }
}
