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
using Yuekao.App.Rosters.Formats;
using Yuekao.Assessment.Decisions;

namespace Yuekao.App.Decisions;

/// <summary>The leadership meeting (党政领导班子联席会) decides.</summary>
public sealed class DecisionEndpoints(CycleContexts contexts, CycleStore cycles, CycleDocuments documents, DecisionStore decisions, IAuditTrail audit, TimeProvider clock)
{
    private const string Route = "counties/{county}/schemes/{scheme}/cycles/{period}/pools/{pool}/decision";

    /// <summary><c>PUT</c>: the meeting's resolution on the proposal of a round: 202 when it is recorded. The same again changes nothing, another one is a conflict.</summary>
    [Function(nameof(PutDecision))]
    [Access(Role.Meeting, Scope = "pool")]
    [Access(Role.Meeting, Id = "county")]
    [Operation("Records the meeting's resolution on a round's proposal: approve, adjust, or return to sources. The same again changes nothing.")]
    [Accepts(typeof(DecisionRequest))]
    [Answers(StatusCodes.Status202Accepted, typeof(Resolution))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutDecision(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext function,
        string county,
        string scheme,
        string period,
        string pool,
        CancellationToken cancellation)
    {
        (CycleContext context, Pool at) = await RequireAsync(function.GetCaller(), county, scheme, period, pool, cancellation);
        DecisionRequest decision = await RequestBody.ReadAsync<DecisionRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, DecisionRules.Check(decision, context, at));
        var actor = AuditActor.Of(function.GetCaller());
        Resolution resolution = decision.By(actor, clock.GetUtcNow());

        Resolution? recorded = await decisions.FindAsync(context.Key, at.Id, decision.Round, cancellation);
        if (recorded is null)
        {
            await RequireDecidingAsync(context, at, decision.Round, cancellation);
            if (decision.Kind != ResolutionKind.Return)
                await RequireSeatsAsync(context, at, resolution, cancellation);
            var entry = new AuditEntry(county, actor, nameof(PutDecision), $"{context.Key.Resource}/pools/{pool}/decision", Before: null, Digest.OfJson(decision), decision.OverrideReason);
            bool added = await audit.RecordAsync(entry, stop => decisions.AddAsync(context.Key, at.Id, resolution, stop), cancellation);
            recorded = added ? resolution : await decisions.FindAsync(context.Key, at.Id, decision.Round, cancellation);
        }

        RequireSame(recorded!, resolution);
        await client.RaiseAsync(context.Key, at.Id, new DecisionRecorded(decision.Round), cancellation);
        return new AcceptedResult($"/api/{context.Key.Resource}", recorded);
    }

    /// <summary><c>GET</c>: what the meeting resolved, round by round.</summary>
    [Function(nameof(ListDecisions))]
    [Access(Role.County)]
    [Access(Role.Meeting, Scope = "pool")]
    [Access(Role.Meeting, Id = "county")]
    [Operation("What the meeting resolved, round by round.")]
    [Answers(StatusCodes.Status200OK, typeof(Page<Resolution>))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListDecisions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        FunctionContext function,
        string county,
        string scheme,
        string period,
        string pool,
        CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(CycleKey.Read(county, scheme, period), cancellation);
        Pool at = context.RequirePool(RouteIds.Read<PoolId>(pool));
        Caller caller = function.GetCaller();
        if (!caller.Has(Role.County) && !caller.Has(Role.Meeting, at.Meeting.Value))
            throw new ProblemException(ProblemType.Forbidden);
        return new OkObjectResult(new Page<Resolution>(await decisions.ListAsync(context.Key, at.Id, cancellation)));
    }

    private async Task<(CycleContext Context, Pool Pool)> RequireAsync(Caller caller, string county, string scheme, string period, string pool, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(CycleKey.Read(county, scheme, period), cancellation);
        Pool at = context.RequirePool(RouteIds.Read<PoolId>(pool));
        return caller.Has(Role.Meeting, at.Meeting.Value) ? (context, at) : throw new ProblemException(ProblemType.Forbidden, $"By this scheme the meeting '{at.Meeting}' decides.");
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
        PoolProposal proposal = await documents.ProposalAsync(context.Key, pool.Id, resolution.Round, cancellation);
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
