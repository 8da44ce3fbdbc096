namespace Yuekao.App.Stages.Feedback;

public sealed class RectificationWrites(RectificationStore rectifications, RectificationPeople people, AuditTrail audit, TimeProvider clock)
{
    private const string Route = "counties/{county}/townships/{township}/rectifications/{id}";

    [Function(nameof(PutRectificationReport))]
    [Access(Role.Township, Scope = "township"), Access(Role.Cadre)]
    [Operation(
        "Reports a rectification as done: the cadre who owns it, a secretary of the village that owns it, or the township. " +
        "Until it is verified, another report replaces it.")]
    [Tagged, Accepts(typeof(ReportBody)), Answers(StatusCodes.Status200OK, typeof(Rectification)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutRectificationReport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/report")] HttpRequest request, CancellationToken cancellation)
    {
        Caller caller = request.GetCaller();
        Rectification one = await people.RequireAsync(rectifications, request, cancellation);
        if (!caller.Has(Role.Township, one.Township.Value) && !await people.MayReportAsync(caller, one, cancellation))
            throw new ProblemException(ProblemType.Forbidden, "A village's rectification is reported by its secretary, or by the township.");
        ReportBody body = await RequestBody.ReadAsync<ReportBody>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, BodyRules.Check(body));
        return await StoreAsync(request, caller, nameof(PutRectificationReport), one, one.Report(body, caller, clock.GetUtcNow()), reason: null, cancellation);
    }

    [Function(nameof(PutRectificationVerification))]
    [Access(Role.Township, Scope = "township")]
    [Operation("Verifies what was reported as done: closes the rectification, or opens it again with a note.")]
    [Tagged, Accepts(typeof(VerificationBody)), Answers(StatusCodes.Status200OK, typeof(Rectification)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutRectificationVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/verification")] HttpRequest request, CancellationToken cancellation)
    {
        Caller caller = request.GetCaller();
        Rectification one = await people.RequireAsync(rectifications, request, cancellation);
        VerificationBody body = await RequestBody.ReadAsync<VerificationBody>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, BodyRules.Check(body));
        return await StoreAsync(request, caller, nameof(PutRectificationVerification), one, one.Verify(body, caller, clock.GetUtcNow()), body.Note, cancellation);
    }

    [Function(nameof(PutRectificationDue))]
    [Access(Role.County)]
    [Operation("Gives a rectification another due time, and says why.")]
    [Tagged, Accepts(typeof(DueBody)), Answers(StatusCodes.Status200OK, typeof(Rectification)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutRectificationDue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/due")] HttpRequest request, CancellationToken cancellation)
    {
        Caller caller = request.GetCaller();
        Rectification one = await people.RequireAsync(rectifications, request, cancellation);
        DueBody body = await RequestBody.ReadAsync<DueBody>(request, cancellation);
        DateTimeOffset now = clock.GetUtcNow();
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, BodyRules.Check(body, now));
        return await StoreAsync(request, caller, nameof(PutRectificationDue), one, one.Postpone(body, caller, now), body.Reason, cancellation);
    }

    private async Task<IActionResult> StoreAsync(
        HttpRequest request, Caller caller, string action, Rectification before, Rectification after, string? reason, CancellationToken cancellation)
    {
        if (!ReferenceEquals(before, after))
        {
            request.RequireMatch(before.ETag);
            var entry = new AuditEntry(before.Cycle.County.Value, AuditActor.Of(caller), action, before.Resource, Digest.OfJson(before), Digest.OfJson(after), reason);
            await audit.RecordAsync(entry, stop => rectifications.ReplaceAsync(after, stop), cancellation);
        }

        request.HttpContext.Response.SetETag(after.ETag);
        return new OkObjectResult(after);
    }
}
