namespace Yuekao.App.Stages.Decide;

/// <summary>The leadership meeting (党政领导班子联席会) decides.</summary>
public sealed class DecisionEndpoints(CycleContexts contexts, CycleStore cycles, Proposals proposals, Resolutions resolutions, IAuditTrail audit, TimeProvider clock)
{
    private const string Route = CycleRoutes.Pool + "/decision";

    [Function(nameof(PutDecision))]
    [Access(Role.Meeting, Scope = "pool")]
    [Access(Role.Meeting, Id = "county")]
    [Operation("Records the meeting's resolution on a round's proposal: approve, adjust, or return to sources. The same again changes nothing.")]
    [Accepts(typeof(DecisionRequest))]
    [Answers(StatusCodes.Status202Accepted, typeof(Resolution))]
    [Problems(404, 409, 422)]
    public async Task<IActionResult> PutDecision(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        (CycleContext context, Pool at) = await RequireAsync(request, cancellation);
        DecisionRequest decision = await RequestBody.ReadAsync<DecisionRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, DecisionRules.Check(decision, context, at));
        var actor = AuditActor.Of(request.GetCaller());
        Resolution resolution = decision.By(actor, clock.GetUtcNow());

        Resolution? recorded = await resolutions.FindAsync(context.Key, at.Id, decision.Round, cancellation);
        if (recorded is null)
        {
            await RequireDecidingAsync(context, at, decision.Round, cancellation);
            if (decision.Kind != ResolutionKind.Return)
                await RequireSeatsAsync(context, at, resolution, cancellation);
            var entry = new AuditEntry(context.Key.County.Value, actor, nameof(PutDecision), $"{context.Key.Resource}/pools/{at.Id}/decision", Before: null, Digest.OfJson(decision), decision.OverrideReason);
            bool added = await audit.RecordAsync(entry, stop => resolutions.TryAddAsync(context.Key, at.Id, resolution, stop), cancellation);
            recorded = added ? resolution : await resolutions.FindAsync(context.Key, at.Id, decision.Round, cancellation);
        }

        RequireSame(recorded!, resolution);
        await client.RaiseAsync(context.Key, at.Id, new DecisionRecorded(decision.Round), cancellation);
        return new AcceptedResult($"/api/{context.Key.Resource}", recorded);
    }

    [Function(nameof(ListDecisions))]
    [Access(Role.County)]
    [Access(Role.Meeting, Scope = "pool")]
    [Access(Role.Meeting, Id = "county")]
    [Operation("What the meeting resolved, round by round.")]
    [Answers(StatusCodes.Status200OK, typeof(Page<Resolution>))]
    [Problems(404)]
    public async Task<IActionResult> ListDecisions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        Pool at = context.RequirePool(request.Id<PoolId>());
        Caller caller = request.GetCaller();
        if (!caller.Has(Role.County) && !caller.Has(Role.Meeting, at.Meeting.Value))
            throw new ProblemException(ProblemType.Forbidden);
        return new OkObjectResult(new Page<Resolution>(await resolutions.ListAsync(context.Key, at.Id, cancellation)));
    }

    private async Task<(CycleContext Context, Pool Pool)> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        Pool at = context.RequirePool(request.Id<PoolId>());
        return request.GetCaller().Has(Role.Meeting, at.Meeting.Value) ? (context, at) : throw new ProblemException(ProblemType.Forbidden, $"By this scheme the meeting '{at.Meeting}' decides.");
    }

    private async Task RequireDecidingAsync(CycleContext context, Pool pool, int round, CancellationToken cancellation)
    {
        PoolRecord? record = await cycles.FindAsync(context.Key, pool.Id, cancellation);
        if (record is not { Phase: PoolPhase.Deciding })
            throw new ProblemException(ProblemType.RuleBroken, record?.Phase == PoolPhase.Collecting ? "There is no proposal yet: readings are still being collected." : "The meeting has decided: the decision stands.");
        if (record.Round != round)
            throw new ProblemException(ProblemType.RuleBroken, $"The proposal of round {record.Round} is before the meeting, not that of round {round}.");
    }

    private async Task RequireSeatsAsync(CycleContext context, Pool pool, Resolution resolution, CancellationToken cancellation)
    {
        PoolProposal proposal = await proposals.ReadAsync(context.Key, pool.Id, resolution.Round, cancellation);
        if (Meeting.Decide(context.Scheme, proposal.Proposal, resolution.ToDecision()) is not DecisionRefused refused)
            return;
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. refused.Problems.Select(problem => new ProblemError(problem.Path, problem.Message))]);
        throw new ProblemException(
            ProblemType.RuleBroken, "The seats do not hold: adjust others too, or give an overrideReason.", [.. refused.Breaches.Select(breach => new ProblemError("$.adjustments", Sentence(breach)))]);
    }

    private static string Sentence(DecisionBreach breach) => breach switch
    {
        { Kind: BreachKind.Raised } => $"'{breach.Subject}' failed the baseline or was vetoed, and would get '{breach.Grade}'.",
        { Kind: BreachKind.TooFew } => $"Only {breach.Given} would get '{breach.Grade}': at least {breach.Allowed} must.",
        { Grade: null } => $"{breach.Given} would be selected: at most {breach.Allowed} may.",
        _ => $"{breach.Given} would get '{breach.Grade}': at most {breach.Allowed} may.",
    };

    private static void RequireSame(Resolution recorded, Resolution wanted)
    {
        Resolution unsigned = wanted with { At = recorded.At, By = recorded.By, ByName = recorded.ByName };
        if (Digest.OfJson(unsigned) != Digest.OfJson(recorded))
            throw new ProblemException(ProblemType.Conflict, $"The resolution on round {recorded.Round} is recorded already: it stands.");
    }
}
