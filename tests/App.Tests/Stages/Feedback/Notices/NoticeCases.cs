namespace Yuekao.App.Tests.Stages.Feedback.Notices;

/// <summary>Notices of results that are computed from changed readings, without storage.</summary>
internal static class NoticeCases
{
    public static readonly DateTimeOffset IssuedAt = new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero);

    /// <summary>What the first pool comes to.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="change">Changes what was read.</param>
    /// <param name="decide">What the meeting makes of the proposal; it approves when null.</param>
    public static PoolResult Decide(SampleCycle cycle, Func<PoolInput, PoolInput>? change = null, Func<Proposal, MeetingDecision>? decide = null)
    {
        Scheme scheme = cycle.Context.Scheme;
        PoolInput input = cycle.InputOf(cycle.Pool);
        Proposal proposal = Assert.IsType<Proposal>(Assessor.Assess(scheme, change?.Invoke(input) ?? input));
        MeetingDecision decision = decide?.Invoke(proposal) ?? MeetingDecision.Approval;
        Decided decided = Assert.IsType<Decided>(Meeting.Decide(scheme, proposal, decision));
        var resolution = new Resolution
        {
            Kind = ResolutionKind.Approve,
            Round = 1,
            Attendees = ["赵书记"],
            Minutes = "〔2026〕10号",
            Adjustments = decision.Adjustments,
            At = IssuedAt,
            By = "chair",
            ByName = "赵书记",
        };
        Ledger? ledger = scheme.Document.Subsidy is null ? null : Subsidy.Compute(scheme, decided);
        ConsequenceReport consequences = ConsequenceRules.Evaluate(scheme, decided, new Dictionary<SubjectId, IReadOnlyList<PeriodGrade>>());
        return new PoolResult(cycle.Pool.Id, 1, IssuedAt, resolution, decided, ledger, consequences);
    }

    /// <summary>A subject's notice.</summary>
    public static Notice Of(SampleCycle cycle, PoolResult result, SubjectId subject, AppealOutcome? appeal = null) =>
        Writer(cycle, result).OfSubject(Record(cycle) with { Recipient = NoticeRecord.Of(subject), Subject = subject, Revision = appeal is null ? 1 : 2 }, appeal);

    /// <summary>A village's notice.</summary>
    public static Notice Of(SampleCycle cycle, PoolResult result, VillageId village) =>
        Writer(cycle, result).OfVillage(Record(cycle) with { Recipient = NoticeRecord.Of(village), Village = village, Name = cycle.Pool.Townships[0].Villages.First(one => one.Id == village).Name });

    /// <summary>Someone of a kind.</summary>
    public static DecidedOutcome One(PoolResult result, OutcomeKind kind) => result.Decided.Outcomes.First(outcome => outcome.Proposed.Kind == kind);

    /// <summary>Every reading of one subject gives what it gave to another.</summary>
    public static PoolInput Alike(PoolInput input, SubjectId from, SubjectId to) => input with
    {
        Readings = [.. input.Readings.Where(reading => reading.Subject != to), .. input.Readings.Where(reading => reading.Subject == from).Select(reading => reading with { Subject = to })],
        Observations = [.. input.Observations.Where(one => one.Subject != to && one.Subject != from)],
    };

    private static NoticeWriter Writer(SampleCycle cycle, PoolResult result) => new(cycle.Context, Cycle(cycle), result);

    private static CycleRecord Cycle(SampleCycle cycle) => new()
    {
        Key = cycle.Key,
        Phase = CyclePhase.Open,
        StartedAt = cycle.Context.Frozen.At,
        StartedBy = "test",
        SchemeVersion = 1,
        OpenedAt = cycle.Context.Frozen.At,
        AppealsUntil = IssuedAt + cycle.Context.Times.Appeal,
    };

    private static NoticeRecord Record(SampleCycle cycle) => new()
    {
        Cycle = cycle.Key,
        Township = cycle.Pool.Townships[0].Id,
        Pool = cycle.Pool.Id,
        Recipient = "",
        Name = "",
        Revision = 1,
        IssuedAt = IssuedAt,
        CarriedOver = [new CarriedOver("r1", new LocalText { ZhCn = "按月公开", En = "Published this month" }, Period.Of("2026-09"), IssuedAt)],
    };
}
