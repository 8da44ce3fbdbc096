using Yuekao.Benchmarks.Anchors;

namespace Yuekao.Benchmarks.County;

/// <summary>The storage calls of an app by who made them. Calls of the task hub and of the Functions host are known by what they go to.</summary>
/// <param name="proxy">Through which they went.</param>
/// <param name="traces">The requests that were made.</param>
/// <param name="hub">The task hub's name.</param>
internal sealed class StorageCalls(StorageProxy proxy, RequestTraces traces, string hub)
{
    private const string SubmissionTable = "Submissions";
    private const string HostContainers = "azure-webjobs";

    private IEnumerable<StorageCall> Own => proxy.Calls.Where(call => !IsOfHub(call));

    /// <summary>What orchestrations did.</summary>
    public HistoryCounts History => new([.. proxy.Calls.Where(IsOfHub).SelectMany(call => call.History)]);

    /// <summary>Forgets the calls so far.</summary>
    public void Reset() => proxy.Reset();

    /// <summary>What the app does by itself, without what goes to the table of what is collected: the target of a month leaves it out.</summary>
    public IReadOnlyList<StorageCall> OfApp() => [.. Of(CallMaker.App).Where(call => call.Target != SubmissionTable)];

    /// <summary>The calls of a maker.</summary>
    /// <exception cref="InvalidOperationException">No call names a request's trace, so that nobody's calls can be told from the app's.</exception>
    public IReadOnlyList<StorageCall> Of(CallMaker maker)
    {
        StorageCall[] own = [.. Own];
        return own.Length == 0 || own.Any(call => traces.MakerOf(call.Trace) != CallMaker.App)
            ? [.. own.Where(call => traces.MakerOf(call.Trace) == maker)]
            : throw new InvalidOperationException("No storage call of the app names a request's trace: the host must give an HTTP request's traceparent to the worker, in the invocation's trace context.");
    }

    /// <summary>What a pool's part of a month takes, of all that was done since the last reset.</summary>
    public PhaseSteps StepsOf(int pools)
    {
        IReadOnlyList<StorageCall> calls = Of(CallMaker.App);
        StorageCall[] writes = [.. calls.Where(call => call is { IsWrite: true, Kind: StorageKind.Table })];
        StorageCall[] blobs = [.. calls.Where(call => call is { IsWrite: true, Kind: StorageKind.Blob })];
        int rows = writes.Sum(call => call.Rows);
        return new PhaseSteps(
            Math.Max(1, History.Activities / pools),
            calls.Count(call => !call.IsWrite) / pools,
            writes.Length / pools,
            rows / pools,
            (int)(writes.Sum(call => call.Bytes) / Math.Max(1, rows)),
            blobs.Length / pools,
            (int)(blobs.Sum(call => call.Bytes) / Math.Max(1, blobs.Length)));
    }

    private bool IsOfHub(StorageCall call) =>
        call.Target.StartsWith(hub, StringComparison.OrdinalIgnoreCase) || call.Target.StartsWith(HostContainers, StringComparison.Ordinal);
}
