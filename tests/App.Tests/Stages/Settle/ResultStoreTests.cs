namespace Yuekao.App.Tests.Stages.Settle;

public sealed class ResultStoreTests(AppFixture app) : ResultTest(app)
{
    [Fact]
    public async Task Record_Township_TakesOneStorageCallAHundred()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolResult result = await cycle.DecideAsync(cycle.Pool);
        var calls = new CallCounter();

        int recorded = await new RecordedResults(calls.Tables(Storage)).RecordAsync(cycle.Key, RecordedResult.Of(cycle.Key, result), Cancellation);

        Assert.Equal(cycle.Pool.Roster.Count, recorded);
        Assert.InRange(recorded, 80, 200);
        Assert.Equal((recorded + 99) / 100, calls.Calls);
    }

    [Fact]
    public async Task OfCycle_Recorded_IsWhatWasDecidedInRosterOrder()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolResult result = await RecordAsync(cycle);

        IReadOnlyList<ResultHistory> read = await Store.OfCycleAsync(cycle.Context, cycle.Pool.Townships[0].Id, Cancellation);

        Assert.Equal(result.Decided.Outcomes.Select(Line), read.Select(one => Line(one.Current)));
        Assert.Equal(result.Ledger!.Lines, read.Select(one => one.First.Ledger));
        Assert.All(read, one => Assert.Equal((1, result.Decided.Pool.Assessed, result.At), (one.Current.Revision, one.Current.PoolSize, one.Current.At)));

        static (SubjectId, object, object?, object?, object?) Line(object of) => of switch
        {
            DecidedOutcome outcome => (outcome.Proposed.Entry.Subject, outcome.Proposed.Kind, outcome.Grade, outcome.Proposed.Score, outcome.Proposed.Rank),
            RecordedResult recorded => (recorded.Subject, recorded.Kind, recorded.Grade, recorded.Score, recorded.Rank),
            _ => throw new ArgumentException("Neither.", nameof(of)),
        };
    }

    [Fact]
    public async Task Record_Again_LeavesWhatIsRecorded()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolResult result = await RecordAsync(cycle);

        int again = await Store.RecordAsync(cycle.Key, RecordedResult.Of(cycle.Key, result with { Round = 7 }), Cancellation);

        IReadOnlyList<ResultHistory> read = await Store.OfCycleAsync(cycle.Context, cycle.Pool.Townships[0].Id, Cancellation);
        Assert.Equal(read.Count, again);
        Assert.All(read, one => Assert.Equal(1, Assert.Single(one.Revisions).Round));
    }

    [Fact]
    public async Task Record_CountyPool_WritesAPartitionATownship()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships: 2, change: ResultCases.OfCounty);

        await RecordAsync(cycle);

        foreach (FrozenTownship township in cycle.Context.Frozen.Townships)
        {
            IReadOnlyList<ResultHistory> year = await Store.OfCycleAsync(cycle.Context, township.Id, Cancellation);
            Assert.Equal(township.Subjects.Select(subject => subject.Entry.Subject).ToHashSet(), year.Select(one => one.First.Subject).ToHashSet());
        }
    }

    [Fact]
    public async Task Supersede_Corrected_AddsARevisionOnceAndKeepsTheFirst()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolResult result = await RecordAsync(cycle);
        AppealOutcome appeal = await ResultCases.CorrectAsync(cycle, Services, result);
        ResultHistory before = (await Store.FindAsync(cycle.Context, appeal.Subject, Cancellation))!;
        var input = new SubjectRef(cycle.Key, appeal.Subject);

        int first = await Activities<AppealActivities>().SupersedeResult(input, Cancellation);
        int second = await Activities<AppealActivities>().SupersedeResult(input, Cancellation);
        await SupersedeAsync(cycle, appeal);

        ResultHistory after = (await Store.FindAsync(cycle.Context, appeal.Subject, Cancellation))!;
        Assert.Equal((2, 2), (first, second));
        Assert.Equal(before.Current, after.First);
        Assert.Equal(2, after.Revisions.Count);
        Assert.Equal((2, appeal.At, appeal.Decided!.Decided.Grade, appeal.Decided.Recomputed.Score), (after.Current.Revision, after.Current.At, after.Current.Grade, after.Current.Score));
        Assert.Equal(appeal.Ledger!.After, after.Current.Ledger);
        Assert.Equal(
            new Supersession(SupersessionCause.Appeal, $"meeting:{cycle.Pool.Id}", new BookedDifference(appeal.Ledger.Difference, appeal.Ledger.FromKept, appeal.Ledger.External)),
            after.Current.Supersession);
        Assert.NotEqual(after.First.Grade, after.Current.Grade);
    }

    [Fact]
    public async Task Supersede_Upheld_AddsNothing()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        AppealOutcome appeal = await ResultCases.UpholdAsync(cycle, Services, await RecordAsync(cycle));

        int revisions = await Activities<AppealActivities>().SupersedeResult(new SubjectRef(cycle.Key, appeal.Subject), Cancellation);

        Assert.Equal(1, revisions);
        Assert.Single((await Store.FindAsync(cycle.Context, appeal.Subject, Cancellation))!.Revisions);
    }

    [Fact]
    public async Task History_BeforeAPeriod_HasThisYearAndTheLastWithWhatHolds()
    {
        SampleCycle old = await SampleCycle.OpenAsync(Services, period: "2024-12", change: LooksBack);
        SampleCycle december = await SampleCycle.OpenAsync(Services, period: "2025-12", county: old.County, change: LooksBack);
        SampleCycle january = await SampleCycle.OpenAsync(Services, period: "2026-01", county: old.County, change: LooksBack);
        SampleCycle february = await SampleCycle.OpenAsync(Services, period: "2026-02", county: old.County, change: LooksBack);
        await RecordAsync(old);
        await RecordAsync(december);
        PoolResult result = await RecordAsync(january);
        await RecordAsync(february);
        AppealOutcome appeal = await ResultCases.CorrectAsync(january, Services, result);
        await SupersedeAsync(january, appeal);

        IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodGrade>> history = await Store.HistoryAsync(february.Context, Cancellation);

        Assert.Equal(["2025-12", "2026-01"], history[appeal.Subject].Select(one => one.Period.Value));
        Assert.Equal(appeal.Decided!.Decided.Grade, history[appeal.Subject][^1].Grade);
        Assert.All(history.Values, periods => Assert.InRange(periods.Count, 1, 2));
    }

    [Fact]
    public async Task History_WhereNothingLooksBack_AsksNothing()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        var calls = new CallCounter();

        Assert.Empty(await new RecordedResults(calls.Tables(Storage)).HistoryAsync(cycle.Context, Cancellation));

        Assert.Equal(0, calls.Calls);
    }

    private static SchemeDocument LooksBack(SchemeDocument scheme) => scheme with
    {
        Consequences =
        [
            .. scheme.Consequences,
            new() { Id = ConsequenceId.Of("twice"), Title = new() { ZhCn = "连续两月较差" }, When = new GradeTrigger { Grade = GradeId.Of("poor"), Running = 2 }, Action = ConsequenceAction.AdmonitionTalk },
        ],
    };
}
