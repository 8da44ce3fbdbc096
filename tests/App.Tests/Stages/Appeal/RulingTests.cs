namespace Yuekao.App.Tests.Stages.Appeal;

public sealed class RulingTests(AppFixture app) : AppealTest(app)
{
    private AppealOutcomes Outcomes => Services.GetRequiredService<AppealOutcomes>();

    [Fact]
    public async Task Correction_ThatRaises_RaisesTheAppellantAloneAndBooksTheDifference()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        PoolResult result = (await PublishAsync(cycle))[0];
        SubjectOutcome before = JustBelow(result);

        AppealSettlement settled = await SettleAsync(cycle, before.Entry.Subject, Raised(cycle, before));
        AppealSettlement again = await Activities.SettleAppeal(new SubjectRef(cycle.Key, before.Entry.Subject), Cancellation);

        AppealOutcome outcome = (await Outcomes.FindAsync(cycle.Key, before.Entry.Subject, Cancellation))!;
        Assert.Equal((AppealRuling.Corrected, true, new Fen(10_000)), (settled.Ruling, settled.Improved, settled.DifferenceFen));
        Assert.Equal(settled, again);
        Assert.Equal("excellent", outcome.Decided!.Decided.Grade?.Value);
        Assert.True(outcome.Decided.Recomputed.Rank < before.Rank);
        Assert.Equal(new Fen(10_000), outcome.Ledger!.Difference);
        Assert.Equal(settled, (await Store.FindAsync(cycle.Key, before.Entry.Subject, Cancellation))!.Settlement);
        PoolResult after = await Services.GetRequiredService<PoolResults>().ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);
        Assert.Equal(result.Decided.Outcomes.Select(one => one.Grade), after.Decided.Outcomes.Select(one => one.Grade));
        Assert.Equal(result.Ledger!.Lines, after.Ledger!.Lines);
    }

    [Fact]
    public async Task Ruling_ThatUpholds_ChangesNothing()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        SubjectId subject = JustBelow((await PublishAsync(cycle))[0]).Entry.Subject;

        AppealSettlement settled = await SettleAsync(cycle, subject, Upheld());

        AppealOutcome outcome = (await Outcomes.FindAsync(cycle.Key, subject, Cancellation))!;
        Assert.Equal((AppealRuling.Upheld, false, Fen.Zero), (settled.Ruling, settled.Improved, settled.DifferenceFen));
        Assert.Equal((null, null, null), (outcome.Correction, outcome.Decided, outcome.Ledger));
    }

    [Fact]
    public async Task Ruling_Again_IsTheSameOrAConflict()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishAsync(cycle);
        SubjectId subject = cycle.Pool.Roster[0].Subject;
        await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, subject));
        await Activities.CloseAppeals(cycle.Key, Cancellation);

        AppealRecord first = await EnsureAsync(HttpStatusCode.Created, RuleAsync(cycle, subject, Upheld()));
        AppealRecord again = await EnsureAsync(HttpStatusCode.OK, RuleAsync(cycle, subject, Upheld()));
        using HttpResponseMessage other = await RuleAsync(cycle, subject, Upheld() with { Reason = "另有理由" });
        AppealsState closed = await Activities.CloseAppeals(cycle.Key, Cancellation);

        Assert.Equal(first.Ruling!.At, again.Ruling!.At);
        await Problem.OfAsync(other, ProblemType.Conflict);
        Assert.Equal((1, 0), (closed.Filed, closed.Undecided.Count));
        Assert.Equal(subject, Assert.Single(closed.Ruled));
    }

    [Fact]
    public async Task Ruling_ThatTheSchemeDoesNotAllow_ListsEverythingByItsOwnPath()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        SubjectOutcome subject = JustBelow((await PublishAsync(cycle))[0]);
        await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, subject.Entry.Subject));
        CorrectedReading[] best = [.. AllPoints.Of(cycle, subject)];
        RulingRequest ruling = Corrected(best[0], best[1] with { Value = ReadingValue.Of(1_000_000m) }, best[0] with { Item = ItemId.Of("unknown") }) with
        {
            Reason = " ",
            Attendees = [],
            Minutes = "",
            WithdrawnObservations = ["unknown"],
        };

        using HttpResponseMessage response = await RuleAsync(cycle, subject.Entry.Subject, ruling);
        using HttpResponseMessage empty = await RuleAsync(cycle, subject.Entry.Subject, Corrected());
        using HttpResponseMessage both = await RuleAsync(cycle, subject.Entry.Subject, Upheld() with { Readings = [best[0]] });

        Assert.Equal(
            ["$.reason", "$.attendees", "$.minutes", "$.withdrawnObservations[0]", "$.readings[1].value", "$.readings[2].item"],
            (await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));
        Assert.Equal("$.readings", Assert.Single((await Problem.OfAsync(empty, ProblemType.Unacceptable)).Errors!).Path);
        Assert.Equal("$.ruling", Assert.Single((await Problem.OfAsync(both, ProblemType.Unacceptable)).Errors!).Path);
        Assert.Null((await Store.FindAsync(cycle.Key, subject.Entry.Subject, Cancellation))!.Ruling);
    }

    [Fact]
    public async Task Correction_OfASubjectNotAssessed_IsRefused()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships: 7);
        IReadOnlyList<PoolResult> results = await PublishAsync(cycle);
        PoolResult result = results.First(one => one.Decided.Outcomes.Any(outcome => outcome.Proposed.Kind == OutcomeKind.NotAssessed));
        SubjectOutcome absent = result.Decided.Outcomes.First(outcome => outcome.Proposed.Kind == OutcomeKind.NotAssessed).Proposed;
        await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, absent.Entry.Subject));
        RulingRequest ruling = Corrected(AllPoints.Of(cycle, JustBelow(result))[0] with { Subject = absent.Entry.Subject });

        using HttpResponseMessage response = await RuleAsync(cycle, absent.Entry.Subject, ruling, $"meeting:{result.Pool}");

        Assert.Contains((await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!, error => error.Message.ToString().Contains("was not assessed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ruling_ByAnotherMeetingOrAfterTheSealOrWithoutAnAppeal_IsRefused()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishAsync(cycle);
        SubjectId subject = cycle.Pool.Roster[0].Subject;

        using HttpResponseMessage none = await RuleAsync(cycle, subject, Upheld());
        await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, subject));
        using HttpResponseMessage elsewhere = await RuleAsync(cycle, subject, Upheld(), "meeting:elsewhere");
        await cycle.PutAsync(record => record with { Phase = CyclePhase.Sealed, SealedAt = TimeProvider.System.GetUtcNow(), Seal = "seal" });
        using HttpResponseMessage late = await RuleAsync(cycle, subject, Upheld());

        await Problem.OfAsync(none, ProblemType.NotFound);
        await Problem.OfAsync(elsewhere, ProblemType.Forbidden);
        await Problem.OfAsync(late, ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Settle_WithoutARuling_Fails()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishAsync(cycle);
        SubjectId subject = cycle.Pool.Roster[0].Subject;
        await EnsureAsync(HttpStatusCode.Created, FileAsync(cycle, subject));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Activities.SettleAppeal(new SubjectRef(cycle.Key, subject), Cancellation));
    }
}
