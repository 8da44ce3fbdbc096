namespace Yuekao.App.Records;

/// <summary>Commendations, recorded once: people's files and the cycles whose schemes give points for them take them from here.</summary>
public sealed class CommendationEndpoints(CommendationStore commendations, PersonnelFiles files, PlacesStore places, AuditTrail audit, TimeProvider clock)
{
    private const string All = "counties/{county}/commendations";
    private const string One = All + "/{id}";
    private const int LongestText = 200;
    private const int LongestDocument = 100;
    private const int LongestReason = 500;

    [Function(nameof(ListCommendations))]
    [Access(Role.County), Access(Role.Meeting, Id = "county")]
    [Operation("Lists the county's commendations by id, those withdrawn included.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Commendation>)), AnswersTables]
    public async Task<IActionResult> ListCommendations([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        return await CommendationList.Formats.AnswerAsync(
            request, page, async part => part.Answer(await commendations.ListAsync(request.Id<CountyId>(), part.Place, part.Top, cancellation), one => one.Id));
    }

    [Function(nameof(PutCommendation))]
    [Access(Role.County)]
    [Operation("Records a commendation. It never changes: the same content again changes nothing, other content is a conflict.")]
    [Tagged, Accepts(typeof(CommendationRequest)), Answers(StatusCodes.Status201Created, typeof(Commendation)), Answers(StatusCodes.Status200OK, typeof(Commendation)), Problems(409, 422)]
    public async Task<IActionResult> PutCommendation([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, string id, Caller caller) = (request.Id<CountyId>(), IdOf(request), request.GetCaller());
        CommendationRequest content = await RequestBody.ReadAsync<CommendationRequest>(request, cancellation);
        if (await commendations.FindAsync(county, id, cancellation) is { } there)
            return Existing(request, there, content);
        RequireNotSelf(caller, content);
        string? name = await NameOfAsync(county, content, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. Errors(content, name)]);

        var next = new Commendation { Id = id, Content = content, Name = name!, At = clock.GetUtcNow(), By = caller.Id, ByName = caller.Name };
        var entry = new AuditEntry(county.Value, AuditActor.Of(caller), nameof(PutCommendation), next.Resource, Before: null, Digest.OfJson(content));
        bool isNew = await audit.RecordAsync(entry, stop => commendations.TryAddAsync(county, next, stop), cancellation);
        return isNew ? Answer(request, next, StatusCodes.Status201Created) : Existing(request, (await commendations.FindAsync(county, id, cancellation))!, content);
    }

    [Function(nameof(WithdrawCommendation))]
    [Access(Role.County)]
    [Operation("Withdraws a commendation. It stays on record with the reason, and does not count in what is proposed from then on.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Commendation)), Problems(404, 412)]
    public async Task<IActionResult> WithdrawCommendation([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        string reason = QueryReader.ReasonOf(request);
        (CountyId county, string id, Caller caller) = (request.Id<CountyId>(), IdOf(request), request.GetCaller());
        Commendation current = await commendations.FindAsync(county, id, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"There is no commendation '{id}'.");
        RequireNotSelf(caller, current.Content);
        if (current.Withdrawn is not null)
            return Answer(request, current, StatusCodes.Status200OK);

        request.RequireMatch(current.ETag);
        Commendation next = current with { Withdrawn = new Withdrawal(reason, clock.GetUtcNow(), caller.Id, caller.Name) };
        var entry = new AuditEntry(county.Value, AuditActor.Of(caller), nameof(WithdrawCommendation), next.Resource, Digest.OfJson(current.Content), After: null, reason);
        bool isDone = await audit.RecordAsync(entry, stop => commendations.TryReplaceAsync(county, next, stop), cancellation);
        return isDone
            ? Answer(request, next, StatusCodes.Status200OK)
            : throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else withdrew the commendation at the same time: read it and try again.");
    }

    /// <summary>What who is commended is called in the rosters, or among the villages; null where nobody is.</summary>
    private async Task<string?> NameOfAsync(CountyId county, CommendationRequest content, CancellationToken cancellation)
    {
        if (content.Kind == CommendedKind.Village)
            return (await places.FindAsync(county, cancellation))?.Document.Townships.SelectMany(township => township.Villages).FirstOrDefault(village => village.Id.Value == content.Recipient)?.Name;
        return SubjectId.TryOf(content.Recipient, out SubjectId person) && (await files.PostingsAsync(county, person, cancellation)) is [.., var last]
            ? ((PostingContent)last.Posting.Content).Name
            : null;
    }

    private IEnumerable<ProblemError> Errors(CommendationRequest content, string? name)
    {
        if (name is null)
        {
            yield return new ProblemError(
                "$.recipient", content.Kind == CommendedKind.Village ? (LocalizableString)"must be the id of a village of the county." : "must be the id of somebody who is, or was, in a roster of the county.");
        }

        foreach (ProblemError error in TextRules.Line("$.title", content.Title, LongestText).Concat(TextRules.Line("$.issuedBy", content.IssuedBy, LongestText)))
            yield return error;
        if (content.On > clock.Today())
            yield return new ProblemError("$.on", "must not be in the future.");
        foreach (ProblemError error in content.Document is null ? [] : TextRules.Line("$.document", content.Document, LongestDocument))
            yield return error;
    }

    private static void RequireNotSelf(Caller caller, CommendationRequest content)
    {
        if (content.Kind == CommendedKind.Person && SubjectId.TryOf(content.Recipient, out SubjectId person) && caller.IsSelf(person))
            throw new ProblemException(ProblemType.Forbidden, "Nobody records what concerns themself: somebody else of the county must.");
    }

    private static ObjectResult Existing(HttpRequest request, Commendation there, CommendationRequest content)
    {
        if (there.Content != content)
            throw new ProblemException(ProblemType.Conflict, "A commendation never changes: withdraw it, and record what is right under another id.");
        return there.Withdrawn is null
            ? Answer(request, there, StatusCodes.Status200OK)
            : throw new ProblemException(ProblemType.RuleBroken, $"The commendation '{there.Id}' was withdrawn, and stays so: record it under another id.");
    }

    private static ObjectResult Answer(HttpRequest request, Commendation one, int status)
    {
        request.HttpContext.Response.SetETag(one.ETag);
        return new ObjectResult(one) { StatusCode = status };
    }

    // Spelled as every id is.
    private static string IdOf(HttpRequest request) => request.Id<RuleId>("id").Value;
}
