using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Microsoft.DurableTask.Tests;

/// <summary>Counts storage calls, leases apart, and at a given one brings the host down: before the call is sent, or after, its answer unread.</summary>
internal sealed class StorageFault : HttpPipelinePolicy
{
    private readonly int failAt;
    private readonly bool afterSending;
    private readonly TaskCompletionSource struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int calls;

    /// <summary>Counts only.</summary>
    public StorageFault()
        : this(int.MaxValue, false)
    {
    }

    public StorageFault(int failAt, bool afterSending)
    {
        this.failAt = failAt;
        this.afterSending = afterSending;
    }

    /// <summary>What happens at the moment of the fault.</summary>
    public Action OnStrike { get; set; } = static () => { };

    public int Calls => Volatile.Read(ref calls);

    /// <summary>Ends when the fault has struck.</summary>
    public Task Struck => struck.Task;

    public void AddTo(TestHub hub)
    {
        hub.TableOptions = new TableClientOptions();
        hub.TableOptions.AddPolicy(this, HttpPipelinePosition.PerCall);
        hub.BlobOptions = new BlobClientOptions();
        hub.BlobOptions.AddPolicy(this, HttpPipelinePosition.PerCall);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        bool counts = !message.Request.Uri.ToString().Contains("-leases", StringComparison.Ordinal);
        int number = counts ? Interlocked.Increment(ref calls) : 0;
        if (number < failAt)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }

        if (number == failAt && afterSending)
            await ProcessNextAsync(message, pipeline);
        struck.TrySetResult();
        OnStrike();
        throw new IOException($"Storage call {number} is lost.");
    }
}
