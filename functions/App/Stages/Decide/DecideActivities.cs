namespace Yuekao.App.Stages.Decide;

/// <summary>What an orchestration must know of a resolution.</summary>
/// <param name="Kind">What was resolved; null before the meeting.</param>
/// <param name="Returns">The sources that must report again.</param>
/// <param name="At">When it was recorded; null before the meeting.</param>
public sealed record ResolutionSummary(ResolutionKind? Kind, IReadOnlyList<ReturnedSource> Returns, DateTimeOffset? At = null);

/// <summary>Input of <see cref="ResolutionActivities.ReopenCollecting"/>.</summary>
/// <param name="Round">The round that ends.</param>
/// <param name="Returns">The sources that must report again.</param>
/// <param name="Due">When they must have.</param>
/// <param name="DecisionDue">When the meeting must have decided on what they report.</param>
public sealed record ReopenedRound(PoolRound Round, IReadOnlyList<ReturnedSource> Returns, DateTimeOffset Due, DateTimeOffset DecisionDue);

/// <summary>What computing a pool's result came to.</summary>
/// <param name="Subjects">How many subjects.</param>
/// <param name="Differences">Sums of the ledger that do not balance, in words; the cycle must stop where there is one.</param>
public sealed record ComputedResult(int Subjects, IReadOnlyList<string> Differences);

/// <summary>Carries out what the meeting resolved.</summary>
public sealed class ResolutionActivities(
    CycleContexts contexts, CycleStore cycles, CycleDocuments documents, DecisionStore decisions, SubmissionStore submissions, ResultStore results, YuekaoTelemetry telemetry, TimeProvider clock)
{
    /// <summary>A round's resolution, if the meeting has decided.</summary>
    [Function(nameof(ReadResolution))]
    public async Task<ResolutionSummary> ReadResolution([ActivityTrigger] PoolRound round, CancellationToken cancellation) =>
        await decisions.FindAsync(round.Key, round.Pool, round.Round, cancellation) is { } resolution ? new ResolutionSummary(resolution.Kind, resolution.Returns, resolution.At) : new ResolutionSummary(null, []);

    /// <summary>Opens collecting again for the sources that must report again, and begins the next round.</summary>
    [Function(nameof(ReopenCollecting))]
    public async Task ReopenCollecting([ActivityTrigger] ReopenedRound reopened, CancellationToken cancellation)
    {
        PoolRound round = reopened.Round;
        CycleContext context = await contexts.RequireAsync(round.Key, cancellation);
        PoolRecord record = (await cycles.FindAsync(round.Key, round.Pool, cancellation))!;
        // A round that has gone on is left alone; one that waits for its sources is opened again, for an orchestration that was started anew closed it.
        if (record.Round > round.Round + 1 || (record.Round > round.Round && record.Phase != PoolPhase.Collecting))
            return;
        (TownshipId, SourceId)[] returned = [.. reopened.Returns.Select(one => (one.Township, one.Source))];
        await submissions.ReopenAsync(context, context.RequirePool(round.Pool), returned, isFirst: record.Round == round.Round, cancellation);
        bool isNew = await cycles.ChangeAsync(round.Key, round.Pool, Next, cancellation);
        if (isNew && telemetry.Cycles.MeasuresPhases && await decisions.FindAsync(round.Key, round.Pool, round.Round, cancellation) is { } resolved)
            telemetry.Cycles.Ended(round.Key, CyclePhases.Deciding, (await documents.ProposalAsync(round.Key, round.Pool, round.Round, cancellation)).At, resolved.At);

        PoolRecord? Next(PoolRecord pool) => pool.Round > round.Round
            ? null
            : pool with { Phase = PoolPhase.Collecting, Round = round.Round + 1, CollectingDue = reopened.Due, DecisionDue = reopened.DecisionDue };
    }

    /// <summary>Turns the decided proposal into the pool's result: outcomes, subsidies to the fen, consequences. The first result that is kept stays.</summary>
    [Function(nameof(ComputeResult))]
    public async Task<ComputedResult> ComputeResult([ActivityTrigger] PoolRound round, CancellationToken cancellation)
    {
        Spans.Describe(round.Key, round.Pool);
        CycleContext context = await contexts.RequireAsync(round.Key, cancellation);
        PoolProposal proposal = await documents.ProposalAsync(round.Key, round.Pool, round.Round, cancellation);
        Resolution resolution = await decisions.FindAsync(round.Key, round.Pool, round.Round, cancellation) ?? throw new InvalidOperationException($"Round {round.Round} of pool {round.Pool} is not decided.");
        Decided decided = Meeting.Decide(context.Scheme, proposal.Proposal, resolution.ToDecision()) as Decided
            ?? throw new InvalidOperationException($"The recorded decision on {round.Key}, pool {round.Pool}, is refused.");
        Ledger? ledger = context.Scheme.Document.Subsidy is null ? null : Subsidy.Compute(context.Scheme, decided);
        if (ledger?.Reconcile() is { Balances: false } reconciliation)
            return new ComputedResult(decided.Outcomes.Count, [.. reconciliation.Differences.Select(Sentence)]);

        Pool pool = context.RequirePool(round.Pool);
        ConsequenceReport consequences = ConsequenceRules.Evaluate(context.Scheme, decided, await HistoryAsync(context, cancellation));
        await documents.DecideAsync(round.Key, new PoolResult(pool.Id, round.Round, clock.GetUtcNow(), resolution, decided, ledger, consequences), cancellation);
        if (await cycles.ChangeAsync(round.Key, round.Pool, one => one.Phase == PoolPhase.Deciding ? one with { Phase = PoolPhase.Settling } : null, cancellation))
            telemetry.Cycles.Ended(round.Key, CyclePhases.Deciding, proposal.At, resolution.At);
        return new ComputedResult(decided.Outcomes.Count, []);
    }

    // Only a consequence of several periods running asks for the earlier ones; of the whole county, for a cadre may have moved.
    private async Task<IReadOnlyDictionary<SubjectId, IReadOnlyList<PeriodGrade>>> HistoryAsync(CycleContext context, CancellationToken cancellation) =>
        context.Scheme.Document.Consequences.Any(consequence => consequence.When is GradeTrigger { Running: > 1 })
            ? await results.HistoryAsync(context.Key.County, context.Key.Scheme, [.. context.Frozen.Townships.Select(township => township.Id)], context.Key.Period, cancellation)
            : new Dictionary<SubjectId, IReadOnlyList<PeriodGrade>>();

    private static string Sentence(LedgerSums sums) => $"{sums.Township?.Value ?? "county"}: paid {sums.Paid} + kept {sums.Kept} - base {sums.Base} - external {sums.External} - passed on {sums.PassedOn} = {sums.Difference} fen";
}
