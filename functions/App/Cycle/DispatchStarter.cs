namespace Yuekao.App.Cycle;

/// <summary>Starts dispatches, with their cycle or before it by hand. A second start of the same dispatch is none.</summary>
public sealed class DispatchStarter(DispatchRounds rounds, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Starts a dispatch, unless it was started; what is begun is finished by the next start.</summary>
    /// <param name="asked">When it is due, as the county wants it, to open at once; null for the scheme's times, or however it was started.</param>
    /// <param name="late">When it is due where the scheme's time has passed.</param>
    /// <exception cref="ProblemException">The scheme has none for such a period: not found. It would be over, or was started otherwise.</exception>
    public async Task<DispatchRound> StartAsync(
        DurableTaskClient client, CycleKey key, Scheme scheme, DispatchRequest? asked, AuditActor actor, CancellationToken cancellation, DateTimeOffset? late = null)
    {
        if (scheme.Document.Period != key.Period.Kind)
            throw new ProblemException(ProblemType.NotFound, $"'{key.Period}' is no period of '{key.Scheme}'.");
        DispatchRules rules = scheme.Document.Dispatch ?? throw new ProblemException(ProblemType.NotFound, $"'{key.Scheme}' reads no projects: it has no dispatch.");
        DateTimeOffset now = clock.GetUtcNow();
        DispatchRound? started = await rounds.FindAsync(key, cancellation);
        if (started is null)
        {
            var round = DispatchRound.Of(key, scheme.Document, rules, asked is null ? null : now, asked?.Due, actor, now);
            if (round.Due <= now && late is { } later)
                round = round with { Due = later };
            LocalizableString past = asked?.Due is null ? (LocalizableString)$"is needed: by the scheme it was due at {round.Due:O}." : "must be in the future.";
            if (asked is not null && round.Due <= now)
                throw new ProblemException(ProblemType.Unacceptable, "The dispatch would be over.", [new ProblemError("$.due", past)]);
            var entry = new AuditEntry(key.County.Value, actor, nameof(DispatchStarter), round.Resource, Before: null, Digest.OfJson(round));
            started = await audit.RecordAsync(entry, stop => rounds.TryAddAsync(round, stop), cancellation) ? round : await rounds.ReadAsync(key, cancellation);
        }

        if (asked?.Due is { } due && due != started.Due)
            throw new ProblemException(ProblemType.Conflict, $"The dispatch of '{key}' was started, and is due at {started.Due:O}.");
        await client.StartOnceAsync(nameof(DispatchOrchestrator), key.DispatchInstanceId, new DispatchStart(key), cancellation);
        return started;
    }
}

/// <param name="Due">When it closes, in the future; by the scheme unless given.</param>
public sealed record DispatchRequest(DateTimeOffset? Due = null);

public sealed class DispatchStartEndpoints(DispatchStarter starter, CycleStarter cycles, CycleStore records)
{
    [Function(nameof(StartDispatch))]
    [Access(Role.County)]
    [Operation("Opens a month's dispatch by hand, before its cycle starts it. A second start changes nothing.")]
    [Accepts(typeof(DispatchRequest)), Answers(StatusCodes.Status202Accepted, typeof(DispatchRound)), Problems(404, 409, 422)]
    public async Task<IActionResult> StartDispatch(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = CycleRoutes.Cycle + "/dispatch")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        DispatchRequest asked = await RequestBody.ReadAsync<DispatchRequest>(request, cancellation);
        Scheme scheme = await cycles.RequireBegunAsync(key, version: null, CycleDates.None, cancellation);
        if (await records.FindAsync(key, cancellation) is { Phase: CyclePhase.Sealed })
            throw new ProblemException(ProblemType.RuleBroken, $"The cycle '{key}' is sealed: no dispatch is heard for it any more.");
        DispatchRound started = await starter.StartAsync(client, key, scheme, asked, AuditActor.Of(request.GetCaller()), cancellation);
        return new AcceptedResult($"/api/counties/{key.County}/{started.Resource}", started);
    }
}
