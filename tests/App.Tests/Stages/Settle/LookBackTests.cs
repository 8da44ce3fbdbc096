namespace Yuekao.App.Tests.Stages.Settle;

/// <summary>October's ledgers look back on September, which everybody served to the last day.</summary>
public sealed class LookBackTests(AppFixture app) : ResultTest(app)
{
    private const long Raise = 30_000;

    [Fact]
    public async Task LookBack_WhereNoRosterWasReplaced_ReadsNothing()
    {
        (SampleCycle _, SampleCycle october, IReadOnlyList<FrozenRoster> rosters) = await OpenAsync();
        var calls = new CallCounter();

        IReadOnlyList<RevisitedPeriod> revisited = await Counted(calls).OfAsync(october.Context, october.Pool, rosters, Cancellation);

        Assert.Empty(revisited);
        Assert.Equal(0, calls.Calls);
    }

    [Fact]
    public async Task LookBack_WhereOneWas_TakesFewCallsHoweverManySubjects()
    {
        (SampleCycle september, SampleCycle october, _) = await OpenAsync();
        SubjectId raised = september.Pool.Roster[3].Subject;
        IReadOnlyList<FrozenRoster> mended = await StoreAsync(september, (_, roster) => Raised(roster, raised, Raise));
        var calls = new CallCounter();

        IReadOnlyList<RevisitedPeriod> revisited = await Counted(calls).OfAsync(october.Context, october.Pool, mended, Cancellation);

        ArrearsLine line = Assert.Single(LinesOf(revisited));
        Assert.Equal((raised, september.Pool.Townships[0].Id, september.Key.Period, 30, 30), (line.Subject, line.Township, line.Period, line.Before.Days, line.After.Days));
        Assert.Equal(Raise, line.After.Base.Amount - line.Before.Base.Amount);
        // The roster's version and rows, two years of results, and what was booked.
        Assert.Equal(5, calls.Calls);
    }

    [Fact]
    public async Task LookBack_AfterWhatWasBooked_OwesOnlyTheRest()
    {
        (SampleCycle september, SampleCycle october, _) = await OpenAsync();
        SubjectId raised = Paid(await ResultOfAsync(september), "fair");
        IReadOnlyList<FrozenRoster> once = await StoreAsync(september, (_, roster) => Raised(roster, raised, Raise));
        await Services.GetRequiredService<BookedArrears>().BookAsync(october.Key, LinesOf(await LookBackAsync(october, once)), Cancellation);
        SampleCycle november = await NextAsync(october, september, once);
        IReadOnlyList<FrozenRoster> twice = await StoreAsync(september, (_, roster) => Raised(roster, raised, -Raise / 3));

        IReadOnlyList<RevisitedPeriod> again = await LookBackAsync(october, once);
        IReadOnlyList<RevisitedPeriod> nothing = await LookBackAsync(november, once);
        ArrearsLine rest = Assert.Single(LinesOf(await LookBackAsync(november, twice)));

        Assert.Equal(Raise, Assert.Single(LinesOf(again)).Difference.Amount);
        Assert.Empty(nothing);
        Assert.Equal((-Raise / 3, Raise), (rest.Difference.Amount, rest.Before.Base.Amount - Assert.Single(LinesOf(again)).Before.Base.Amount));
    }

    [Fact]
    public async Task LookBack_OnAResultThatAnAppealCorrected_PaysByTheCorrectedGrade()
    {
        (SampleCycle september, SampleCycle october, _) = await OpenAsync();
        AppealOutcome appeal = await ResultCases.CorrectAsync(september, Services, await ResultOfAsync(september));
        await SupersedeAsync(september, appeal);
        IReadOnlyList<FrozenRoster> mended = await StoreAsync(september, (_, roster) => Raised(roster, appeal.Subject, Raise));

        RevisitedSubject revisited = Assert.Single(Assert.Single(await LookBackAsync(october, mended)).Subjects);

        Assert.Equal((2, appeal.Decided!.Decided.Grade), (revisited.Revision, revisited.Pay.Grade));
        Assert.Equal(Raise, Assert.Single(LinesOf(await LookBackAsync(october, mended))).Difference.Amount);
    }

    [Fact]
    public async Task LookBack_OnOneWhoMovedBetweenTownships_StandsInTheLedgerThatPaid()
    {
        (SampleCycle september, SampleCycle october, _) = await OpenAsync(townships: 2);
        SubjectId moved = september.Pool.Roster[0].Subject;
        IReadOnlyList<FrozenRoster> mended = await MoveAsync(september, moved);

        ArrearsLine line = Assert.Single(LinesOf(await LookBackAsync(october, mended)));
        IReadOnlyList<RevisitedPeriod> joined = await LookBackAsync(october, mended, october.Context.Pools[1]);

        Assert.Equal((moved, september.Pool.Townships[0].Id), (line.Subject, line.Township));
        // Half of the month at the better base.
        Assert.Equal(Raise / 2, line.After.Base.Amount - line.Before.Base.Amount);
        Assert.Empty(joined);
    }

    [Fact]
    public async Task LookBack_OnATownshipThatTheCycleDoesNotHave_StandsWhereTheSubjectIsNow_OrWaits()
    {
        (SampleCycle september, SampleCycle october, _) = await OpenAsync(townships: 2, october: frozen => frozen with { Townships = [With(frozen.Townships[1], frozen.Townships[0].Subjects[0])] });
        (SubjectId moved, SubjectId stayed) = (september.Pool.Roster[0].Subject, september.Pool.Roster[1].Subject);
        await StoreAsync(september, (_, roster) => Raised(roster, stayed, Raise));
        IReadOnlyList<FrozenRoster> mended = await MoveAsync(september, moved);

        RevisitedSubject revisited = Assert.Single(Assert.Single(await LookBackAsync(october, mended)).Subjects);

        TownshipId joined = october.Pool.Townships[0].Id;
        Assert.Equal((moved, joined, joined), (revisited.Pay.Subject, revisited.Pay.Township, revisited.Label.Township));
    }

    [Theory]
    [InlineData(true, 30_000)]
    [InlineData(false, 0)]
    public async Task LookBack_OnOneOfWhomTheRosterLearnedTooLate_PaysWhereTheCycleWentByThatRoster(bool hasRoster, long owed)
    {
        (SampleCycle september, SampleCycle october, _) = await OpenAsync(september: frozen => hasRoster ? frozen with { Rosters = [new FrozenRoster(frozen.Townships[0].Id, 1)] } : frozen);
        IReadOnlyList<FrozenRoster> mended = await StoreAsync(september, (_, roster) => new(
            [.. roster.Postings, roster.Postings[0] with { Cadre = SubjectId.Of("late"), Name = "迟登记", From = new(2026, 9, 16), To = new(2026, 9, 30), BaseSubsidyFen = new(60_000) }]));

        IReadOnlyList<RevisitedPeriod> revisited = await LookBackAsync(october, mended);

        Assert.Equal(owed, LinesOf(revisited).Sum(line => line.Difference.Amount));
        Assert.All(revisited.SelectMany(period => period.Subjects), one => Assert.Equal(("迟登记", 0, NotAssessedReason.ShortService), (one.Label.Name, one.Revision, one.Pay.Reason!.Value)));
    }

    private static FrozenTownship With(FrozenTownship township, FrozenSubject subject) => township with
    {
        Subjects = [.. township.Subjects, subject with { Entry = subject.Entry with { Township = township.Id, Village = township.Villages[0].Id } }],
    };

    private static FrozenCycle Whole(FrozenCycle frozen) => frozen with
    {
        Townships = [.. frozen.Townships.Select(township => township with { Subjects = [.. township.Subjects.Where(one => one.Entry.DaysServed is null || one.Entry.DaysServed == frozen.Key.Period.Days)] })],
    };

    private static IReadOnlyList<ArrearsLine> LinesOf(IReadOnlyList<RevisitedPeriod> revisited) => [.. revisited.SelectMany(period => period.ToLines())];

    private static Roster Raised(Roster roster, SubjectId subject, long by) =>
        new([.. roster.Postings.Select(one => one.Cadre == subject ? one with { BaseSubsidyFen = new(one.BaseSubsidyFen.Amount + by) } : one)]);

    private static SubjectId Paid(PoolResult result, string grade) => result.Ledger!.Lines.First(line => line.Grade?.Value == grade).Subject;

    private Task<PoolResult> ResultOfAsync(SampleCycle cycle) => Services.GetRequiredService<PoolResults>().ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);

    private Task<IReadOnlyList<RevisitedPeriod>> LookBackAsync(SampleCycle cycle, IReadOnlyList<FrozenRoster> rosters, Pool? pool = null) =>
        Services.GetRequiredService<LookBack>().OfAsync(cycle.Context, pool ?? cycle.Pool, rosters, Cancellation);

    private LookBack Counted(CallCounter calls)
    {
        TableServiceClient tables = calls.Tables(Storage);
        return new LookBack(Services.GetRequiredService<CycleContexts>(), new RosterStore(tables, TimeProvider.System), new RecordedResults(tables), new BookedArrears(tables));
    }

    // September recorded, with the rosters that it was paid by; October opened.
    private async Task<(SampleCycle September, SampleCycle October, IReadOnlyList<FrozenRoster> Rosters)> OpenAsync(
        int townships = 1, Func<FrozenCycle, FrozenCycle>? september = null, Func<FrozenCycle, FrozenCycle>? october = null)
    {
        SampleCycle before = await SampleCycle.OpenAsync(Services, townships, period: "2026-09", freeze: frozen => september?.Invoke(Whole(frozen)) ?? Whole(frozen));
        foreach (Pool pool in before.Context.Pools)
            await RecordAsync(before, pool);
        using HttpResponseMessage places = await SendAsync(HttpMethod.Put, "villages", Json(before.Places), county: before.County);
        Assert.True(places.IsSuccessStatusCode);
        IReadOnlyList<FrozenRoster> rosters = await StoreAsync(before, (_, roster) => roster);
        var earlier = new EarlierCycle(before.Key.Period, before.Context.Frozen.SchemeVersion, rosters);
        return (before, await SampleCycle.OpenAsync(
            Services, townships, county: before.County, freeze: frozen => (october?.Invoke(Whole(frozen)) ?? Whole(frozen)) with { Earlier = [earlier] }), rosters);
    }

    private Task<SampleCycle> NextAsync(SampleCycle cycle, SampleCycle earlier, IReadOnlyList<FrozenRoster> rosters) => SampleCycle.OpenAsync(
        Services, period: cycle.Key.Period.Plus(1).Value, county: cycle.County,
        freeze: frozen => Whole(frozen) with { Earlier = [new EarlierCycle(earlier.Key.Period, earlier.Context.Frozen.SchemeVersion, rosters)] });

    // From the middle of September on in the second township, at a better base.
    private async Task<IReadOnlyList<FrozenRoster>> MoveAsync(SampleCycle september, SubjectId subject)
    {
        Posting? moved = null;
        return await StoreAsync(september, (township, roster) =>
        {
            if (moved is { } left)
                return new([.. roster.Postings, left with { Village = roster.Postings[0].Village, From = new(2026, 9, 16), BaseSubsidyFen = new(left.BaseSubsidyFen.Amount + Raise) }]);
            moved = roster.Postings.Single(one => one.Cadre == subject);
            return new([.. roster.Postings.Select(one => one.Cadre == subject ? one with { To = new(2026, 9, 15) } : one)]);
        });
    }

    private async Task<IReadOnlyList<FrozenRoster>> StoreAsync(SampleCycle cycle, Func<TownshipId, Roster, Roster> mend)
    {
        foreach (FrozenTownship township in cycle.Context.Frozen.Townships)
        {
            string path = $"townships/{township.Id}/roster";
            using HttpResponseMessage read = await SendAsync(HttpMethod.Get, path, county: cycle.County);
            Roster now = read.IsSuccessStatusCode ? (await read.Content.ReadFromJsonAsync<Roster>(ApiJson.Options, Cancellation))! : SampleCycle.RosterOf(township);
            using HttpResponseMessage put = await SendAsync(HttpMethod.Put, path, Json(mend(township.Id, now)), ifMatch: read.Headers.ETag?.ToString(), county: cycle.County);
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Cancellation));
        }

        return await Services.GetRequiredService<RosterStore>().VersionsAsync(cycle.Key.County, Cancellation);
    }
}
