namespace Yuekao.App.Stages.Appeal;

/// <summary>What appeals came to, each written once; for the stages after.</summary>
public sealed class AppealOutcomes(DocumentBlobs blobs, AppealStore appeals, PoolResults results)
{
    /// <summary>Keeps what an appeal came to, unless it is kept already.</summary>
    /// <returns>What is kept.</returns>
    public async Task<AppealOutcome> KeepAsync(CycleKey key, AppealOutcome outcome, CancellationToken cancellation) =>
        await WholeAsync(key, await blobs.WriteOnceAsync(PathOf(key, outcome.Subject), outcome, cancellation), cancellation);

    /// <summary>What an appeal came to; null where the subject did not appeal, or it is not settled.</summary>
    public async Task<AppealOutcome?> FindAsync(CycleKey key, SubjectId subject, CancellationToken cancellation) =>
        await blobs.FindAsync<AppealOutcome>(PathOf(key, subject), cancellation) is { } outcome ? await WholeAsync(key, outcome, cancellation) : null;

    /// <summary>Every appeal of a cycle with what it came to, by subject.</summary>
    /// <exception cref="InvalidOperationException">Appeals are still let in, or one is not settled.</exception>
    public async Task<IReadOnlyList<(AppealRecord Appeal, AppealOutcome Outcome)>> AllAsync(CycleKey key, CancellationToken cancellation)
    {
        (AppealGate? gate, IReadOnlyList<AppealRecord> filed) = await appeals.ListAsync(key, cancellation);
        if (gate is { IsClosed: false })
            throw new InvalidOperationException($"Appeals are still let into {key}: the cycle cannot be sealed.");
        var settled = new List<(AppealRecord, AppealOutcome)>();
        foreach (AppealRecord appeal in filed)
        {
            settled.Add(appeal.Settlement is not null && await FindAsync(key, appeal.Subject, cancellation) is { } outcome
                ? (appeal, outcome)
                : throw new InvalidOperationException($"The appeal of '{appeal.Subject}' in {key} is not settled: the cycle cannot be sealed."));
        }

        return settled;
    }

    private async Task<AppealOutcome> WholeAsync(CycleKey key, AppealOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Decided is not { } decided)
            return outcome;
        PoolSummary pool = (await results.ReadAsync(key, outcome.Pool, cancellation)).Decided.Pool;
        return outcome with { Decided = decided with { Recomputed = decided.Recomputed.In(pool), Decided = decided.Decided.In(pool) } };
    }

    private static string PathOf(CycleKey key, SubjectId subject) => $"{key.Folder}/appeals/{subject}.json";
}
