namespace Yuekao.App.Tell;

/// <summary>The caller's inbox: the messages of all of their roles.</summary>
public sealed class MessageEndpoints(MessageStore messages, AuditTrail audit, TimeProvider clock)
{
    private const string Route = "counties/{county}/messages";

    [Function(nameof(ListMessages))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision, Role.Judge, Role.Finance, Role.Cadre)]
    [Operation("Lists the messages of all of the caller's roles, the newest first.")]
    [Query("unread", typeof(bool), "Only the unread, or only the read.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Message>))]
    public async Task<IActionResult> ListMessages([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        bool? unread = query.Flag("unread");
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        IEnumerable<string> recipients = request.GetCaller().Roles.Select(role => role.ToString());
        (IReadOnlyList<Message> listed, string? last) = await messages.ListAsync(request.Id<CountyId>(), recipients, unread, page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(listed, listed.Count == page.Top ? last : null));
    }

    [Function(nameof(PutMessageRead))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision, Role.Judge, Role.Finance, Role.Cadre)]
    [Operation("Notes that a message to one of the caller's roles was read. Who read it first, and when, stays.")]
    [Answers(StatusCodes.Status200OK, typeof(Message)), Problems(404)]
    public async Task<IActionResult> PutMessageRead(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{id}/read")] HttpRequest request, CancellationToken cancellation)
    {
        CountyId countyId = request.Id<CountyId>();
        Caller caller = request.GetCaller();
        string id = request.Route("id");
        Message message = await RequireAsync(countyId, caller, id, cancellation);
        if (message.ReadAt is not null)
            return new OkObjectResult(message);
        Message read = message with { ReadAt = clock.GetUtcNow(), ReadBy = caller.Name };
        var entry = new AuditEntry(caller.County, AuditActor.Of(caller), nameof(PutMessageRead), $"messages/{id}", Digest.OfJson(message), Digest.OfJson(read));
        return new OkObjectResult(await audit.RecordAsync(entry, stop => ReadAsync(countyId, caller, message, read, stop), cancellation));
    }

    // Others read, and channels write, beside it: then it is looked at again.
    private async Task<Message> ReadAsync(CountyId county, Caller caller, Message message, Message read, CancellationToken cancellation)
    {
        while (message.ReadAt is null && !await messages.TryReadAsync(county, message, read.ReadAt!.Value, read.ReadBy!, cancellation))
            message = await RequireAsync(county, caller, message.Id, cancellation);
        return message.ReadAt is null ? message with { ReadAt = read.ReadAt, ReadBy = read.ReadBy } : message;
    }

    // Messages to other roles are not there for the caller.
    private async Task<Message> RequireAsync(CountyId county, Caller caller, string id, CancellationToken cancellation) =>
        MessageIds.RecipientOf(id) is { } recipient && caller.Roles.Any(role => role.ToString() == recipient) && await messages.FindAsync(county, recipient, id, cancellation) is { } message
            ? message
            : throw new ProblemException(ProblemType.NotFound, "The caller has no message of that id.");
}
