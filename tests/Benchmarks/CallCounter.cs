using Azure.Core;
using Azure.Core.Pipeline;

namespace Yuekao.Benchmarks;

/// <summary>Counts the storage calls that pass through a client's pipeline.</summary>
internal sealed class CallCounter : HttpPipelineSynchronousPolicy
{
    private int calls;

    /// <summary>The calls since the last reset.</summary>
    public int Calls => Volatile.Read(ref calls);

    public void Reset() => Volatile.Write(ref calls, 0);

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref calls);
}
