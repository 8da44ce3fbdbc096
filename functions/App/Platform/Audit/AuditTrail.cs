using System.Collections.Concurrent;

namespace Yuekao.App.Platform;

/// <summary>
/// The append-only record of every write (docs/adr/0005-audit-trail.md). One call a write, made when the request is known to be good;
/// entries of concurrent writers share a storage call. A retried request or activity leaves an entry each time.
/// </summary>
public sealed class AuditTrail(AuditTable table, TimeProvider clock, ILogger<AuditTrail> logger) : IDisposable
{
    private const string NotDone = "not done";

    private readonly ConcurrentDictionary<string, Lazy<CountyTrail>> counties = new();

    /// <summary>Appends an entry: it is stored when this returns. Cancellation stops the waiting; the entry may be appended all the same.</summary>
    /// <exception cref="RequestFailedException">The storage refused or did not answer: the entry may or may not be there.</exception>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellation) => TrailOf(entry.County).AppendAsync(entry, cancellation);

    /// <summary>
    /// Appends the entry, then does the write: so that no crash leaves a write without its entry. Where the write throws, an entry of the same
    /// action with <c>Reason</c> "not done" follows.
    /// </summary>
    public async Task<T> RecordAsync<T>(AuditEntry entry, Func<CancellationToken, Task<T>> write, CancellationToken cancellation)
    {
        await AppendAsync(entry, cancellation);
        try
        {
            return await write(cancellation);
        }
        catch
        {
            await AppendNotDoneAsync(entry);
            throw;
        }
    }

    /// <summary>Where the county's trail ends now, to be kept where the trail's keepers cannot reach: in a sealed archive, on paper. Null before the first entry.</summary>
    public async Task<AuditAnchor?> AnchorAsync(string county, CancellationToken cancellation)
    {
        AuditHead head = await table.HeadAsync(county, AuditKeys.MonthOf(clock.GetUtcNow()), cancellation);
        return head.ETag is null ? head.Link : head.Last;
    }

    public void Dispose()
    {
        foreach (Lazy<CountyTrail> trail in counties.Values)
            trail.Value.Dispose();
    }

    private CountyTrail TrailOf(string county) => counties.GetOrAdd(county, key => new Lazy<CountyTrail>(() => new CountyTrail(key, table, clock))).Value;

    // What the write failed with is what the caller must see.
    private async Task AppendNotDoneAsync(AuditEntry entry)
    {
        try
        {
            await AppendAsync(entry with { Reason = NotDone }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            logger.LogError(exception, "{Action} of {County}/{Resource} was not done, and the trail could not be told.", entry.Action, entry.County, entry.Resource);
        }
    }
}

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
            if (head.ETag is null && (await table.HeadAsync(county, month, CancellationToken.None)).ETag is null)
                throw new InvalidOperationException($"The audit trail of {county} has entries in {month} but no head: somebody removed it.", lost);
            return false;
        }
    }

    private sealed record Waiting(AuditEntry Entry)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
