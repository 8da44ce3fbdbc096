namespace Yuekao.App.Stages.Settle;

/// <summary>What a pool came to: the meeting's decision, and what follows from it.</summary>
/// <param name="Round">The round whose proposal was decided.</param>
/// <param name="Decided">Every subject's outcome, with its explanation.</param>
/// <param name="Ledger">The subsidies; null where the scheme has none.</param>
public sealed record PoolResult(PoolId Pool, int Round, DateTimeOffset At, Resolution Resolution, Decided Decided, Ledger? Ledger, ConsequenceReport Consequences);

/// <summary>What pools came to, each written once.</summary>
public sealed class PoolResults(DocumentBlobs blobs)
{
    /// <summary>Keeps a pool's result, unless there is one.</summary>
    /// <returns>The one that is kept.</returns>
    public async Task<PoolResult> KeepAsync(CycleKey key, PoolResult result, CancellationToken cancellation) =>
        Whole(await blobs.WriteOnceAsync(PathOf(key, result.Pool), result, cancellation));

    /// <exception cref="InvalidOperationException">The pool is not decided.</exception>
    public async Task<PoolResult> ReadAsync(CycleKey key, PoolId pool, CancellationToken cancellation) => Whole(await blobs.ReadAsync<PoolResult>(PathOf(key, pool), cancellation));

    private static PoolResult Whole(PoolResult kept) =>
        kept with { Decided = kept.Decided with { Outcomes = [.. kept.Decided.Outcomes.Select(outcome => outcome.In(kept.Decided.Pool))] } };

    private static string PathOf(CycleKey key, PoolId pool) => $"{key.Folder}/{pool}/result.json";
}
