using System.Collections.Concurrent;
using Azure;
using Microsoft.Extensions.Logging;
using Yuekao.App.AuditTrail.Storage;

namespace Yuekao.App.AuditTrail;

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
