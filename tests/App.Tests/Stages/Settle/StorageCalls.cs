using Azure.Core;
using Azure.Core.Pipeline;

namespace Yuekao.App.Tests.Stages.Settle;

/// <summary>Counts the calls of a table client.</summary>
internal sealed class StorageCalls : HttpPipelineSynchronousPolicy
{
    private int count;

    public int Count => Volatile.Read(ref count);

    /// <summary>A client whose calls are counted.</summary>
    public TableServiceClient Client(string connection)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return new TableServiceClient(connection, options);
    }

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref count);
}
