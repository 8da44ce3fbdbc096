namespace Yuekao.App.Stages.Settle;

/// <param name="Differences">Sums of the ledger that do not balance, in words; the cycle must stop where there is one.</param>
public sealed record ComputedResult(int Subjects, IReadOnlyList<string> Differences);

/// <summary>Turns decided proposals into results. Run again they change nothing.</summary>
public sealed class SettleActivities(
    CycleContexts contexts, CycleStore cycles, Proposals proposals, Resolutions resolutions, PoolResults results, RecordedResults recorded,
    LookBack lookBack, BookedArrears booked, AuditTrail audit, CycleMetrics metrics, TimeProvider clock)
{
    /// <summary>Turns the decided proposal into the pool's result: outcomes, subsidies to the fen, arrears of earlier periods, consequences. The first result that is kept stays.</summary>
    [Function(nameof(ComputeResult))]
    public async Task<ComputedResult> ComputeResult([ActivityTrigger] PoolRound round, CancellationToken cancellation)
    {
        CycleSpans.Describe(round.Key, round.Pool);
        CycleContext context = await contexts.RequireAsync(round.Key, cancellation);
        PoolProposal proposal = await proposals.ReadAsync(round.Key, round.Pool, round.Round, cancellation);
        Resolution resolution = await resolutions.RequireAsync(round.Key, round.Pool, round.Round, cancellation);
        Decided decided = Meeting.Decide(context.Scheme, proposal.Proposal, resolution.ToDecision()) as Decided
            ?? throw new InvalidOperationException($"The recorded decision on {round.Key}, pool {round.Pool}, is refused.");
        IReadOnlyList<RevisitedPeriod> revisited = await lookBack.OfAsync(context, context.RequirePool(round.Pool), proposal.Rosters, cancellation);
        Ledger? ledger = PoolLedger.Compute(context.Scheme, decided, revisited);
        if (ledger?.Reconcile() is { Balances: false } reconciliation)
            return new ComputedResult(decided.Outcomes.Count, [.. reconciliation.Differences.Select(Sentence)]);

        ConsequenceReport consequences = ConsequenceRules.Evaluate(context.Scheme, decided, await recorded.HistoryAsync(context, cancellation));
        var result = new PoolResult(round.Pool, round.Round, clock.GetUtcNow(), resolution, decided, ledger, consequences) { Revisited = revisited };
        await results.KeepAsync(round.Key, result, cancellation);
        if (await cycles.ChangeAsync(round.Key, round.Pool, Settle, cancellation) is { } before)
            metrics.Ended(round.Key, CyclePhases.Deciding, before.Since, resolution.At);
        return new ComputedResult(decided.Outcomes.Count, []);

        PoolRecord? Settle(PoolRecord pool) => pool.Phase == PoolPhase.Deciding ? pool with { Phase = PoolPhase.Settling, Since = resolution.At } : null;
    }

    /// <summary>Records a decided pool's results, and books the arrears of its ledger.</summary>
    /// <returns>How many results there are.</returns>
    [Function(nameof(RecordResults))]
    public async Task<int> RecordResults([ActivityTrigger] PoolRef input, CancellationToken cancellation)
    {
        PoolResult result = await results.ReadAsync(input.Key, input.Pool, cancellation);
        IReadOnlyList<RecordedResult> first = RecordedResult.Of(input.Key, result);
        IReadOnlyList<ArrearsLine> arrears = result.Ledger?.Arrears ?? [];
        (AuditActor actor, string resource) = (AuditActor.System(nameof(RecordResults)), $"{input.Key.Resource}/pools/{input.Pool}/results");
        var entry = new AuditEntry(input.Key.County.Value, actor, nameof(RecordResults), resource, Before: null, Digest.OfJson(new { results = first, arrears }));
        return await audit.RecordAsync(entry, WriteAsync, cancellation);

        async Task<int> WriteAsync(CancellationToken stop)
        {
            await booked.BookAsync(input.Key, arrears, stop);
            return await recorded.RecordAsync(input.Key, first, stop);
        }
    }

    private static string Sentence(LedgerSums sums) =>
        $"{sums.Township?.Value ?? "county"}: paid {sums.Paid} + kept {sums.Kept} - base {sums.Base}"
        + $" - external {sums.External} - arrears {sums.Arrears} - passed on {sums.PassedOn} = {sums.Difference} fen";
}

/// <summary>What a pool came to: the meeting's decision, and what follows from it.</summary>
/// <param name="Decided">Every subject's outcome, with its explanation.</param>
/// <param name="Ledger">The subsidies; null where the scheme has none.</param>
public sealed record PoolResult(PoolId Pool, int Round, DateTimeOffset At, Resolution Resolution, Decided Decided, Ledger? Ledger, ConsequenceReport Consequences)
{
    /// <summary>What the ledger's arrears were computed from.</summary>
    public IReadOnlyList<RevisitedPeriod> Revisited { get; init; } = [];

    /// <summary>Somebody's arrears in the ledger, by period.</summary>
    internal IEnumerable<ArrearsLine> ArrearsOf(SubjectId subject) => (Ledger?.Arrears ?? []).Where(line => line.Subject == subject);
}

/// <summary>A pool's ledger. Pure: an archive is verified by it too.</summary>
internal static class PoolLedger
{
    /// <returns>Null where the scheme has no subsidy.</returns>
    public static Ledger? Compute(Scheme scheme, Decided decided, IReadOnlyList<RevisitedPeriod> revisited) => scheme.Document.Subsidy is null
        ? null
        : Subsidy.Compute(scheme, decided) with { Arrears = [.. revisited.SelectMany(period => period.ToLines())] };
}

public sealed class PoolResults(DocumentBlobs blobs)
{
    /// <summary>Keeps a pool's result, unless there is one; answers what is kept.</summary>
    public async Task<PoolResult> KeepAsync(CycleKey key, PoolResult result, CancellationToken cancellation) =>
        Whole(await blobs.WriteOnceAsync(PathOf(key, result.Pool), result, cancellation));

    /// <exception cref="InvalidOperationException">The pool is not decided.</exception>
    public async Task<PoolResult> ReadAsync(CycleKey key, PoolId pool, CancellationToken cancellation) => Whole(await blobs.ReadAsync<PoolResult>(PathOf(key, pool), cancellation));

    private static PoolResult Whole(PoolResult kept) =>
        kept with { Decided = kept.Decided with { Outcomes = [.. kept.Decided.Outcomes.Select(outcome => outcome.In(kept.Decided.Pool))] } };

    private static string PathOf(CycleKey key, PoolId pool) => $"{key.Folder}/{pool}/result.json";
}
