using Polly;
using Polly.Retry;

namespace Yuekao.App.Platform;

/// <summary>Writes of several who meet for milliseconds: whoever is slower reads again and tries again.</summary>
internal static class StorageRaces
{
    // An attempt may be an entry in the audit trail: so they wait a little, and not the same time, before the next.
    private static readonly ResiliencePipeline Races = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<ProblemException>(lost => lost.InnerException is LostRaceException),
            MaxRetryAttempts = 12,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(20),
            MaxDelay = TimeSpan.FromSeconds(1),
            UseJitter = true,
        })
        .Build();

    /// <summary>Writes rows at once, guarded by the ETags that were read.</summary>
    /// <exception cref="ProblemException">One of them was written in the meantime: precondition failed, for <see cref="RetryAsync"/> to try again.</exception>
    public static async Task WriteAsync(this TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellation)
    {
        if (!await table.TryWriteAsync(actions, cancellation))
            throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else wrote at the same time: read it and try again.", innerException: new LostRaceException());
    }

    /// <summary>Reads, checks and writes; where somebody else wrote in between, all of it again: what is there now may be closed, or be the same already.</summary>
    /// <exception cref="ProblemException">Somebody else was faster each time: precondition failed.</exception>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> attempt, CancellationToken cancellation) => await Races.ExecuteAsync(async _ => await attempt(), cancellation);

    private sealed class LostRaceException() : Exception("The row was written in the meantime.");
}
