using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Tests.Support;

/// <summary>Answers requests in the process, and remembers them.</summary>
internal sealed class FakeTransport(Func<FakeRequest, FakeResponse> answer) : HttpPipelineTransport
{
    internal List<FakeRequest> Requests { get; } = [];

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message)
    {
        message.CancellationToken.ThrowIfCancellationRequested();
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, message.CancellationToken);
        var request = new FakeRequest(
            Requests.Count + 1,
            message.Request.Method.Method,
            message.Request.Uri.ToUri(),
            message.Request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(body.ToArray()));
        Requests.Add(request);
        message.Response = answer(request);
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return ValueTask.CompletedTask;
    }

    /// <summary>Options that use this transport and lose no time between tries.</summary>
    internal TableClientOptions Options(int maxRetries = 3) => new()
    {
        Transport = this,
        Retry = { MaxRetries = maxRetries, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };
}

/// <summary>A request that was sent; <paramref name="Try"/> counts from one.</summary>
internal sealed record FakeRequest(int Try, string Method, Uri Uri, Dictionary<string, string> Headers, string Body);
