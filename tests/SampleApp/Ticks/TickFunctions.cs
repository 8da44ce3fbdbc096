using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace SampleApp.Ticks;

/// <summary>A timer, and a look at when it ran.</summary>
public sealed class TickFunctions(ExecutionLog log)
{
    private const string Instance = "ticks";

    /// <summary>Writes down that it ran, and whether late.</summary>
    [Function(nameof(RecordTick))]
    public Task RecordTick([TimerTrigger("%TickSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        log.AddAsync(Instance, timer.IsPastDue ? "past due" : "on time", cancellation);

    /// <summary><c>GET api/ticks</c>: how often it ran.</summary>
    [Function(nameof(GetTicks))]
    public async Task<IActionResult> GetTicks(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ticks")] HttpRequest request, CancellationToken cancellation)
    {
        IReadOnlyList<Execution> ticks = await log.ListAsync(Instance, cancellation);
        return new OkObjectResult(ticks.CountBy(tick => tick.Key).ToDictionary());
    }
}
