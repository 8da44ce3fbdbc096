using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Yuekao.App.Access;
using Yuekao.App.AuditTrail;
using Yuekao.App.Cycles;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.App.Submissions.Storage;

namespace Yuekao.App.Submissions;

/// <summary>Gives the sources of a pool more time.</summary>
public sealed class ExtensionEndpoints(CycleContexts contexts, CycleStore cycles, WaiverStore waivers, IAuditTrail audit, TimeProvider clock)
{
    private const int MostDays = 60;

    /// <summary><c>PUT</c>: readings are due later; the same time again changes nothing.</summary>
    [Function(nameof(ExtendCollecting))]
    [Access(Role.County)]
    [Operation("Lets a pool collect for longer, with a reason. The same time again changes nothing.")]
    [Accepts(typeof(ExtensionRequest))]
    [Answers(StatusCodes.Status200OK, typeof(CollectingExtension))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> ExtendCollecting(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "counties/{county}/schemes/{scheme}/cycles/{period}/pools/{pool}/extension")] HttpRequest request,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        string county,
        string scheme,
        string period,
        string pool,
        CancellationToken cancellation)
    {
        CycleContext cycle = await contexts.RequireAsync(CycleKey.Read(county, scheme, period), cancellation);
        Pool place = cycle.RequirePool(RouteIds.Read<PoolId>(pool));
        ExtensionRequest asked = await RequestBody.ReadAsync<ExtensionRequest>(request, cancellation);
        CollectingRules.RequireReason(asked.Reason);
        await ExtendAsync(cycle, place, asked with { Until = asked.Until.ToUniversalTime() }, context.GetCaller(), cancellation);
        await client.RaiseAsync(cycle.Key, place.Id, new CollectingChanged(CollectingChange.Extended), cancellation);
        return new OkObjectResult(new CollectingExtension(place.Id, asked.Until.ToUniversalTime()));
    }

    private async Task ExtendAsync(CycleContext cycle, Pool pool, ExtensionRequest asked, Caller caller, CancellationToken cancellation)
    {
        PoolRecord? current = await cycles.FindAsync(cycle.Key, pool.Id, cancellation);
        bool isOpen = current is { Phase: PoolPhase.Collecting } && (await waivers.RequireAsync(cycle.Key, pool.Id, cancellation)).IsOpen;
        CollectingRules.RequireOpen(isOpen, pool.Id.Value);
        if (current!.CollectingDue == asked.Until)
            return;
        RequireWithinBounds(current.CollectingDue, asked.Until, clock.GetUtcNow());
        // The meeting gets as long after the readings as the calendar gives it.
        PoolRecord next = current with { CollectingDue = asked.Until, DecisionDue = current.DecisionDue + (asked.Until - current.CollectingDue) };
        var entry = new AuditEntry(
            caller.County,
            AuditActor.Of(caller),
            nameof(ExtendCollecting),
            $"{cycle.Key.Resource}/pools/{pool.Id}/extension",
            Digest.OfJson(new CollectingExtension(pool.Id, current.CollectingDue)),
            Digest.OfJson(new CollectingExtension(pool.Id, asked.Until)),
            asked.Reason);
        await audit.RecordAsync(
            entry,
            async stop => await cycles.UpdateAsync(cycle.Key, next, stop)
                ? next
                : throw new ProblemException(ProblemType.PreconditionFailed, "The pool went on at the same time: look at it and try again."),
            cancellation);
    }

    private static void RequireWithinBounds(DateTimeOffset due, DateTimeOffset until, DateTimeOffset now)
    {
        DateTimeOffset after = due > now ? due : now;
        if (until <= after || until > after.AddDays(MostDays))
            throw new ProblemException(ProblemType.Unacceptable, "The new time is out of bounds.", [new ProblemError("$.until", $"must be after {after:O}, by at most {MostDays} days.")]);
    }
}

/// <summary>Asks for more time.</summary>
/// <param name="Until">When readings are due: later than they are now, by at most 60 days, and not past.</param>
/// <param name="Reason">Why: 1 to 500 characters.</param>
public sealed record ExtensionRequest(DateTimeOffset Until, string Reason);

/// <summary>Until when a pool collects.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Until">When readings are due.</param>
public sealed record CollectingExtension(PoolId Pool, DateTimeOffset Until);
