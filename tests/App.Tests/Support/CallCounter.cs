using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Yuekao.App.Tests.Support;

/// <summary>Counts the storage calls of the clients that it made.</summary>
internal sealed class CallCounter : HttpPipelineSynchronousPolicy
{
    private int calls;

    public int Calls => Volatile.Read(ref calls);

    /// <summary>A table whose calls are not counted; null to count all.</summary>
    public string? But { get; init; }

    public void Reset() => Volatile.Write(ref calls, 0);

    /// <summary>Tables whose calls are counted.</summary>
    public TableServiceClient Tables(string connection)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        return new TableServiceClient(connection, options);
    }

    /// <summary>Blobs whose calls are counted.</summary>
    public BlobServiceClient Blobs(string connection)
    {
        var options = new BlobClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        return new BlobServiceClient(connection, options);
    }

    public override void OnSendingRequest(HttpMessage message)
    {
        if (But is null || !IsOf(message.Request, $"/{But}"))
            Interlocked.Increment(ref calls);
    }

    // A transaction names its table in its body.
    private static bool IsOf(Request request, string table)
    {
        using var body = new MemoryStream();
        request.Content?.WriteTo(body, CancellationToken.None);
        return $"{request.Uri} {Encoding.UTF8.GetString(body.ToArray())}".Contains(table, StringComparison.Ordinal);
    }
}
