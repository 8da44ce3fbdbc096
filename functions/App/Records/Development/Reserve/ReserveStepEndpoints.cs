namespace Yuekao.App.Records;

/// <summary>What becomes of people of the reserve pool: reviewed, promoted into a posting, or removed.</summary>
public sealed class ReserveStepEndpoints(ReserveStore reserve, RosterStore rosters, AuditTrail audit, TimeProvider clock)
{
    [Function(nameof(PutReserveReview))]
    [Access(Role.County, Role.Township)]
    [Operation("Notes a review of somebody of the pool. The same again changes nothing.")]
    [Tagged, Accepts(typeof(ReserveReviewRequest)), Answers(StatusCodes.Status200OK, typeof(ReservePerson)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutReserveReview([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReserveEndpoints.One + "/review")] HttpRequest request, CancellationToken cancellation)
    {
        ReservePerson before = await reserve.RequireForWriterAsync(request, cancellation);
        ReserveReviewRequest asked = await RequestBody.ReadAsync<ReserveReviewRequest>(request, cancellation);
        if (before.Reviews is [.., var last] && (last.On, last.Verdict, last.Note) == (asked.On, asked.Verdict, asked.Note))
            return RevisedAnswer.Of(request, before);
        before.RequireActive();
        ProblemError[] days = asked.On > clock.Today() || (before.Reviews is [.., var latest] && asked.On <= latest.On)
            ? [new ProblemError("$.on", $"must be after the last review{(before.Reviews is [.., var one] ? (LocalizableString)$", {one.On:O}" : "")}, and not in the future.")] : [];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. days, .. TextRules.Text("$.note", asked.Note, ReserveRules.LongestText)]);
        Caller caller = request.GetCaller();
        var review = new ReserveReview(asked.On, asked.Verdict, asked.Note, clock.GetUtcNow(), caller.Id, caller.Name);
        return await WriteAsync(request, nameof(PutReserveReview), before, before with { Reviews = [.. before.Reviews, review] }, asked.Note, cancellation);
    }

    [Function(nameof(PutReservePromotion))]
    [Access(Role.County)]
    [Operation("Says that somebody of the pool was promoted into a posting, which the roster of the township must have. The same again changes nothing.")]
    [Tagged, Accepts(typeof(ReservePromotionRequest)), Answers(StatusCodes.Status200OK, typeof(ReservePerson)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutReservePromotion([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReserveEndpoints.One + "/promotion")] HttpRequest request, CancellationToken cancellation)
    {
        ReservePerson before = await reserve.RequireForWriterAsync(request, cancellation);
        ReservePromotionRequest asked = await RequestBody.ReadAsync<ReservePromotionRequest>(request, cancellation);
        if (before.Ending?.Promotion is { } there && (there.Township, there.From) == (asked.Township, asked.From))
            return RevisedAnswer.Of(request, before);
        before.RequireActive();
        Posting? posting = (await rosters.FindAsync(request.Id<CountyId>(), asked.Township, version: null, cancellation))?.Document.Postings
            .FirstOrDefault(one => one.Cadre == before.Entry.Person && one.From == asked.From);
        if (posting is null)
            throw new ProblemException(ProblemType.Unacceptable, "There is one error.", [new ProblemError("$.from", $"The roster of '{asked.Township}' has no posting of '{before.Entry.Person}' from {asked.From:O} on.")]);
        Caller caller = request.GetCaller();
        var ending = new ReserveEnding(asked.From, clock.GetUtcNow(), caller.Id, caller.Name, new ReservePosting(asked.Township, posting.From, posting.Post, posting.Village));
        return await WriteAsync(request, nameof(PutReservePromotion), before, before with { Ending = ending }, reason: null, cancellation);
    }

    [Function(nameof(PutReserveRemoval))]
    [Access(Role.County)]
    [Operation("Removes somebody from the pool, with a reason. The same again changes nothing.")]
    [Tagged, Accepts(typeof(ReserveRemovalRequest)), Answers(StatusCodes.Status200OK, typeof(ReservePerson)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutReserveRemoval([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = ReserveEndpoints.One + "/removal")] HttpRequest request, CancellationToken cancellation)
    {
        ReservePerson before = await reserve.RequireForWriterAsync(request, cancellation);
        ReserveRemovalRequest asked = await RequestBody.ReadAsync<ReserveRemovalRequest>(request, cancellation);
        if (before.Ending is { Promotion: null } there && (there.On, there.Reason) == (asked.On, asked.Reason))
            return RevisedAnswer.Of(request, before);
        before.RequireActive();
        ProblemError[] days = asked.On > clock.Today() || asked.On < before.AddedOn ? [new ProblemError("$.on", $"must be from {before.AddedOn:O} to today.")] : [];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. days, .. TextRules.Text("$.reason", asked.Reason, ReserveRules.LongestText)]);
        Caller caller = request.GetCaller();
        var ending = new ReserveEnding(asked.On, clock.GetUtcNow(), caller.Id, caller.Name, Reason: asked.Reason);
        return await WriteAsync(request, nameof(PutReserveRemoval), before, before with { Ending = ending }, asked.Reason, cancellation);
    }

    [Function(nameof(WithdrawReserveEnding))]
    [Access(Role.County)]
    [Operation("Takes back that somebody was promoted or removed: the person is in the pool again, and what was taken back stays on record with the reason.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(ReservePerson)), Problems(404, 412)]
    public async Task<IActionResult> WithdrawReserveEnding([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = ReserveEndpoints.One + "/ending")] HttpRequest request, CancellationToken cancellation)
    {
        string reason = QueryReader.ReasonOf(request);
        ReservePerson before = await reserve.RequireForWriterAsync(request, cancellation);
        if (before.Ending is not { } ending)
            return RevisedAnswer.Of(request, before);
        Caller caller = request.GetCaller();
        var withdrawn = new WithdrawnEnding(ending, new Withdrawal(reason, clock.GetUtcNow(), caller.Id, caller.Name));
        return await WriteAsync(request, nameof(WithdrawReserveEnding), before, before with { Ending = null, Withdrawn = [.. before.Withdrawn, withdrawn] }, reason, cancellation);
    }

    private Task<IActionResult> WriteAsync(HttpRequest request, string action, ReservePerson before, ReservePerson changed, string? reason, CancellationToken cancellation) => RevisedAnswer.WriteAsync(
        request, audit, action, before.Resource, before, before.Next(changed), (one, stop) => reserve.TryWriteAsync(request.Id<CountyId>(), one, stop), cancellation, reason);
}
