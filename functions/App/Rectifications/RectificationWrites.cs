using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.AuditTrail;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rectifications.Storage;
using Yuekao.App.Rosters.Formats;

namespace Yuekao.App.Rectifications;

/// <summary>Reports, verifies and postpones rectifications.</summary>
public sealed class RectificationWrites(RectificationStore rectifications, RectificationPeople people, IAuditTrail audit, TimeProvider clock)
{
    private const string Route = "counties/{county}/townships/{township}/rectifications/{id}";

    /// <summary><c>PUT report</c>: what was done. By the owner, by a secretary of the village that owns it, or by the township.</summary>
    [Function(nameof(PutRectificationReport))]
    [Access(Role.Township, Scope = "township")]
    [Access(Role.Cadre)]
    [Operation("Reports a rectification as done: the cadre who owns it, a secretary of the village that owns it, or the township. Until it is verified, another report replaces it.")]
    [Tagged]
    [Accepts(typeof(ReportBody))]
    [Answers(StatusCodes.Status200OK, typeof(Rectification))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status412PreconditionFailed)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutRectificationReport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/report")] HttpRequest request,
        FunctionContext context,
        string county,
        string township,
        string id,
        CancellationToken cancellation)
    {
        Caller caller = context.GetCaller();
        Rectification one = await people.RequireAsync(rectifications, caller, county, township, id, cancellation);
        if (!caller.Has(Role.Township, township) && !await people.MayReportAsync(caller, one, cancellation))
            throw new ProblemException(ProblemType.Forbidden, "A village's rectification is reported by its secretary, or by the township.");
        ReportBody body = await RequestBody.ReadAsync<ReportBody>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, BodyRules.Check(body));
        return await StoreAsync(request, caller, nameof(PutRectificationReport), one, one.Report(body, caller, clock.GetUtcNow()), reason: null, cancellation);
    }

    /// <summary><c>PUT verification</c>: closes what was reported, or opens it again with a note.</summary>
    [Function(nameof(PutRectificationVerification))]
    [Access(Role.Township, Scope = "township")]
    [Operation("Verifies what was reported as done: closes the rectification, or opens it again with a note.")]
    [Tagged]
    [Accepts(typeof(VerificationBody))]
    [Answers(StatusCodes.Status200OK, typeof(Rectification))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status412PreconditionFailed)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutRectificationVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/verification")] HttpRequest request,
        FunctionContext context,
        string county,
        string township,
        string id,
        CancellationToken cancellation)
    {
        Caller caller = context.GetCaller();
        Rectification one = await people.RequireAsync(rectifications, caller, county, township, id, cancellation);
        VerificationBody body = await RequestBody.ReadAsync<VerificationBody>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, BodyRules.Check(body));
        return await StoreAsync(request, caller, nameof(PutRectificationVerification), one, one.Verify(body, caller, clock.GetUtcNow()), body.Note, cancellation);
    }

    /// <summary><c>PUT due</c>: gives it another due time, and why.</summary>
    [Function(nameof(PutRectificationDue))]
    [Access(Role.County)]
    [Operation("Gives a rectification another due time, and says why.")]
    [Tagged]
    [Accepts(typeof(DueBody))]
    [Answers(StatusCodes.Status200OK, typeof(Rectification))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status412PreconditionFailed)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutRectificationDue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/due")] HttpRequest request,
        FunctionContext context,
        string county,
        string township,
        string id,
        CancellationToken cancellation)
    {
        Caller caller = context.GetCaller();
        Rectification one = await people.RequireAsync(rectifications, caller, county, township, id, cancellation);
        DueBody body = await RequestBody.ReadAsync<DueBody>(request, cancellation);
        DateTimeOffset now = clock.GetUtcNow();
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, BodyRules.Check(body, now));
        return await StoreAsync(request, caller, nameof(PutRectificationDue), one, one.Postpone(body, caller, now), body.Reason, cancellation);
    }

    private async Task<IActionResult> StoreAsync(HttpRequest request, Caller caller, string action, Rectification before, Rectification after, string? reason, CancellationToken cancellation)
    {
        ETag tag = before.ETag;
        if (!ReferenceEquals(before, after))
        {
            request.RequireMatch(before.ETag);
            var entry = new AuditEntry(before.Cycle.County.Value, AuditActor.Of(caller), action, before.Resource, Digest.OfJson(before), Digest.OfJson(after), reason);
            tag = await audit.RecordAsync(entry, stop => rectifications.ReplaceAsync(after, stop), cancellation);
        }

        request.HttpContext.Response.SetETag(tag);
        return new OkObjectResult(after);
    }
}
