using System.Collections.Concurrent;
using Azure;

namespace Yuekao.App.Platform;

/// <summary>
/// The append-only record of every write (docs/adr/0005-audit-trail.md). One call a write, made when the request is known to be good;
/// entries of concurrent writers share a storage call. A retried request or activity leaves an entry each time.
/// </summary>
public interface IAuditTrail
{
    /// <summary>Appends an entry. It is stored when this returns.</summary>
    /// <param name="entry">The write.</param>
    /// <param name="cancellation">Stops waiting; the entry may be appended all the same.</param>
    /// <exception cref="Azure.RequestFailedException">The storage refused or did not answer: the entry may or may not be there.</exception>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellation);

    /// <summary>
    /// Appends the entry, then does the write: so that no crash leaves a write without its entry. Where the write throws, an entry of the same
    /// action with <c>Reason</c> "not done" follows.
    /// </summary>
    /// <param name="entry">The write.</param>
    /// <param name="write">Does it.</param>
    /// <param name="cancellation">Given to the write.</param>
    Task<T> RecordAsync<T>(AuditEntry entry, Func<CancellationToken, Task<T>> write, CancellationToken cancellation);

    /// <summary>Where the county's trail ends now, to be kept where the trail's keepers cannot reach: in a sealed archive, on paper. Null before the first entry.</summary>
    Task<AuditAnchor?> AnchorAsync(string county, CancellationToken cancellation);
}

/// <summary>The audit trail in table storage.</summary>
internal sealed class TableAuditTrail(AuditTable table, TimeProvider clock, ILogger<TableAuditTrail> logger) : IAuditTrail, IDisposable
{
    private const string NotDone = "not done";

    private readonly ConcurrentDictionary<string, Lazy<CountyTrail>> counties = new();

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellation) => TrailOf(entry.County).AppendAsync(entry, cancellation);

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

    public async Task<AuditAnchor?> AnchorAsync(string county, CancellationToken cancellation) => await table.HeadsAsync(county, cancellation) is [.., var head] ? head.Last : null;

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
