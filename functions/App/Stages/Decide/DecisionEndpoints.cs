namespace Yuekao.App.Stages.Decide;

/// <summary>The leadership meeting (党政领导班子联席会) decides.</summary>
public sealed class DecisionEndpoints(CycleContexts contexts, CycleStore cycles, Proposals proposals, Resolutions resolutions, AuditTrail audit, TimeProvider clock)
{
    private const string Route = CycleRoutes.Pool + "/decision";

    [Function(nameof(PutDecision))]
    [Access(Role.Meeting, Scope = "pool"), Access(Role.Meeting, Id = "county")]
    [Operation("Records the meeting's resolution on a round's proposal: approve, adjust, or return to sources. The same again changes nothing.")]
    [Accepts(typeof(DecisionRequest)), Answers(StatusCodes.Status202Accepted, typeof(Resolution)), Problems(404, 409, 422)]
    public async Task<IActionResult> PutDecision(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        (CycleContext cycle, Pool pool) = await contexts.RequirePoolAsync(request, cancellation);
        if (!request.GetCaller().Has(Role.Meeting, pool.Meeting.Value))
            throw new ProblemException(ProblemType.Forbidden, $"By this scheme the meeting '{pool.Meeting}' decides.");
        Caller caller = request.GetCaller();
        caller.RequireUnconcerned(cycle, pool.Roster.Select(entry => entry.Subject), "decides on");
        DecisionRequest decision = await RequestBody.ReadAsync<DecisionRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, DecisionRules.Check(decision, cycle, pool));
        var actor = AuditActor.Of(request.GetCaller());
        Resolution wanted = decision.By(actor, clock.GetUtcNow());

        Resolution? recorded = await resolutions.FindAsync(cycle.Key, pool.Id, decision.Round, cancellation);
        if (recorded is null)
        {
            await RequireDecidingAsync(cycle, pool, decision.Round, cancellation);
            if (decision.Kind != ResolutionKind.Return)
                await RequireSeatsAsync(cycle, pool, wanted, cancellation);
            string resource = $"{cycle.Key.Resource}/pools/{pool.Id}/decision";
            var entry = new AuditEntry(cycle.Key.County.Value, actor, nameof(PutDecision), resource, Before: null, Digest.OfJson(decision), decision.OverrideReason);
            bool added = await audit.RecordAsync(entry, stop => resolutions.TryAddAsync(cycle.Key, pool.Id, wanted, stop), cancellation);
            recorded = added ? wanted : await resolutions.RequireAsync(cycle.Key, pool.Id, decision.Round, cancellation);
        }

        Resolution again = wanted with { At = recorded.At, By = recorded.By, ByName = recorded.ByName };
        if (Digest.OfJson(again) != Digest.OfJson(recorded))
            throw new ProblemException(ProblemType.Conflict, $"The resolution on round {recorded.Round} is recorded already: it stands.");
        await client.RaiseAsync(cycle.Key, pool.Id, new DecisionRecorded(decision.Round), cancellation);
        return new AcceptedResult($"/api/{cycle.Key.Resource}", recorded);
    }

    [Function(nameof(ListDecisions))]
    [Access(Role.County), Access(Role.Meeting, Scope = "pool"), Access(Role.Meeting, Id = "county")]
    [Operation("What the meeting resolved, round by round.")]
    [Answers(StatusCodes.Status200OK, typeof(Page<Resolution>)), Problems(404)]
    public async Task<IActionResult> ListDecisions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        (CycleContext cycle, Pool pool) = await contexts.RequirePoolAsync(request, cancellation);
        if (!ResultAccess.IsFirst(pool, request.GetCaller()))
            throw new ProblemException(ProblemType.Forbidden);
        return new OkObjectResult(new Page<Resolution>(await resolutions.ListAsync(cycle.Key, pool.Id, cancellation)));
    }

    private async Task RequireDecidingAsync(CycleContext cycle, Pool pool, int round, CancellationToken cancellation)
    {
        PoolRecord? record = await cycles.FindAsync(cycle.Key, pool.Id, cancellation);
        if (record is { Phase: PoolPhase.Collecting })
            throw new ProblemException(ProblemType.RuleBroken, "There is no proposal yet: readings are still being collected.");
        if (record is { Phase: PoolPhase.Over })
            throw new EditionOverException(cycle.Key);
        if (record is not { Phase: PoolPhase.Deciding })
            throw new ProblemException(ProblemType.RuleBroken, "The meeting has decided: the decision stands.");
        if (record.Round != round)
            throw new ProblemException(ProblemType.RuleBroken, $"The proposal of round {record.Round} is before the meeting, not that of round {round}.");
    }

    private async Task RequireSeatsAsync(CycleContext cycle, Pool pool, Resolution wanted, CancellationToken cancellation)
    {
        PoolProposal proposal = await proposals.ReadAsync(cycle.Key, pool.Id, wanted.Round, cancellation);
        if (Meeting.Decide(cycle.Scheme, proposal.Proposal, wanted.ToDecision()) is not DecisionRefused refused)
            return;
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. refused.Problems.Select(problem => new ProblemError(problem.Path, problem.Message))]);
        ProblemError[] breaches = [.. refused.Breaches.Select(breach => new ProblemError("$.adjustments", Sentence(breach)))];
        throw new ProblemException(ProblemType.RuleBroken, "The seats do not hold: adjust others too, or give an overrideReason.", breaches);
    }

    private static LocalizableString Sentence(DecisionBreach breach) => breach switch
    {
        { Kind: BreachKind.Raised } => (LocalizableString)$"'{breach.Subject}' failed the baseline or was vetoed, and would get '{breach.Grade}'.",
        { Kind: BreachKind.TooFew } => $"Only {breach.Given} would get '{breach.Grade}': at least {breach.Allowed} must.",
        { Grade: null } => $"{breach.Given} would be selected: at most {breach.Allowed} may.",
        _ => $"{breach.Given} would get '{breach.Grade}': at most {breach.Allowed} may.",
    };
}
