using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.OpenApi;

namespace Yuekao.App.Health;

/// <summary>Tells a load balancer whether to send requests here, and a supervisor whether to start the app anew.</summary>
/// <param name="readiness">What the app cannot work without.</param>
public sealed class HealthEndpoints(Readiness readiness)
{
    /// <summary><c>GET health/live</c>: the process answers.</summary>
    [Function(nameof(GetLiveness))]
    [PublicAccess]
    [Operation("Whether the app answers at all.")]
    [Answers(StatusCodes.Status200OK, typeof(HealthStatus))]
    public static IActionResult GetLiveness([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        new OkObjectResult(new HealthStatus("live"));

    /// <summary><c>GET health/ready</c>: what the app depends on answers too.</summary>
    [Function(nameof(GetReadiness))]
    [PublicAccess]
    [Operation("Whether the app's storage and its token issuer answer.")]
    [Answers(StatusCodes.Status200OK, typeof(HealthStatus))]
    public async Task<IActionResult> GetReadiness(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken cancellation)
    {
        await readiness.RequireAsync(cancellation);
        return new OkObjectResult(new HealthStatus("ready"));
    }
}

/// <summary>How the app is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthStatus(string Status);
