using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Yuekao.App.Tests.Support;

/// <summary>Endpoints of the tests' own.</summary>
public static class ProbeEndpoints
{
    /// <summary>The one that must never answer.</summary>
    public const string WithoutPolicy = nameof(ProbeWithoutPolicy);

    [Function(nameof(ProbeWithoutPolicy))]
    public static IActionResult ProbeWithoutPolicy(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/probes/undeclared")] HttpRequest request) => new OkResult();

    [Function(nameof(ProbeCaller))]
    [Access(Role.County), Access(Role.Township), Access(Role.Department), Access(Role.Meeting), Access(Role.Finance), Access(Role.Cadre)]
    public static IActionResult ProbeCaller(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/probes/caller")] HttpRequest request) =>
        new OkObjectResult(request.GetCaller());

    [Function(nameof(ProbeBody))]
    [PublicAccess]
    public static async Task<IActionResult> ProbeBody(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "probes/body")] HttpRequest request, CancellationToken cancellation) =>
        new OkObjectResult(await RequestBody.ReadAsync<ProbeContract>(request, cancellation));

    [Function(nameof(ProbeHub))]
    [PublicAccess]
    public static IActionResult ProbeHub(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/hub")] HttpRequest request, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        context.InstanceServices.GetRequiredService<HubProbe>().Client = client;
        return new NoContentResult();
    }

    [Function(nameof(ProbeFailure))]
    [PublicAccess]
    public static IActionResult ProbeFailure([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/failure/{kind}")] HttpRequest request, int kind) => kind switch
    {
        0 => throw new InvalidOperationException("a secret of the house"),
        1 => throw new Azure.RequestFailedException(0, "no answer"),
        2 => throw new AggregateException(new Azure.RequestFailedException(503, "busy"), new Azure.RequestFailedException(0, "no answer")),
        _ => new NoContentResult(),
    };
}

/// <summary>Keeps the client of the task hub that functions get.</summary>
public sealed class HubProbe
{
    /// <summary>The client.</summary>
    public DurableTaskClient? Client { get; set; }
}

/// <summary>A body with a bit of everything.</summary>
public sealed record ProbeContract(string Name, int Count, ProbeColour Colour, IReadOnlyList<ProbeItem> Items, string? Note = null, DateOnly? On = null, DateTimeOffset? At = null, IReadOnlyDictionary<string, decimal>? Points = null);

/// <summary>An item of it.</summary>
public sealed record ProbeItem(string Id, bool Met);

/// <summary>A closed set.</summary>
public enum ProbeColour
{
    /// <summary>The one.</summary>
    DarkRed,

    /// <summary>The other.</summary>
    Green,
}
