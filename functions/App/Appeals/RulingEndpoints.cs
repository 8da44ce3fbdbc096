using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Yuekao.App.Access;
using Yuekao.App.Appeals.Storage;
using Yuekao.App.AuditTrail;
using Yuekao.App.Cycles;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Decisions;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters.Formats;

namespace Yuekao.App.Appeals;

/// <summary>What meetings rule on appeals: once each, and also after the window, until the cycle is sealed.</summary>
public sealed class RulingEndpoints(AppealStore appeals, CycleContexts contexts, CycleStore cycles, CycleDocuments documents, IAuditTrail audit, TimeProvider clock)
{
    /// <summary><c>PUT ruling</c>: records a ruling; 201 when it is new, 200 when it was there with the same content, 409 when with other.</summary>
    [Function(nameof(PutAppealRuling))]
    [Access(Role.Meeting)]
    [Operation("Records the ruling of the meeting that decides on an appeal: the result stands, or readings are corrected. The same content again changes nothing.")]
    [Accepts(typeof(RulingRequest))]
    [Answers(StatusCodes.Status201Created, typeof(AppealRecord))]
    [Answers(StatusCodes.Status200OK, typeof(AppealRecord))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutAppealRuling(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "counties/{county}/schemes/{scheme}/cycles/{period}/subjects/{subject}/appeal/ruling")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        string subject,
        CancellationToken cancellation)
    {
        AppealPlace place = await AppealPlace.ReadAsync(contexts, CycleKey.Read(county, scheme, period), subject, cancellation);
        CycleKey key = place.Context.Key;
        Caller caller = context.GetCaller();
        place.RequireMeeting(caller);
        AppealRecord appeal = await RequireAppealAsync(place, cancellation);
        RulingRequest ruling = await RequestBody.ReadAsync<RulingRequest>(request, cancellation);
        bool isNew = appeal.Ruling is null;
        if (isNew)
        {
            await RequireUnsealedAsync(key, cancellation);
            var recorded = new RecordedRuling(ruling, clock.GetUtcNow(), caller.Id, caller.Name);
            await RequireAcceptableAsync(place, recorded, cancellation);
            var entry = new AuditEntry(county, AuditActor.Of(caller), nameof(PutAppealRuling), $"{place.Resource}/ruling", Before: null, Digest.OfJson(ruling), ruling.Reason);
            AppealRecord ruled = appeal with { Ruling = recorded };
            isNew = await audit.RecordAsync(entry, stop => appeals.TryReplaceAsync(key, ruled, stop), cancellation);
            appeal = isNew ? ruled : await RequireAppealAsync(place, cancellation);
        }

        if (!Digest.OfJson(appeal.Ruling!.Content).Equals(Digest.OfJson(ruling)))
            throw new ProblemException(ProblemType.Conflict, $"The meeting ruled on the appeal of '{subject}' before, and otherwise.");
        await client.RaiseAsync(key, new AppealRuled(place.Subject), cancellation);
        return new ObjectResult(appeal) { StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    private async Task<AppealRecord> RequireAppealAsync(AppealPlace place, CancellationToken cancellation) =>
        await appeals.FindAsync(place.Context.Key, place.Subject, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"'{place.Subject}' has not appealed.");

    private async Task RequireUnsealedAsync(CycleKey key, CancellationToken cancellation)
    {
        if (await cycles.FindAsync(key, cancellation) is { State: CycleState.Sealed, SealedAt: { } at })
            throw new ProblemException(ProblemType.RuleBroken, $"The cycle was sealed at {at:O}: nothing is ruled on any more.");
    }

    private async Task RequireAcceptableAsync(AppealPlace place, RecordedRuling ruling, CancellationToken cancellation)
    {
        CycleKey key = place.Context.Key;
        PoolResult result = await documents.ResultAsync(key, place.Pool.Id, cancellation);
        PoolProposal proposal = await documents.ProposalAsync(key, place.Pool.Id, result.Round, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, AppealRules.Check(place.Context.Scheme, proposal, result, place.Subject, ruling.Content, ruling.At));
    }
}
