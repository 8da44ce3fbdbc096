namespace Yuekao.App.Stages.Collect;

/// <summary>Gives the sources of a pool more time.</summary>
public sealed class ExtensionEndpoints(CycleContexts contexts, CycleStore cycles, WaiverStore waivers, IAuditTrail audit, TimeProvider clock)
{
    private const int MostDays = 60;

    [Function(nameof(ExtendCollecting))]
    [Access(Role.County)]
    [Operation("Lets a pool collect for longer, with a reason. The same time again changes nothing.")]
    [Accepts(typeof(ExtensionRequest))]
    [Answers(StatusCodes.Status200OK, typeof(CollectingExtension))]
    [Problems(404, 409, 422)]
    public async Task<IActionResult> ExtendCollecting(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = CycleRoutes.Pool + "/extension")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CycleContext cycle = await contexts.RequireAsync(request, cancellation);
        Pool place = cycle.RequirePool(request.Id<PoolId>());
        ExtensionRequest asked = await RequestBody.ReadAsync<ExtensionRequest>(request, cancellation);
        CollectingRules.RequireReason(asked.Reason);
        await ExtendAsync(cycle, place, asked with { Until = asked.Until.ToUniversalTime() }, request.GetCaller(), cancellation);
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
            async stop => await cycles.TryReplaceAsync(cycle.Key, next, stop)
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
/// <param name="Until">When readings are due.</param>
public sealed record CollectingExtension(PoolId Pool, DateTimeOffset Until);
