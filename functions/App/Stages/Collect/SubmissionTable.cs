namespace Yuekao.App.Stages.Collect;

/// <summary>What every store of the table does alike.</summary>
internal static class SubmissionTable
{
    public const string Name = "Submissions";

    private const int Attempts = 50;

    /// <summary>Writes rows at once, guarded by the ETags that were read.</summary>
    /// <exception cref="ProblemException">One of them was written in the meantime: precondition failed, for <see cref="RetryAsync"/> to try again.</exception>
    public static async Task WriteAsync(this TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellation)
    {
        if (!await table.TryWriteAsync(actions, cancellation))
            throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else wrote at the same time: read it and try again.", innerException: new LostRaceException());
    }

    /// <summary>Writes rows at once.</summary>
    /// <returns>Whether they were written: not where one of them was written, or added, in the meantime.</returns>
    public static async Task<bool> TryWriteAsync(this TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException lost) when (lost.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }

    /// <summary>Reads, checks and writes; where somebody else wrote in between, all of it again.</summary>
    /// <exception cref="ProblemException">Somebody else was faster each time: precondition failed.</exception>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> attempt)
    {
        for (int left = Attempts; ; left--)
        {
            try
            {
                return await attempt();
            }
            catch (ProblemException lost) when (lost.InnerException is LostRaceException && left > 1)
            {
                // What is there now decides: it may be closed, or be the same already.
            }
        }
    }

    private sealed class LostRaceException() : Exception("The row was written in the meantime.");
}
