namespace Yuekao.App.Stages.Grade;

/// <summary>What was proposed to the meeting in one round (建议结果), with everything that it was computed from.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Input">Roster, readings, waivers and observations, as they were when collecting ended.</param>
public sealed record PoolProposal(PoolId Pool, int Round, DateTimeOffset At, PoolInput Input, Proposal Proposal)
{
    /// <summary>The rosters that days and bases were taken from; empty where places are assessed.</summary>
    public IReadOnlyList<FrozenRoster> Rosters { get; init; } = [];
}

/// <summary>The proposals of all rounds, each written once.</summary>
public sealed class Proposals(DocumentBlobs blobs)
{
    /// <summary>Keeps a round's proposal, unless there is one; answers what is kept.</summary>
    public async Task<PoolProposal> KeepAsync(CycleKey key, PoolProposal proposal, CancellationToken cancellation) =>
        Whole(await blobs.WriteOnceAsync(PathOf(key, proposal.Pool, proposal.Round), proposal, cancellation));

    /// <summary>A round's proposal; null where there is none.</summary>
    public async Task<PoolProposal?> FindAsync(CycleKey key, PoolId pool, int round, CancellationToken cancellation) =>
        await blobs.FindAsync<PoolProposal>(PathOf(key, pool, round), cancellation) is { } kept ? Whole(kept) : null;

    /// <exception cref="InvalidOperationException">The round has no proposal.</exception>
    public async Task<PoolProposal> ReadAsync(CycleKey key, PoolId pool, int round, CancellationToken cancellation) =>
        Whole(await blobs.ReadAsync<PoolProposal>(PathOf(key, pool, round), cancellation));

    private static PoolProposal Whole(PoolProposal kept) =>
        kept with { Proposal = kept.Proposal with { Outcomes = [.. kept.Proposal.Outcomes.Select(outcome => outcome.In(kept.Proposal.Pool))] } };

    private static string PathOf(CycleKey key, PoolId pool, int round) => string.Create(CultureInfo.InvariantCulture, $"{key.Folder}/{pool}/proposal-{round:000}.json");
}

/// <summary>Gives explanations what holds for the whole pool, which is stored once and not with each of them.</summary>
internal static class StoredOutcomes
{
    public static SubjectOutcome In(this SubjectOutcome outcome, PoolSummary pool) => outcome with { Explanation = outcome.Explanation with { Pool = pool } };

    public static DecidedOutcome In(this DecidedOutcome outcome, PoolSummary pool) => outcome with { Proposed = outcome.Proposed.In(pool) };
}
