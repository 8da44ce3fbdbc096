using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Yuekao.Benchmarks.Tables;

/// <summary>Keeps the requests that a client would send, byte for byte, and sends none.</summary>
internal sealed class RecordingTransport : HttpPipelineTransport
{
    /// <summary>The recorded requests, in the order they were made.</summary>
    public ConcurrentQueue<RecordedRequest> Recorded { get; } = [];

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The benchmark is asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        using var body = new MemoryStream();
        if (message.Request.Content is { } content)
            await content.WriteToAsync(body, message.CancellationToken);
        Recorded.Enqueue(new(message.Request.Method.Method, message.Request.Uri.ToUri(), [.. message.Request.Headers.Select(header => (header.Name, header.Value))], body.ToArray()));
        throw new RequestFailedException(status: 400, "recorded, not sent");
    }
}

/// <summary>A request as it goes over the wire.</summary>
internal sealed record RecordedRequest(string Method, Uri Uri, (string Name, string Value)[] Headers, byte[] Body)
{
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Uri) { Content = new ByteArrayContent(Body) };
        foreach ((string name, string value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
