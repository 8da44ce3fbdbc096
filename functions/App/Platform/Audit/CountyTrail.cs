using System.Collections.Concurrent;
using Azure;

namespace Yuekao.App.Platform;

/// <summary>
/// Appends one county's entries. While one append is under way the entries of other requests gather, and the next append takes them all:
/// however many write at once, each storage call is one link in the chain.
/// </summary>
internal sealed class CountyTrail(string county, AuditTable table, TimeProvider clock) : IDisposable
{
    // Each lost race means that another host won one: more in a row than this, and something else is wrong.
    private const int Attempts = 100;

    private readonly ConcurrentQueue<Waiting> queue = new();
    private readonly SemaphoreSlim turn = new(1);
    private AuditHead? known;

    /// <summary>Appends an entry; it is stored when this returns.</summary>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellation)
    {
        var mine = new Waiting(entry);
        queue.Enqueue(mine);
        await turn.WaitAsync(cancellation);
        try
        {
            while (!mine.Done.Task.IsCompleted)
                await AppendBatchAsync(Take());
        }
        finally
        {
            turn.Release();
        }
        await mine.Done.Task;
    }

    public void Dispose() => turn.Dispose();

    private List<Waiting> Take()
    {
        var batch = new List<Waiting>();
        while (batch.Count < AuditTable.MaximumBatch && queue.TryDequeue(out Waiting? waiting))
            batch.Add(waiting);
        return batch;
    }

    // No cancellation: the batch is of many requests.
    private async Task AppendBatchAsync(List<Waiting> batch)
    {
        try
        {
            AuditEntry[] entries = [.. batch.Select(waiting => waiting.Entry)];
            for (int attempt = 1; !await TryAppendAsync(entries, attempt); attempt++)
                known = null;
            batch.ForEach(waiting => waiting.Done.SetResult());
        }
        catch (Exception exception)
        {
            known = null;
            batch.ForEach(waiting => waiting.Done.SetException(exception));
        }
    }

    private async Task<bool> TryAppendAsync(AuditEntry[] entries, int attempt)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string month = AuditKeys.MonthOf(now);
        AuditHead head = known is { } last && last.Last.Month == month ? last : await table.HeadAsync(county, month, CancellationToken.None);
        IReadOnlyList<AuditRecord> records = head.Chain(entries, now);
        try
        {
            known = await table.AppendAsync(county, head, records, CancellationToken.None);
            return true;
        }
        catch (TableTransactionFailedException lost) when (lost.Status is 409 or 412 && attempt < Attempts)
        {
            // The answer to an append that did happen may have been lost, and the append sent again.
            if (await table.HasAsync(county, records[0], CancellationToken.None))
                return true;
            await RequireHeadAsync(head, month, lost);
            return false;
        }
    }

    private async Task RequireHeadAsync(AuditHead tried, string month, RequestFailedException lost)
    {
        if (tried.ETag is null && (await table.HeadAsync(county, month, CancellationToken.None)).ETag is null)
            throw new InvalidOperationException($"The audit trail of {county} has entries in {month} but no head: somebody removed it.", lost);
    }

    private sealed record Waiting(AuditEntry Entry)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
