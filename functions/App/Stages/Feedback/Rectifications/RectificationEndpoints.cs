namespace Yuekao.App.Stages.Feedback;

public sealed class RectificationEndpoints(RectificationStore rectifications, RectificationPeople people, TimeProvider clock)
{
    internal const string One = All + "/{id}";

    private const string All = "counties/{county}/townships/{township}/rectifications";

    [Function(nameof(ListRectifications))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Meeting, Scope = "township")]
    [Operation("Lists a township's rectifications, by cycle and owner.")]
    [Query("status", typeof(RectificationStatus), "Only those of this status.")]
    [Query("overdue", typeof(bool), "Only those that are overdue, or only those that are not.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Rectification>)), AnswersTables]
    public async Task<IActionResult> ListRectifications([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        (RectificationFilter filter, PageRequest page) = Read(request);
        return await RectificationList.Formats.AnswerAsync(request, page, async part =>
            part.Answer(await rectifications.ListAsync(request.Id<CountyId>(), request.Id<TownshipId>(), filter, part.Place, part.Top, cancellation), one => one.Id));
    }

    [Function(nameof(ListCadreRectifications))]
    [Access(Role.Cadre, Scope = "cadre")]
    [Operation("Lists a cadre's own rectifications, and those of the villages where the cadre has a post today.")]
    [Query("status", typeof(RectificationStatus), "Only those of this status.")]
    [Query("overdue", typeof(bool), "Only those that are overdue, or only those that are not.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Rectification>)), AnswersTables]
    public async Task<IActionResult> ListCadreRectifications(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/cadres/{cadre}/rectifications")] HttpRequest request, CancellationToken cancellation)
    {
        CountyId countyId = request.Id<CountyId>();
        (RectificationFilter filter, PageRequest page) = Read(request);
        (IReadOnlyList<TownshipId> townships, RectificationOwners owners) = await people.OfCadreAsync(countyId, request.Id<SubjectId>("cadre"), cancellation);
        return await RectificationList.Formats.AnswerAsync(request, page, part => ListAsync(countyId, townships, filter with { Owners = owners }, part, cancellation));
    }

    [Function(nameof(GetRectification))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Meeting, Scope = "township"), Access(Role.Cadre)]
    [Operation("A rectification. A cadre sees their own, and those of the villages where they have a post today.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Rectification)), Problems(404)]
    public async Task<IActionResult> GetRectification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        Rectification one = await people.RequireAsync(rectifications, request, cancellation);
        request.HttpContext.Response.SetETag(one.ETag);
        return new OkObjectResult(one);
    }

    private async Task<Page<Rectification>> ListAsync(CountyId county, IReadOnlyList<TownshipId> townships, RectificationFilter filter, PageRequest page, CancellationToken cancellation)
    {
        (string from, string after) = page.After<(string, string)>(TryPlace) ?? ("", "");
        var listed = new List<Rectification>();
        foreach (TownshipId township in townships.Where(township => string.CompareOrdinal(township.Value, from) >= 0))
        {
            string place = township.Value == from ? after : "";
            listed.AddRange(await rectifications.ListAsync(county, township, filter, place, page.Top - listed.Count, cancellation));
            if (listed.Count == page.Top)
                break;
        }

        return page.Answer(listed, listed.Count == page.Top ? $"{listed[^1].Township} {listed[^1].Id}" : null);
    }

    private static bool TryPlace(string text, out (string Township, string Id) place)
    {
        bool isPlace = text.Split(' ') is [var township, var id] && TownshipId.TryOf(township, out _) && RectificationIds.IsValid(id);
        place = isPlace ? (text.Split(' ')[0], text.Split(' ')[1]) : default;
        return isPlace;
    }

    private (RectificationFilter Filter, PageRequest Page) Read(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        var filter = new RectificationFilter(query.Choice<RectificationStatus>("status"), query.Flag("overdue"), clock.GetUtcNow());
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        return (filter, page);
    }
}

public sealed class RectificationWrites(RectificationStore rectifications, RectificationPeople people, AuditTrail audit, TimeProvider clock)
{
    private const string Route = RectificationEndpoints.One;
    private const int LongestText = 2000;

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
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Text("$.done", body.Done, LongestText)]);
        return await StoreAsync(request, caller, nameof(PutRectificationReport), one, one.Report(body, caller, clock.GetUtcNow()), reason: null, cancellation);
    }

    [Function(nameof(PutRectificationVerification))]
    [Access(Role.Township, Scope = "township"), Access(Role.County)]
    [Operation("Verifies what was reported as done: closes the rectification, or opens it again with a note. A township's own the county verifies; who reported it does not.")]
    [Tagged, Accepts(typeof(VerificationBody)), Answers(StatusCodes.Status200OK, typeof(Rectification)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutRectificationVerification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/verification")] HttpRequest request, CancellationToken cancellation)
    {
        Caller caller = request.GetCaller();
        Rectification one = await people.RequireAsync(rectifications, request, cancellation);
        RequireVerifier(one, caller);
        VerificationBody body = await RequestBody.ReadAsync<VerificationBody>(request, cancellation);
        if (body is not { Accepted: true, Note: null })
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Text("$.note", body.Note, LongestText)]);
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
        ProblemError[] wrongDue = body.Due > now ? [] : [new ProblemError("$.due", "must be in the future.")];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. wrongDue, .. TextRules.Text("$.reason", body.Reason, LongestText)]);
        return await StoreAsync(request, caller, nameof(PutRectificationDue), one, one.Postpone(body, caller, now), body.Reason, cancellation);
    }

    private static void RequireVerifier(Rectification one, Caller caller)
    {
        bool isCountys = one.Owner.Kind == OwnerKind.Township;
        if (isCountys ? !caller.Has(Role.County) : !caller.Has(Role.Township, one.Township.Value))
            throw new ProblemException(ProblemType.Forbidden, isCountys ? (LocalizableString)"A township's own rectification is verified by the county." : "It is verified by the township.");
        if (one.Report?.By == caller.Id || caller.Has(Role.Cadre, one.Owner.Id))
            throw new ProblemException(ProblemType.Forbidden, "Who reported it as done, or owes it, does not verify it: somebody else of the township must.");
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
