using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace SampleApp.Journey;

/// <summary>Starts journeys, permits them, and tells where they stand.</summary>
public sealed class JourneyEndpoints(ExecutionLog log)
{
    /// <summary><c>PUT api/journeys/{id}</c>: starts it, unless it was started before; 202 with the address of its status.</summary>
    [Function(nameof(StartJourney))]
    public async Task<IActionResult> StartJourney(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "journeys/{id}")] HttpRequest request,
        [FromBody] JourneyPlan plan,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(id, cancellation) is null)
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(JourneyOrchestrator), plan, new StartOrchestrationOptions(id), cancellation);
        return new AcceptedResult($"/api/journeys/{id}", new { id });
    }

    /// <summary><c>POST api/journeys/{id}/permit</c>: lets it end.</summary>
    [Function(nameof(PermitJourney))]
    public async Task<IActionResult> PermitJourney(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "journeys/{id}/permit")] HttpRequest request,
        [FromBody] JourneyPermit permit,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellation)
    {
        await client.RaiseEventAsync(id, JourneyOrchestrator.PermitEvent, permit, cancellation);
        return new AcceptedResult();
    }

    /// <summary><c>GET api/journeys/{id}</c>: where it stands.</summary>
    [Function(nameof(GetJourney))]
    public Task<IActionResult> GetJourney(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "journeys/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string id,
        CancellationToken cancellation) => OrchestrationStatus.AnswerAsync(client, id, cancellation);

    /// <summary><c>GET api/journeys/{id}/executions</c>: every execution of an activity that really happened.</summary>
    [Function(nameof(GetExecutions))]
    public async Task<IActionResult> GetExecutions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "journeys/{id}/executions")] HttpRequest request,
        string id,
        CancellationToken cancellation) => new OkObjectResult(await log.ListAsync(id, cancellation));
}
