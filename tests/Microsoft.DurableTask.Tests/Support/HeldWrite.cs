using Azure.Core;
using Azure.Core.Pipeline;

namespace Microsoft.DurableTask.Tests;

/// <summary>Never lets the write of one row through.</summary>
internal sealed class HeldWrite(string rowKey) : HttpPipelinePolicy
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the write has been tried.</summary>
    public Task Reached => reached.Task;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (await WritesTheRowAsync(message))
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, message.CancellationToken);
        }

        await ProcessNextAsync(message, pipeline);
    }

    private async Task<bool> WritesTheRowAsync(HttpMessage message)
    {
        if (message.Request.Content is not { } content)
            return false;
        using var body = new MemoryStream();
        await content.WriteToAsync(body, message.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains(rowKey, StringComparison.Ordinal);
    }
}
