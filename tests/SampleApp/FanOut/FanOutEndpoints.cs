using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace SampleApp.FanOut;

/// <summary>Starts fan-outs and tells where they stand.</summary>
public static class FanOutEndpoints
{
    /// <summary><c>POST api/fanouts/{count}</c>: starts one; 202 with the address of its status.</summary>
    [Function(nameof(StartFanOut))]
    public static async Task<IActionResult> StartFanOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fanouts/{count:int:range(1,10000)}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        int count,
        CancellationToken cancellation)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(FanOutOrchestrator), count, cancellation);
        return new AcceptedResult($"/api/fanouts/{id}", new { id });
    }

    /// <summary><c>GET api/fanouts/{id}</c>: where it stands.</summary>
    [Function(nameof(GetFanOut))]
    public static Task<IActionResult> GetFanOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fanouts/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellation) => OrchestrationStatus.AnswerAsync(client, id, cancellation);
}
