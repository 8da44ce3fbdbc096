namespace Yuekao.App.Stages.Settle;

/// <summary>The documents of cycles that never change: what was frozen, each round's proposal, each pool's decided result.</summary>
public sealed class CycleDocuments(DocumentBlobs blobs)
{
    /// <summary>Keeps what a cycle froze, unless it was frozen before.</summary>
    /// <returns>What is frozen.</returns>
    public Task<FrozenCycle> FreezeAsync(FrozenCycle frozen, CancellationToken cancellation) => blobs.WriteOnceAsync(FrozenPath(frozen.Key), frozen, cancellation);

    /// <summary>What a cycle froze; null before it is open.</summary>
    public Task<FrozenCycle?> FindFrozenAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<FrozenCycle>(FrozenPath(key), cancellation);

    /// <summary>Keeps a round's proposal, unless there is one.</summary>
    /// <returns>The one that is kept.</returns>
    public async Task<PoolProposal> ProposeAsync(CycleKey key, PoolProposal proposal, CancellationToken cancellation) =>
        Whole(await blobs.WriteOnceAsync(ProposalPath(key, proposal.Pool, proposal.Round), proposal, cancellation));

    /// <summary>A round's proposal.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<PoolProposal> ProposalAsync(CycleKey key, PoolId pool, int round, CancellationToken cancellation) =>
        Whole(await blobs.ReadAsync<PoolProposal>(ProposalPath(key, pool, round), cancellation));

    /// <summary>Keeps a pool's decided result, unless there is one.</summary>
    /// <returns>The one that is kept.</returns>
    public async Task<PoolResult> DecideAsync(CycleKey key, PoolResult result, CancellationToken cancellation) =>
        Whole(await blobs.WriteOnceAsync(ResultPath(key, result.Pool), result, cancellation));

    /// <summary>A pool's decided result.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<PoolResult> ResultAsync(CycleKey key, PoolId pool, CancellationToken cancellation) => Whole(await blobs.ReadAsync<PoolResult>(ResultPath(key, pool), cancellation));

    /// <summary>Keeps what an appeal came to, unless it is kept already.</summary>
    /// <returns>What is kept.</returns>
    public async Task<AppealOutcome> SettleAsync(CycleKey key, AppealOutcome outcome, CancellationToken cancellation) =>
        await WholeAsync(key, await blobs.WriteOnceAsync(AppealPath(key, outcome.Subject), outcome, cancellation), cancellation);

    /// <summary>What an appeal came to; null where the subject did not appeal, or it is not settled.</summary>
    public async Task<AppealOutcome?> FindAppealAsync(CycleKey key, SubjectId subject, CancellationToken cancellation) =>
        await blobs.FindAsync<AppealOutcome>(AppealPath(key, subject), cancellation) is { } outcome ? await WholeAsync(key, outcome, cancellation) : null;

    private static string AppealPath(CycleKey key, SubjectId subject) => $"{key.County}/{key.Scheme}/{key.Period}/appeals/{subject}.json";

    private static string FrozenPath(CycleKey key) => $"{key.County}/{key.Scheme}/{key.Period}/frozen.json";

    private static string ProposalPath(CycleKey key, PoolId pool, int round) => $"{key.County}/{key.Scheme}/{key.Period}/{pool}/proposal-{round:000}.json";

    private static string ResultPath(CycleKey key, PoolId pool) => $"{key.County}/{key.Scheme}/{key.Period}/{pool}/result.json";

    // Stored explanations leave out what holds for the whole pool.
    private static PoolProposal Whole(PoolProposal proposal) => proposal with
    {
        Proposal = proposal.Proposal with { Outcomes = [.. proposal.Proposal.Outcomes.Select(outcome => Whole(outcome, proposal.Proposal.Pool))] },
    };

    private static PoolResult Whole(PoolResult result) => result with
    {
        Decided = result.Decided with { Outcomes = [.. result.Decided.Outcomes.Select(outcome => outcome with { Proposed = Whole(outcome.Proposed, result.Decided.Pool) })] },
    };

    private async Task<AppealOutcome> WholeAsync(CycleKey key, AppealOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Decided is not { } decided)
            return outcome;
        PoolSummary pool = (await ResultAsync(key, outcome.Pool, cancellation)).Decided.Pool;
        DecidedOutcome after = decided.Decided with { Proposed = Whole(decided.Decided.Proposed, pool) };
        return outcome with { Decided = decided with { Recomputed = Whole(decided.Recomputed, pool), Decided = after } };
    }

    private static SubjectOutcome Whole(SubjectOutcome outcome, PoolSummary pool) => outcome with { Explanation = outcome.Explanation with { Pool = pool } };
}
