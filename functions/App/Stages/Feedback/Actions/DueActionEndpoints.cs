namespace Yuekao.App.Stages.Feedback;

/// <summary>What follows from results and people have to do: listed, reported once, or dropped with a reason.</summary>
public sealed class DueActionEndpoints(DueActionStore actions, CycleContexts contexts, AuditTrail audit, TimeProvider clock)
{
    private const string All = "counties/{county}/actions";
    private const string One = All + "/{id}";
    private const int LongestMinutes = 2000;
    private const int LongestReason = 500;
    private const int MostPeople = 20;

    [Function(nameof(ListDueActions))]
    [Access(Role.County), Access(Role.Meeting, Id = "county")]
    [Operation("Lists the actions that results ask for, by cycle, consequence and subject.")]
    [Query("status", typeof(DueActionStatus), "Only those of this status.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<DueAction>)), AnswersTables]
    public Task<IActionResult> ListDueActions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation) =>
        ListAsync(request, township: null, cancellation);

    [Function(nameof(ListTownshipDueActions))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Meeting, Scope = "township")]
    [Operation("Lists the actions that results of a township's subjects ask for.")]
    [Query("status", typeof(DueActionStatus), "Only those of this status.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<DueAction>)), AnswersTables]
    public Task<IActionResult> ListTownshipDueActions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/townships/{township}/actions")] HttpRequest request, CancellationToken cancellation) =>
        ListAsync(request, request.Id<TownshipId>(), cancellation);

    [Function(nameof(GetDueAction))]
    [Access(Role.County, Role.Township, Role.Meeting, Role.Cadre)]
    [Operation("An action that a result asks for: for the county, the township and its meeting, and whom it befalls.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(DueAction)), Problems(404)]
    public async Task<IActionResult> GetDueAction([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation) =>
        Answer(request, await RequireAsync(request, cancellation));

    [Function(nameof(PutDueActionReport))]
    [Access(Role.County, Role.Township)]
    [Operation("Reports an action as done, by whoever owes it and is not concerned. The same again changes nothing, and nothing is reported twice.")]
    [Tagged, Accepts(typeof(DueActionReportBody)), Answers(StatusCodes.Status200OK, typeof(DueAction)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutDueActionReport(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/report")] HttpRequest request, CancellationToken cancellation)
    {
        (DueAction one, Caller caller) = (await RequireAsync(request, cancellation), request.GetCaller());
        await RequireOwnerAsync(one, caller, cancellation);
        DueActionReportBody body = await RequestBody.ReadAsync<DueActionReportBody>(request, cancellation);
        if (one.Report is { } there && there.Content.IsSame(body))
            return Answer(request, one);
        RequireOpen(one);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. Errors(one, body)]);
        DueAction done = one with { Status = DueActionStatus.Done, Report = new DueActionReport(body, clock.GetUtcNow(), caller.Id, caller.Name) };
        return await StoreAsync(request, nameof(PutDueActionReport), one, done, reason: null, cancellation);
    }

    [Function(nameof(DropDueAction))]
    [Access(Role.County)]
    [Operation("Drops an action that is not due any more, and says why. It stays on record.")]
    [Query("reason", typeof(string), "Why: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(DueAction)), Problems(404, 409, 412)]
    public async Task<IActionResult> DropDueAction([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        string reason = QueryReader.ReasonOf(request);
        (DueAction one, Caller caller) = (await RequireAsync(request, cancellation), request.GetCaller());
        await RequireUnconcernedAsync(one, caller, cancellation);
        if (one.Status == DueActionStatus.Dropped)
            return Answer(request, one);
        RequireOpen(one);
        DueAction dropped = one with { Status = DueActionStatus.Dropped, Dropped = new Withdrawal(reason, clock.GetUtcNow(), caller.Id, caller.Name) };
        return await StoreAsync(request, nameof(DropDueAction), one, dropped, reason, cancellation);
    }

    private async Task<IActionResult> ListAsync(HttpRequest request, TownshipId? township, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        DueActionStatus? status = query.Choice<DueActionStatus>("status");
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        return await DueActionList.Formats.AnswerAsync(
            request, page, async part => part.Answer(await actions.ListAsync(request.Id<CountyId>(), township, status, part.Place, part.Top, cancellation), one => one.Id));
    }

    /// <summary>One that the caller may see, or not found.</summary>
    private async Task<DueAction> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        Caller caller = request.GetCaller();
        return await actions.FindAsync(request.Id<CountyId>(), request.Route("id"), cancellation) is { } one && Sees(caller, one)
            ? one
            : throw new ProblemException(ProblemType.NotFound, "There is no such action.");
    }

    private static bool Sees(Caller caller, DueAction one) =>
        caller.Has(Role.County) || caller.Has(Role.Meeting, PoolId.County.Value) || caller.Has(Role.Township, one.Township.Value) || caller.Has(Role.Meeting, one.Township.Value)
        || caller.IsSelf(one.Subject);

    private async Task RequireOwnerAsync(DueAction one, Caller caller, CancellationToken cancellation)
    {
        if (caller.Roles.All(grant => grant.ToString() != one.Owner))
            throw new ProblemException(ProblemType.Forbidden, $"It is reported by '{one.Owner}', which owes it.");
        await RequireUnconcernedAsync(one, caller, cancellation);
    }

    private async Task RequireUnconcernedAsync(DueAction one, Caller caller, CancellationToken cancellation) =>
        caller.RequireUnconcerned(await contexts.RequireAsync(one.Cycle, cancellation), [one.Subject], "settles");

    private static void RequireOpen(DueAction one)
    {
        if (one.Status == DueActionStatus.Done)
            throw new ProblemException(ProblemType.RuleBroken, "It was reported as done: what was reported stays.");
        if (one.Status == DueActionStatus.Dropped)
            throw new ProblemException(ProblemType.RuleBroken, "It was dropped: there is nothing to do any more.");
    }

    private IEnumerable<ProblemError> Errors(DueAction one, DueActionReportBody body)
    {
        (DateOnly first, DateOnly today) = (CountyDays.Of(one.OpenedAt), clock.Today());
        if (body.On < first || body.On > today)
            yield return new ProblemError("$.on", $"must be from {first:O}, when it was opened, to {today:O}.");
        if (body.HeldBy.Count is 0 or > MostPeople)
            yield return new ProblemError("$.heldBy", $"must name 1 to {MostPeople} people.");
        foreach (ProblemError error in body.HeldBy.Index().SelectMany(name => TextRules.Name($"$.heldBy[{name.Index}]", name.Item)).Concat(TextRules.Text("$.minutes", body.Minutes, LongestMinutes)))
            yield return error;
        bool isRecommended = one.Action == ConsequenceAction.RecommendAdjustment;
        if (body.Adjusted is null == isRecommended)
            yield return new ProblemError("$.adjusted", isRecommended ? (LocalizableString)"must say whether the post was adjusted." : "must be left out: no adjustment was recommended.");
    }

    private async Task<IActionResult> StoreAsync(HttpRequest request, string action, DueAction before, DueAction after, string? reason, CancellationToken cancellation)
    {
        request.RequireMatch(before.ETag);
        var entry = new AuditEntry(before.Cycle.County.Value, AuditActor.Of(request.GetCaller()), action, before.Resource, Digest.OfJson(before), Digest.OfJson(after), reason);
        return Answer(request, await audit.RecordAsync(entry, stop => actions.ReplaceAsync(after, stop), cancellation));
    }

    private static OkObjectResult Answer(HttpRequest request, DueAction one)
    {
        request.HttpContext.Response.SetETag(one.ETag);
        return new OkObjectResult(one);
    }
}
