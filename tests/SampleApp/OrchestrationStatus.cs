using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;

namespace SampleApp;

/// <summary>Where an orchestration stands.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Status">Pending, Running, Completed, Failed...</param>
/// <param name="Progress">What the orchestrator says of itself.</param>
/// <param name="Output">Its result, once completed.</param>
/// <param name="Failure">Why it failed, if it did.</param>
public sealed record OrchestrationStatus(string Id, string Status, JsonElement? Progress, JsonElement? Output, string? Failure)
{
    /// <summary>The answer to a question after an instance: its status, or 404.</summary>
    public static async Task<IActionResult> AnswerAsync(DurableTaskClient client, string id, CancellationToken cancellation)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellation);
        return instance is null ? new NotFoundResult() : new OkObjectResult(Of(instance));
    }

    private static OrchestrationStatus Of(OrchestrationMetadata instance) => new(
        instance.InstanceId, instance.RuntimeStatus.ToString(), Json(instance.SerializedCustomStatus), Json(instance.SerializedOutput), instance.FailureDetails?.ErrorMessage);

    private static JsonElement? Json(string? serialized) => serialized is null ? null : JsonElement.Parse(serialized);
}
