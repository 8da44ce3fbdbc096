namespace Yuekao.App.Stages.Collect;

public sealed class ExtensionEndpoints(CycleContexts contexts, CycleStore cycles, WaiverStore waivers, AuditTrail audit, TimeProvider clock)
{
    private const int MostDays = 60;

    [Function(nameof(ExtendCollecting))]
    [Access(Role.County)]
    [Operation("Lets a pool collect for longer, or one source whose part is due before the others, with a reason. The same time again changes nothing.")]
    [Accepts(typeof(ExtensionRequest)), Answers(StatusCodes.Status200OK, typeof(CollectingExtension)), Problems(404, 409, 422)]
    public async Task<IActionResult> ExtendCollecting(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = CycleRoutes.Pool + "/extension")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        (CycleContext cycle, Pool pool) = await contexts.RequirePoolAsync(request, cancellation);
        ExtensionRequest asked = await RequestBody.ReadAsync<ExtensionRequest>(request, cancellation);
        CollectingRules.RequireReason(asked.Reason);
        var wanted = new CollectingExtension(pool.Id, asked.Until.ToUniversalTime(), asked.Source);
        await ExtendAsync(cycle.Key, wanted, asked.Reason, request.GetCaller(), cancellation);
        await client.RaiseAsync(cycle.Key, pool.Id, new CollectingChanged(CollectingChange.Extended), cancellation);
        return new OkObjectResult(wanted);
    }

    private async Task ExtendAsync(CycleKey key, CollectingExtension wanted, string reason, Caller caller, CancellationToken cancellation)
    {
        PoolRecord? current = await cycles.FindAsync(key, wanted.Pool, cancellation);
        bool isOpen = current is { Phase: PoolPhase.Collecting } && (await waivers.RequireAsync(key, wanted.Pool, cancellation)).IsOpen;
        CollectingRules.RequireOpen(isOpen, wanted.Pool);
        if (wanted.Source is { } part && current!.DueOf(part) is null)
            throw new ProblemException(ProblemType.Unacceptable, "There is no such part.", [new ProblemError("$.source", "must be a source whose part is due before all readings are.")]);
        CollectingExtension before = wanted with { Until = wanted.Source is { } one ? current!.DueOf(one)!.Value : current!.CollectingDue };
        if (before == wanted)
            return;
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset after = before.Until > now ? before.Until : now;
        if (wanted.Until <= after || wanted.Until > after.AddDays(MostDays))
        {
            throw new ProblemException(
                ProblemType.Unacceptable, "The new time is out of bounds.", [new ProblemError("$.until", $"must be after {after:O}, by at most {MostDays} days.")]);
        }

        if (wanted.Source is not null && wanted.Until > current.CollectingDue)
            throw new ProblemException(ProblemType.Unacceptable, "The new time is out of bounds.", [new ProblemError("$.until", $"must not be after {current.CollectingDue:O}, when all readings are due: extend that first.")]);

        // The meeting gets as long after the readings as the calendar gives it.
        PoolRecord next = wanted.Source is { } source
            ? current with { SourcesDue = [.. current.SourcesDue.Select(due => due.Source == source ? due with { Due = wanted.Until } : due)] }
            : current with { CollectingDue = wanted.Until, DecisionDue = current.DecisionDue + (wanted.Until - before.Until) };
        string resource = $"{key.Resource}/pools/{wanted.Pool}/extension";
        var entry = new AuditEntry(caller.County, AuditActor.Of(caller), nameof(ExtendCollecting), resource, Digest.OfJson(before), Digest.OfJson(wanted), reason);
        await audit.RecordAsync(
            entry,
            async stop => await cycles.TryReplaceAsync(key, next, stop)
                ? next
                : throw new ProblemException(ProblemType.PreconditionFailed, "The pool went on at the same time: look at it and try again."),
            cancellation);
    }
}

/// <param name="Until">When readings are due: later than they are now, by at most 60 days, and not past.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Source">The source whose part is due before the others, and which alone has longer, at most until all readings are due; null for all.</param>
public sealed record ExtensionRequest(DateTimeOffset Until, string Reason, SourceId? Source = null);

public sealed record CollectingExtension(PoolId Pool, DateTimeOffset Until, SourceId? Source = null);
